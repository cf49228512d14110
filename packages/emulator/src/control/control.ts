import type { AppName } from '@tspco/catalog';
import type { LoadableDocument } from '../apps/load-documents.ts';
import type { ChurchState } from './churches-control.ts';
import type { ClockControl } from './clock-control.ts';
import type { FaultControl } from './fault-control.ts';
import type { RateLimitControl } from './rate-limit-control.ts';
import type { RequestControl } from './request-control.ts';
import type { Snapshot } from '../store/snapshot.ts';
import type { WebhooksControl } from './webhooks-control.ts';

/** What a test can do behind the API's back. Records and webhooks are those of the main church. */
export interface Control extends ChurchControl, AccountsControl {
  /** The emulator's time. */
  readonly clock: ClockControl;
  /** What goes wrong. */
  readonly faults: FaultControl;
  /** What was asked, and what became of it. */
  readonly requests: RequestControl;
  /** How many requests there may be, and who else makes them. */
  readonly rateLimit: RateLimitControl;
  /** All churches, the main one first. None of them is made for it. */
  churches(): readonly ChurchState[];
  /**
   * The records and webhooks of another church, or of the main one by its subdomain.
   *
   * @throws RangeError when there is no such church
   */
  church(subdomain: string): ChurchControl;
}

/** How a test gets credentials without a browser. */
export interface AccountsControl {
  /**
   * Lets somebody agree to an application's request, and gives the tokens.
   *
   * @throws RangeError for a person, church, scope or application that does not exist
   * @example
   * ```ts
   * const { accessToken } = await emulator.control.signIn({ person: 'ada@example.org', scopes: ['people'] });
   * ```
   */
  signIn(options?: SignInOptions): Promise<SignedIn>;
  /**
   * Makes a personal access token, whose scopes are all that the person may do.
   *
   * @throws RangeError for a person or church that does not exist
   */
  personalAccessToken(whose?: Whose): Promise<{ readonly applicationId: string; readonly secret: string }>;
  /**
   * Lets an access token expire before its time, or all of them. A refresh still brings new ones. All does not include
   * `emulator.accessToken`.
   *
   * @returns how many expired
   */
  expireTokens(accessToken?: string): number;
  /**
   * Revokes an access or refresh token with its pair, or all pairs. All does not include `emulator.accessToken`.
   *
   * @returns how many pairs were revoked
   */
  revokeTokens(token?: string): number;
}

/** Somebody in one of the churches. */
export interface Whose {
  /** An id or an e-mail address. Default: the administrator, whoever that is when the credentials are used. */
  readonly person?: string | undefined;
  /** A subdomain. Default: the main church. */
  readonly church?: string | undefined;
}

export interface SignInOptions extends Whose {
  /** Default: all. */
  readonly scopes?: readonly string[] | undefined;
  /** The id of an OAuth application. Default: the emulator's own. */
  readonly application?: string | undefined;
}

/** Tokens as the token endpoint gives them. */
export interface SignedIn {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Of the access token, in milliseconds since 1970 by the emulator's clock. */
  readonly expiresAt: number;
  readonly scopes: readonly string[];
}

/** What a test can do to one church. */
export interface ChurchControl extends RecordsControl {
  /** What the emulator tells subscribers. */
  readonly webhooks: WebhooksControl;
}

/** By app and type. Types without a record are left out. */
export type RecordCounts = Readonly<Record<AppName, Readonly<Record<string, number>>>>;

/** What a test can do to the records of a church. */
export interface RecordsControl {
  /**
   * Adds the resources of JSON:API documents, such as recorded answers, to the church: those of `data` and those of
   * `included`. One that is there already is changed where the documents say something about it.
   *
   * @param documents - one or several, each with `data`; the links of their resources tell which app they are from
   * @throws RangeError for an app or a type that the emulator has no records of, TypeError for what is no document
   * @example
   * ```ts
   * await emulator.control.load(JSON.parse(await readFile('people.json', 'utf8')));
   * await emulator.control.load('people', { data: { type: 'Person', id: '1', attributes: { first_name: 'Ada' } } });
   * ```
   */
  load(documents: LoadableDocument | readonly LoadableDocument[]): Promise<void>;
  /** The same for documents without links. */
  load(app: AppName, documents: LoadableDocument | readonly LoadableDocument[]): Promise<void>;
  /** The same as {@link restore}: what was saved can be loaded without knowing what it is. */
  load(snapshot: Snapshot): Promise<void>;
  /**
   * The church as it is now, all apps and the uploaded files that resources show. The value can be written as JSON and
   * is yours; tokens, uploads that nothing shows yet and the rate limit are not in it.
   *
   * @example
   * ```ts
   * await writeFile('church.json', JSON.stringify(await emulator.control.snapshot()));
   * ```
   */
  snapshot(): Promise<Snapshot>;
  /**
   * Makes the church as it was when the snapshot was taken, by this emulator or another one. Everything since then is
   * lost.
   *
   * @throws TypeError for what is no snapshot; nothing is changed then
   */
  restore(snapshot: Snapshot): Promise<void>;
  /**
   * How many records there are, by app and type.
   *
   * @example
   * ```ts
   * const { people } = await emulator.control.counts();
   * console.log(people['Person'], people['Email']);
   * ```
   */
  counts(): Promise<RecordCounts>;
  /** Makes the church as it was in the beginning, before anything was written or loaded. */
  reset(): Promise<void>;
}
