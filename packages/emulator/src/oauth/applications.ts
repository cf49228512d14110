/** An application that people let use their account. */
export interface ApplicationOptions {
  readonly id: string;
  /** Without one the application is public: it needs PKCE (S256), and shows no secret for tokens. */
  readonly secret?: string | undefined;
  /** Shown to those who are asked for their consent; default: the id. */
  readonly name?: string | undefined;
  /** When given, one of these exactly. Otherwise any address will do. */
  readonly redirectUris?: readonly string[] | undefined;
}

/** An application as the OAuth endpoints know it. */
export interface Application {
  readonly id: string;
  readonly secret: string | undefined;
  readonly name: string;
  readonly redirectUris: readonly string[] | undefined;
  /** May come without its secret when it brings a code challenge. */
  readonly mayBePublic: boolean;
}

/** The applications of an emulator. */
export class Applications {
  /** That of the emulator's own credentials, which may act as either kind. */
  readonly main: Application;
  readonly #byId: ReadonlyMap<string, Application>;

  constructor({
    applicationId,
    secret,
    applications,
  }: {
    readonly applicationId: string;
    readonly secret: string;
    readonly applications: readonly ApplicationOptions[];
  }) {
    this.main = {
      id: applicationId,
      secret,
      name: 'Emulator',
      redirectUris: undefined,
      mayBePublic: true,
    };
    const others = applications.map((options) => ({
      id: options.id,
      secret: options.secret,
      name: options.name ?? options.id,
      redirectUris: options.redirectUris,
      mayBePublic: options.secret === undefined,
    }));
    this.#byId = new Map([this.main, ...others].map((application) => [application.id, application]));
  }

  get(id: string): Application | undefined {
    return this.#byId.get(id);
  }

  /** @param credentials - `id:secret`; both may contain colons */
  withCredentials(credentials: string): Application | undefined {
    return [...this.#byId.values()].find(
      ({ id, secret }) => secret !== undefined && credentials === `${id}:${secret}`,
    );
  }

  get ids(): readonly string[] {
    return [...this.#byId.keys()];
  }
}
