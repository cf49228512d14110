import type { AppName } from '@tspco/catalog';
import type { LoadableDocument } from './apps/load-documents.ts';

/** What a test can do behind the API's back. */
export interface Control {
  /**
   * Adds the resources of JSON:API documents, such as recorded answers, to an app's records.
   *
   * @throws RangeError for an app that the emulator has no records of, TypeError for what is no document
   */
  load(app: AppName, documents: LoadableDocument | readonly LoadableDocument[]): Promise<void>;
  /**
   * Lets another program of the same person make requests: they count, and nobody sees them. Without a number, it
   * makes as many as the current period still allows, so that the next request is refused.
   *
   * @throws RangeError for what is no number of requests, Error when there is no limit
   */
  spendBudget(requests?: number): void;
}
