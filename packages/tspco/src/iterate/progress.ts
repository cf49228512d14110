import type { Resource } from '../document/types.ts';
import type { ReadReport } from '../errors.ts';
import type { Address } from '../request/address.ts';
import type { World } from '../world.ts';
import type { Progress } from './read-options.ts';
import { encodePosition, keyOf, withTail, type Position } from './resume.ts';

/** Counts what a reading has done. */
export class ReadProgress {
  /** Records that the server sent, each counted once. */
  received = 0;
  /** Records handed to the caller. */
  yielded = 0;
  duplicates = 0;
  pages = 0;
  requests = 0;
  /** The server's count in its latest answer. */
  total: number | undefined;
  /** By how much the count fell, and rose, from one answer to the next. */
  removed = 0;
  added = 0;
  /** Whether a full last page was followed by the announcement of another one beyond the count. */
  contradicted = false;
  /** Whether the server's last page was reached. */
  ended = false;
  /** Whether each page began with a record of the page before. */
  linked = false;
  #position: Omit<Position, 'yielded' | 'duplicates'> | undefined;
  #address: Address | undefined;
  /** What was yielded before this part of the reading began. */
  #before = 0;

  /** Begins to count at an address, or where an earlier part ended. */
  begin(address: Address, start: number, resumed?: Position): void {
    this.#address = address;
    this.#position = resumed ?? { offset: start, total: undefined, tail: [], start };
    this.#before = this.received = this.yielded = resumed?.yielded ?? 0;
    this.duplicates = resumed?.duplicates ?? 0;
    this.total = resumed?.total;
  }

  /** Takes down the server's count, as it was in the latest answer. */
  hear(total: number | undefined): void {
    if (total === undefined) return;
    const change = total - (this.total ?? total);
    if (change > 0) this.added += change;
    else this.removed -= change;
    this.total = total;
  }

  /** The latest `total_count` less the starting offset. */
  get expected(): number | undefined {
    return this.total === undefined ? undefined : Math.max(0, this.total - (this.#position?.start ?? 0));
  }

  /** Takes down that a record goes to the caller, and where the next one is. */
  pass(record: Resource, next: number, total: number | undefined): void {
    this.yielded++;
    if (this.#position === undefined) return;
    const key = keyOf(record);
    const tail = key === undefined ? this.#position.tail : withTail(this.#position.tail, key);
    this.#position = { ...this.#position, offset: next, total, tail };
  }

  /** The place after the record that was passed on last. */
  get resume(): string | undefined {
    if (this.#position === undefined || this.#address === undefined) return undefined;
    const { yielded, duplicates } = this;
    return encodePosition({ ...this.#position, yielded, duplicates }, this.#address);
  }

  /** How far it is, by a clock that was read when it began. */
  at(since: number, world: World): Progress {
    const { expected, yielded } = this;
    const seconds = (world.now() - since) / 1000;
    const rate = seconds > 0 ? (yielded - this.#before) / seconds : 0;
    const left = expected === undefined ? undefined : Math.max(0, expected - yielded);
    return {
      done: yielded,
      total: expected,
      rate,
      timeLeft: left === undefined || rate === 0 ? undefined : Math.round((left / rate) * 1000),
    };
  }

  /** The state as the caller sees it; `reason` overrides the reason that the counts give. */
  report(reason: string | undefined = this.#shortcoming()): ReadReport {
    const { expected, yielded, duplicates, pages, requests, resume } = this;
    const whole = this.linked ? 'verified' : 'count-matches';
    return {
      completeness: reason === undefined ? whole : 'incomplete',
      expected,
      yielded,
      duplicates,
      pages,
      requests,
      ...(resume === undefined ? {} : { resume }),
      ...(reason === undefined ? {} : { reason }),
    };
  }

  /** Why records are known or likely to be missing although the list was read to its end. */
  loss(): string | undefined {
    const { expected = 0, received, duplicates, added, removed, linked } = this;
    if (received >= expected) return undefined;
    // Whoever was added behind the reader's back was not there throughout.
    if (linked && added + removed > 0) return undefined;
    return duplicates + added > 0
      ? 'records were added or moved while it was read'
      : 'the server announced no further page';
  }

  #shortcoming(): string | undefined {
    const { expected, yielded, received, ended, contradicted, removed, linked } = this;
    if (!ended || yielded < received) return 'the reading was not brought to its end';
    if (linked) return this.loss();
    if (expected === undefined) return 'the server did not say how many records there are';
    if (contradicted) return `the server counts ${expected} records and announces more`;
    // Those that were deleted after they had been read are not counted any more.
    if (yielded > expected + removed)
      return `the server counts ${expected} records, and ${yielded} were read`;
    return this.loss();
  }
}
