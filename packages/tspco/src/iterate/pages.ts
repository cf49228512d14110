import type { Resource } from '../document/types.ts';
import { PCOInputError } from '../errors.ts';
import { resolveAddress, type Address } from '../request/address.ts';
import { parameterValue } from '../request/query.ts';
import { Chain } from './chain.ts';
import {
  atOffset,
  countedBy,
  firstCall,
  offsetOf,
  perPageOf,
  type RawPage,
  type ReadRequest,
} from './page.ts';
import { PageSource } from './page-source.ts';
import type { ReadProgress } from './progress.ts';
import { readingOf, type CheckedReadOptions } from './read-options.ts';
import { decodePosition, type Position } from './resume.ts';
import { SeenRecords } from './seen-records.ts';

/** One page of a list. */
export interface Page extends RawPage {
  /** Its records without those that an earlier page had already, each with its place on the page. */
  readonly records: readonly PlacedRecord[];
  /** The `include` parameter that it was asked with. */
  readonly include: string | undefined;
  /** Called when more than its first record is wanted: then there is a reason to read ahead. */
  readonly goOn: () => void;
}

interface PlacedRecord {
  readonly data: Resource;
  readonly index: number;
}

// Enough for a list that changes; one that changes faster than it can be read is given up.
const MOST_TRIES = 20;
/** What follows a page that closes a gap is there already. */
const GOES_ON_ALREADY = (): void => {};

/**
 * Reads the pages of a list, by the offsets that the server announces: it gives fewer records than asked for without
 * saying so. Pages that are read ahead lie where the announcements so far lead, and each must announce the next one.
 *
 * @throws the first page's error as it is; after that {@link PCOIncompleteReadError} for everything but an abort
 */
export async function* readPages(
  request: ReadRequest,
  progress: ReadProgress,
): AsyncGenerator<Page, void, undefined> {
  const reader = new PageReader(request, progress);
  try {
    yield* reader.read();
  } finally {
    reader.stop();
  }
}

class PageReader {
  readonly #progress: ReadProgress;
  readonly #reading: CheckedReadOptions;
  readonly #source: PageSource;
  readonly #address: Address;
  readonly #start: number;
  readonly #resumed: Position | undefined;
  readonly #seen: SeenRecords;
  readonly #chain: Chain;
  /** The server's count on the page that was accepted last. */
  #total: number | undefined;

