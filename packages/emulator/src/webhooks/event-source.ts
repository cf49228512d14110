import type { AppName } from '@tspco/catalog';
import type { Church } from '../store/church.ts';
import type { Cause, Change } from '../store/journal.ts';
import type { StoredRecord } from '../store/record.ts';

/** Something that happened to a record, under the name that subscriptions are for. */
export interface Happening {
  readonly name: string;
  readonly app: AppName;
  readonly record: StoredRecord;
  /** There is nothing left to tell but what it was. */
  readonly isGone: boolean;
}

/** What a payload is written with. */
export interface Telling {
  readonly church: Church;
  /** Who is told, and so through whose eyes; empty for nobody. */
  readonly personId: string;
  /** In front of the addresses in it. */
  readonly origin: string;
  /** A date: resources are told of in the version of their app that serves it. */
  readonly version: string;
  /** As the API writes it. */
  readonly time: string;
  readonly idempotencyToken: string;
}

/** The part of webhooks that knows the apps: what is an event, and what is told of it. */
export interface EventSource {
  /** What changes raise, in the order in which it happened. */
  raised(changes: readonly Change[], cause: Cause, church: Church): readonly Happening[];
  /**
   * The event of a name about the record of an id.
   *
   * @throws RangeError when there is no such event or record
   */
  about(name: string, id: string, church: Church): Happening;
  /** Whether somebody may be told of what happens in an app. */
  maySee(app: AppName, personId: string, church: Church): boolean;
  /** The document that a subscriber gets, as a text. */
  payload(happening: Happening, telling: Telling): string;
}
