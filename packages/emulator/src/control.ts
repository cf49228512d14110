import type { AppName } from '@tspco/catalog';
import type { LoadableDocument } from './apps/load-documents.ts';

/** What a test can do behind the API's back. */
export interface Control {
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
  /**
   * Lets another program of the same person make requests: they count, and nobody sees them. Without a number, it
   * makes as many as the current period still allows, so that the next request is refused.
   *
   * @throws RangeError for what is no number of requests, Error when there is no limit
   */
  spendBudget(requests?: number): void;
}
