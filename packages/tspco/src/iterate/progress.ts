import { PCOIncompleteReadError, type ReadReport } from '../errors.ts';
import type { Address } from '../request/address.ts';
import { Job } from '../pacing/job.ts';
import type { World } from '../world.ts';
import type { Page } from './pages.ts';
import type { Progress } from './read-options.ts';
import { encodePosition, keyOf, LONGEST_TAIL, type Position } from './resume.ts';

/** Counts what a reading has done. */
export class ReadProgress {
  /** Records that the server sent, each counted once. */
  received = 0;
  /** Records handed to the caller. */
  yielded = 0;
  duplicates = 0;
  pages = 0;
  /** Counts what is sent for it, pages among them that nobody waits for any more. */
  readonly job: Job = new Job(Infinity);
  /** The server's count in its latest answer. */
  total: number | undefined;
  /** By how much the count fell, and rose, from one answer to the next. */
  removed = 0;
  added = 0;
  /** Whether a full last page was followed by the announcement of another one beyond the count. */
  contradicted = false;
  /** Whether the server's last page was reached. */
  ended = false;
  /** Whether the last page that the server announced ended before its own count. */
  short = false;
  /** Why it could not be brought to its end. */
  failed: string | undefined;
  /** Whether each page began with a record of the page before, in earlier parts of the reading, too. */
  linked = false;
  #address: Address | undefined;
  #start = 0;
  #resumed: Position | undefined;
  /** The page whose records are given to the caller, and how many of them have been. */
  #page: Page | undefined;
  #given = 0;
  /** The keys of the latest records of the pages before. */
  #tailBefore: readonly string[] = [];
  /** What was yielded before this part of the reading began. */
  #before = 0;
  readonly #world: World;
  readonly #since: number;

  constructor(world: World) {
    this.#world = world;
    this.#since = world.now();
  }

  /** Whether there are records already, so that the reading is one of which a part is lost. */
  get hasBegun(): boolean {
    return this.pages > 0 || this.#resumed !== undefined;
  }

  /** Begins to count at an address, or where an earlier part ended. */
  begin(address: Address, start: number, resumed?: Position): void {
    this.#address = address;
    this.#start = start;
    this.#resumed = resumed;
    this.#tailBefore = resumed?.tail ?? [];
    this.#before = this.received = this.yielded = resumed?.yielded ?? 0;
    this.duplicates = resumed?.duplicates ?? 0;
    this.total = resumed?.total;
    this.removed = resumed?.removed ?? 0;
    this.added = resumed?.added ?? 0;
    this.linked &&= resumed?.linked ?? true;
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
    return this.total === undefined ? undefined : Math.max(0, this.total - this.#start);
  }

  /** Takes down that so many records of a page have gone to the caller. */
  pass(page: Page, given: number): void {
    this.yielded += page === this.#page ? given - this.#given : given;
    if (page !== this.#page) {
      this.#tailBefore = this.#tail();
      this.#page = page;
    }
    this.#given = given;
  }

  /** The place after the record that was passed on last. */
  get resume(): string | undefined {
    if (this.#address === undefined) return undefined;
    const { yielded, duplicates, removed, added, linked } = this;
    const last = this.#page?.records[this.#given - 1];
    const { offset, total } =
      this.#page !== undefined && last !== undefined
        ? { offset: this.#page.offset + last.index + 1, total: this.#page.total }
        : (this.#resumed ?? { offset: this.#start, total: undefined });
    const counts = { yielded, duplicates, removed, added };
    const position = { offset, total, tail: this.#tail(), ...counts, linked, start: this.#start };
    return encodePosition(position, this.#address);
  }

  /** The keys of the latest records that went to the caller. */
  #tail(): readonly string[] {
    const given = this.#page?.records.slice(Math.max(0, this.#given - LONGEST_TAIL), this.#given) ?? [];
    const keys = given.map(({ data }) => keyOf(data)).filter((key) => key !== undefined);
    return [...this.#tailBefore, ...keys].slice(-LONGEST_TAIL);
  }

  /** How far it is. */
  state(): Progress {
    const { expected, yielded } = this;
    const seconds = (this.#world.now() - this.#since) / 1000;
    const rate = seconds > 0 ? (yielded - this.#before) / seconds : 0;
    const left = expected === undefined ? undefined : Math.max(0, expected - yielded);
    return {
      done: yielded,
      total: expected,
      rate,
      timeLeft: left === undefined || rate === 0 ? undefined : Math.round((left / rate) * 1000),
    };
  }

  /** Takes down that it cannot be brought to its end, and makes the error that says so. */
  fail(reason: string, cause?: unknown): PCOIncompleteReadError {
    this.failed = reason;
    const { received, expected = 'an unknown number of' } = this;
    const because = cause instanceof Error ? ` (${cause.message})` : '';
    return new PCOIncompleteReadError(
      `The list is incomplete after ${received} of ${expected} records: ${reason}${because}.`,
      this.report(reason),
      cause,
    );
  }

  /** The state as the caller sees it; `reason` overrides the reason that the counts give. */
  report(reason: string | undefined = this.#shortcoming()): ReadReport {
    const { expected, yielded, duplicates, pages, resume } = this;
    const whole = this.linked ? 'verified' : 'count-matches';
    return {
      completeness: reason === undefined ? whole : 'incomplete',
      expected,
      yielded,
      duplicates,
      pages,
      requests: this.job.spent,
      ...(resume === undefined ? {} : { resume }),
      ...(reason === undefined ? {} : { reason }),
    };
  }

  /** Why records are known or likely to be missing although the list was read to its end. */
  loss(): string | undefined {
    const { expected = 0, received, duplicates, added, linked, short } = this;
    if (received >= expected) return undefined;
    // Nothing was passed over from its beginning to its end. What is missing came behind the reader's back, whether the
    // count shows it or not.
    if (linked && !short) return undefined;
    return duplicates + added > 0
      ? 'records were added or moved while it was read'
      : 'the server announced no further page';
  }

  #shortcoming(): string | undefined {
    const { expected, yielded, received, ended, contradicted, removed, linked, failed } = this;
    if (failed !== undefined) return failed;
    if (!ended || yielded < received) return 'the reading was not brought to its end';
    if (contradicted) return `the server counts ${expected} records and announces more`;
    if (linked) return this.loss();
    if (expected === undefined) return 'the server did not say how many records there are';
    // Those that were deleted after they had been read are not counted any more.
    if (yielded > expected + removed)
      return `the server counts ${expected} records, and ${yielded} were read`;
    return this.loss();
  }
}
