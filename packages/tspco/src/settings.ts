import type { Credentials } from './credentials/credentials.ts';
import type { Emit } from './hooks.ts';
import type { Job } from './pacing/job.ts';
import type { Pacer, Priority } from './pacing/pacer.ts';
import type { Address, Base } from './request/address.ts';
import type { RequestBody } from './request/body.ts';
import type { Transport } from './transport/transport.ts';
import type { World } from './world.ts';

/** A client's options, checked and complete. */
export interface Settings {
  readonly credentials: Credentials;
  readonly base: Base;
  readonly uploadUrl: string;
  readonly uploadBase: Base;
  readonly timeout: number;
  readonly uploadTimeout: number;
  /** `undefined`: two minutes, or twice one attempt's time-out where that is longer. */
  readonly deadline: number | undefined;
  readonly maxRetries: number;
  readonly retry: 'safe' | 'always';
  readonly readOnly: boolean;
  readonly versions: Readonly<Record<string, string | undefined>>;
  /** Sent to every app, instead of `versions`; set by `with({ version })`. */
  readonly version: string | undefined;
  /** Church Center is asked for a version only when one is pinned. */
  readonly sendNewestVersion: boolean;
  readonly headers: Readonly<Record<string, string>>;
  readonly priority: Priority | undefined;
  /** The part of the rate limit that its requests may be sent in. */
  readonly share: number;
  /** Where its requests are counted: those of the client, and of each job that a view was made for. */
  readonly jobs: readonly Job[];
  readonly budgetKey: string;
  readonly pacer: Pacer;
  readonly transport: Transport;
  readonly emit: Emit;
  readonly world: World;
  /** Shared by a client and all its views. */
  readonly state: { closed: boolean; readonly versionWarnings: Set<string> };
}

/** One request, ready to be sent as often as it takes. */
export interface Call {
  readonly method: string;
  readonly address: Address;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: RequestBody | undefined;
  /** `false` for foreign hosts: nothing that authenticates is sent. */
  readonly signed: boolean;
  /** How the body of a success is taken: as text, as bytes, or left unread. */
  readonly read: 'text' | 'bytes' | 'stream';
  /** Follow redirects that stay on the server, or give them back as answers. */
  readonly redirects: 'follow' | 'return';
  /** Milliseconds for one attempt, body included. */
  readonly timeout: number;
  /** Milliseconds from the first send to the end of the last attempt. */
  readonly deadline: number;
  readonly maxRetries: number;
  readonly retry: 'safe' | 'always';
  readonly priority: Priority;
  readonly share: number;
  readonly version: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Marks settings that were checked already, so that a client can be made from them. */
export class ReadySettings {
  readonly settings: Settings;

  constructor(settings: Settings) {
    this.settings = settings;
  }
}
