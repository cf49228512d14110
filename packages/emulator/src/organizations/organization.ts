import { Church } from '../store/church.ts';
import { FileShelf } from '../uploads/file-shelf.ts';
import type { Webhooks } from '../webhooks/webhooks.ts';

/** A church among others, and how it was in the beginning. */
export interface OpenChurch {
  readonly church: Church;
  readonly original: Church;
}

interface OrganizationOptions {
  readonly subdomain: string;
  readonly now: () => number;
  readonly fill: (church: Church) => Promise<void>;
  readonly createWebhooks: (church: Church) => Webhooks;
}

/** A church among others: its records, made when they are first asked for, its uploaded files, and whom it tells. */
export class Organization {
  /** The first part of its address at Church Center. No other church has it. */
  readonly subdomain: string;
  readonly uploads: FileShelf;
  readonly webhooks: Webhooks;
  readonly #church: Church;
  readonly #fill: (church: Church) => Promise<void>;
  #opening: Promise<OpenChurch> | undefined;
  #opened: Church | undefined;

  constructor({ subdomain, now, fill, createWebhooks }: OrganizationOptions) {
    this.subdomain = subdomain;
    this.uploads = new FileShelf({ now });
    this.#church = new Church({ now });
    this.webhooks = createWebhooks(this.#church);
    this.#fill = fill;
  }

  /** The church, when somebody has asked for it and it has been made. */
  get opened(): Church | undefined {
    return this.#opened;
  }

  /** The church with its records. */
  async open(): Promise<Church> {
    return (await this.openBoth()).church;
  }

  openBoth(): Promise<OpenChurch> {
    return (this.#opening ??= this.#fill(this.#church).then(() => {
      this.#opened = this.#church;
      return { church: this.#church, original: this.#church.copy() };
    }));
  }
}
