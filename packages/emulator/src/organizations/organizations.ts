import type { ChurchSettings } from './church-settings.ts';
import type { Church } from '../store/church.ts';
import type { UploadedFile } from '../uploads/upload-shelf.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';
import { Organization } from './organization.ts';

interface OrganizationsOptions {
  /** The first is the main one. */
  readonly churches: readonly [ChurchSettings, ...ChurchSettings[]];
  readonly now: () => number;
  readonly fill: (church: Church, settings: ChurchSettings) => Promise<void>;
  readonly createWebhooks: (church: Church) => Webhooks;
}

/** The churches of an emulator. Each costs nothing until somebody asks for it. */
export class Organizations {
  /** That of the emulator's own credentials. */
  readonly main: Organization;
  readonly #options: OrganizationsOptions;
  readonly #settings: ReadonlyMap<string, ChurchSettings>;
  readonly #made = new Map<string, Organization>();

  constructor(options: OrganizationsOptions) {
    this.#options = options;
    this.#settings = new Map(options.churches.map((church) => [church.subdomain, church]));
    this.main = this.#make(options.churches[0]);
  }

  /** What is known of each without making it: its subdomain, and its name when that was given. */
  get all(): readonly Pick<ChurchSettings, 'subdomain' | 'name'>[] {
    return this.#options.churches;
  }

  /** A church that has been made, and none that nobody has asked for. */
  opened(subdomain: string): Church | undefined {
    return this.#made.get(subdomain)?.opened;
  }

  get(subdomain: string): Organization | undefined {
    const settings = this.#settings.get(subdomain);
    return settings && (this.#made.get(subdomain) ?? this.#make(settings));
  }

  /** Interrupts what is on its way to subscribers. */
  pause(): void {
    for (const { webhooks } of this.#made.values()) webhooks.dispatcher.pause();
  }

  /** Goes on with what was interrupted. */
  resume(): void {
    for (const { webhooks } of this.#made.values()) webhooks.dispatcher.resume();
  }

  /** A file that a record of any church shows. */
  keptFile(id: string, name: string): UploadedFile | undefined {
    for (const { uploads } of this.#made.values()) {
      const file = uploads.kept(id, name);
      if (file) return file;
    }
    return undefined;
  }

  /**
   * The church that a host belongs to, such as `grace.churchcenter.com` or `grace.localhost`. Every other host, and
   * `api.churchcenter.com`, belongs to the main one; `undefined` when there is no church of that name.
   */
  atHost(hostname: string): Organization | undefined {
    const [, subdomain] = /^([^.]+)\.(?:churchcenter\.com|localhost)$/i.exec(hostname) ?? [];
    if (subdomain === undefined || subdomain.toLowerCase() === 'api') return this.main;
    return this.get(subdomain.toLowerCase());
  }

  #make(settings: ChurchSettings): Organization {
    const { now, fill, createWebhooks } = this.#options;
    const { subdomain } = settings;
    const organization = new Organization({
      subdomain,
      now,
      fill: (church) => fill(church, settings),
      createWebhooks,
    });
    this.#made.set(subdomain, organization);
    return organization;
  }
}
