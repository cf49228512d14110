import type { AppName } from '@tspco/catalog';
import type { Ref, StoredRecord } from './record.ts';

/** What became of one record: it is new without `before`, and gone without `after`. */
export interface Change extends Ref {
  readonly app: AppName;
  readonly before: StoredRecord | undefined;
  readonly after: StoredRecord | undefined;
}

/** What let records change. */
export interface Cause {
  /** Who asked for it: empty for nobody. */
  readonly personId: string;
  /** In front of the addresses that the one who asked was given. */
  readonly origin: string;
  /** The action that was run, as `Type.action`, of which record. */
  readonly action?: { readonly app: AppName; readonly name: string; readonly record: StoredRecord };
}

/** Somebody who follows what happens to the records of a church. */
export interface ChurchObserver {
  /** After a request changed records, or ran an action: each record once, in the order in which they were touched. */
  changed(changes: readonly Change[], cause: Cause): void;
  /** After all records were exchanged for others. */
  replaced(): void;
}

/** Notes how records were before they were changed. */
export class Journal {
  /** By app, type and id. */
  readonly #before = new Map<string, Ref & { app: AppName; before: StoredRecord | undefined }>();

  note(app: AppName, { type, id }: Ref, before: StoredRecord | undefined): void {
    const key = `${app} ${type} ${id}`;
    if (!this.#before.has(key)) this.#before.set(key, { app, type, id, before });
  }

  /** Each record once, as it was in the beginning and as it is now. What came and went again did not happen. */
  changes(now: (app: AppName, ref: Ref) => StoredRecord | undefined): Change[] {
    return [...this.#before.values()]
      .map(({ app, type, id, before }) => ({ app, type, id, before, after: now(app, { type, id }) }))
      .filter(({ before, after }) => before !== after);
  }
}