  constructor(given: ReadRequest, progress: ReadProgress) {
    const request = countedBy(progress.job, given);
    const call = firstCall(request);
    const { address } = call;
    const { resume, verified, mutableOrder, rememberAll, ahead } = (this.#reading = readingOf(
      request.options,
    ));
    if (verified) checkForVerified(address, mutableOrder);
    const resumed = resume === undefined ? undefined : decodePosition(resume, address);
    const start = resumed?.start ?? offsetOf(address);
    this.#progress = progress;
    this.#source = new PageSource({ request, progress, call, start, ahead, overlap: verified ? 1 : 0 });
    this.#address = address;
    this.#start = start;
    this.#resumed = resumed;
    this.#seen = new SeenRecords(rememberAll, resumed?.tail ?? []);
    this.#chain = new Chain(resumed?.tail ?? []);
    this.#total = resumed?.total;
    progress.linked = verified;
    progress.begin(address, start, resumed);
  }

  async *read(): AsyncGenerator<Page, void, undefined> {
    const progress = this.#progress;
    const { offset, tail } = this.#resumed ?? { offset: this.#start, tail: [] };
    let address = this.#address;
    if (this.#resumed) {
      // The page must reach to where the reading goes on.
      const back = Math.min(tail.length, Math.max(1, perPageOf(address) - 1));
      address = atOffset(address, Math.max(this.#start, offset - back));
    }
    for (let isFirst = true; ; isFirst = false) {
      const raw = await this.#source.next(address);
      const joins = this.#reading.verified || (isFirst && tail.length > 0);
      const last = joins ? yield* this.#join(raw) : yield* this.#close(raw, isFirst);
      await this.#reading.onProgress?.(progress.state());
      const next = this.#nextAddress(last);
      if (next === undefined) {
        progress.short = last.offset + last.data.length < (last.total ?? 0);
        break;
      }
      address = next;
    }
    progress.ended = true;
    const loss = progress.loss();
    if (loss !== undefined) throw progress.fail(loss);
  }

  stop(): void {
    this.#source.stop();
  }

  /** Gives a page, and before it what has slipped between it and the page before, as far as the counts tell. */
  async *#close(page: RawPage, isFirst: boolean): AsyncGenerator<Page, RawPage, undefined> {
    // Counted from the end, a record's place stays when others before it come and go.
    const behind = (this.#total ?? 0) - page.offset;
    const covered = (page.total ?? Infinity) - page.offset;
    // Nothing is missing before the first page, though it may lie beyond the end.
    if (!isFirst && behind > covered) yield* this.#between(page, behind, covered);
    yield this.#accept(page, 0);
    return page;
  }

  /** Gives what may have moved from behind the page before to before this one, wherever the list has changed. */
  async *#between(page: RawPage, behind: number, covered: number): AsyncGenerator<Page, void, undefined> {
    let total = this.#progress.total ?? 0;
    let tries = 0;
    for (let from = total - behind, to; from < (to = Math.max(page.offset, total - covered));) {
      const offset = Math.max(this.#start, from);
      const wanted = Math.min(perPageOf(this.#address), to - offset);
      const between = await this.#source.fetch(atOffset(page.address, offset, wanted));
      const fallen = total - (between.total ?? total);
      total -= fallen;
      if (fallen > 0 && offset > this.#start) {
        // While it was asked for, still more has moved.
        if (++tries > MOST_TRIES) throw this.#progress.fail('it changes faster than it can be read');
        from -= fallen;
        continue;
      }
      yield { ...this.#accept(between, 0), goOn: GOES_ON_ALREADY };
      if (between.data.length === 0) return;
      from = offset + wanted;
    }
  }

  /** Gives what follows the last record on a page that must have it, or else pages that lead there. */
  async *#join(page: RawPage): AsyncGenerator<Page, RawPage, undefined> {
    const place = this.#chain.placeIn(page);
    if (place !== undefined) {
      yield this.#accept(page, place);
      return page;
    }
    const perPage = perPageOf(this.#address);
    const behind = (this.#total ?? 0) - page.offset;
    for (let tries = 1; tries <= MOST_TRIES; tries++) {
      const expected = this.#progress.total === undefined ? page.offset : this.#progress.total - behind;
      const offset = Math.max(this.#start, Math.ceil(expected - (tries * perPage) / 2));
      const between = await this.#source.fetch(atOffset(page.address, offset));
      const after = this.#chain.placeIn(between);
      if (after !== undefined) {
        const accepted = this.#accept(between, after);
        const joined = this.#chain.placeIn(page);
        if (joined === undefined) {
          yield accepted;
          return between;
        }
        yield { ...accepted, goOn: GOES_ON_ALREADY };
        yield this.#accept(page, joined);
        return page;
      }
      if (offset === this.#start) break;
    }
    throw this.#progress.fail('the records that were read last are not in it any more');
  }

  #accept(raw: RawPage, from: number): Page {
    const progress = this.#progress;
    this.#seen.turn();
    const fresh = raw.data.map((data, index) => ({ data, index })).slice(from);
    const records = fresh.filter(({ data }) => this.#seen.add(data));
    progress.pages++;
    progress.received += records.length;
    progress.duplicates += fresh.length - records.length;
    this.#total = raw.total ?? this.#total;
    this.#chain.add(raw.data.slice(from));
    const include = parameterValue(raw.address.query, 'include');
    return { ...raw, records, include, goOn: () => this.#source.goOn(raw) };
  }

  /** Where the next page is, or `undefined` after the last one. */
  #nextAddress(page: RawPage): Address | undefined {
    const { document, address, data, total } = page;
    const progress = this.#progress;
    const offset = document.meta?.next?.offset ?? undefined;
    const link = document.links?.next ?? undefined;
    if (offset === undefined && link === undefined) return undefined;
    const next = offset === undefined ? this.#linked(link as string, address) : atOffset(address, offset);
    if (total !== undefined && offsetOf(next) >= total) {
      progress.contradicted = data.length >= perPageOf(address);
      return undefined;
    }
    if (!(offsetOf(next) > page.offset))
      throw this.#progress.fail('the server announced the same page again');
    if (data.length === 0) throw this.#progress.fail('the server sent an empty page and announced another');
    this.#source.plan(page);
    return this.#reading.verified ? atOffset(next, offsetOf(next) - 1) : next;
  }

  #linked(link: string, { base }: Address): Address {
    try {
      return resolveAddress(link, base);
    } catch (error) {
      throw this.#progress.fail('the link to the next page leads elsewhere', error);
    }
  }
}

/** @throws {@link PCOInputError} for what cannot be verified */
function checkForVerified(address: Address, mutableOrder: boolean): void {
  if (perPageOf(address) < 2) {
    throw new PCOInputError(
      "With consistency: 'verified', per_page must be at least 2: pages overlap.",
      'ERR_QUERY',
    );
  }
  const order = parameterValue(address.query, 'order');
  const changing = order?.split(',').find((name) => !/^-?(id|created_at)$/.test(name));
  if (changing === undefined || mutableOrder) return;
  throw new PCOInputError(
    `With consistency: 'verified', a list cannot be ordered by ${changing}: a record that is edited may move past the reader. Order by id or created_at or not at all, or say mutableOrder: true.`,
    'ERR_QUERY',
  );
}
