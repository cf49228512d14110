import type { AppName, AppVersion } from '@tspco/catalog';
import type { Church } from '../store/church.ts';
import type { UploadShelf } from '../uploads/upload-shelf.ts';

/** A request for an app's resources, after everything that concerns HTTP is settled. */
export interface ApiCall {
  /** GET, POST, PATCH or DELETE. */
  readonly method: string;
  readonly app: AppName;
  /** The version that the request asked for; the newest when it asked for none. */
  readonly version: AppVersion;
  /** The path after `/{app}/v2`, cut at its slashes and decoded. */
  readonly segments: readonly string[];
  /** Decoded, in the order given. */
  readonly query: readonly (readonly [string, string])[];
  /** Where links lead: the origin that the request itself was sent to. */
  readonly origin: string;
  readonly principal: Principal;
  /** Refuse what Planning Center ignores silently. */
  readonly strict: boolean;
  /** Send `included` always, as in 2019. */
  readonly emptyIncluded: boolean;
  readonly uploads: UploadShelf;
  /** The request's body. */
  text(): Promise<string>;
}

/** On whose behalf a request is made. */
interface Principal {
  readonly kind: 'person' | 'organization';
  /** Empty for an organization token, which belongs to nobody. */
  readonly personId: string;
  /** Of the token; `undefined` for credentials that have none, which may do all that their person may. */
  readonly scopes?: readonly string[] | undefined;
}

/** What a call comes to. Without a document the answer has no body. */
export interface ApiAnswer {
  readonly status: number;
  readonly document?: unknown;
}

/** Answers calls from the church's records. Throws `ApiError` for what is answered with an error document. */
export type ApiHandler = (call: ApiCall, church: Church) => Promise<ApiAnswer>;
