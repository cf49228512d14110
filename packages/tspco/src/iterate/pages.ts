import type { CollectionDocument, Resource } from '../document/types.ts';
import { PCOError, PCOIncompleteReadError, PCOInputError, type PCOMalformedAnswerError } from '../errors.ts';
import {
  href,
  hrefWithoutQuery,
  resolveAddress,
  withParameter,
  type Address,
  type AddressInput,
} from '../request/address.ts';
import { buildCall, CALL_OPTIONS, type RequestOptions } from '../request/call.ts';
import { checkNames } from '../request/checks.ts';
import { parameterValue, type Query } from '../request/query.ts';
import type { Call, Settings } from '../settings.ts';
import { perform, type Answer } from '../transport/perform.ts';
import { failedAnswer, malformedAnswer } from '../transport/to-error.ts';
import type { ReadProgress } from './progress.ts';
import { SeenRecords } from './seen-records.ts';

/** What is to be read. */
export interface ReadRequest {
  readonly url: AddressInput;
  readonly query: Query | undefined;
  readonly options: RequestOptions;
  readonly settings: Settings;
  /** Records a page when the caller did not say; default as many as the server gives. */
  readonly perPage?: number;
}

/** One page of a list. */
export interface Page {
  readonly document: CollectionDocument;
  /** Its records without those that an earlier page had already. */
  readonly records: readonly Resource[];
  /** The `include` parameter that it was asked with. */
  readonly include: string | undefined;
  /** Makes the error for a page that cannot be used. */
  readonly malformed: (problem: string) => PCOMalformedAnswerError;
}

/** The largest page that the server gives, whatever is asked for. */
const LARGEST_PAGE = 100;

/**
 * Reads the pages of a list one after another, by the offsets that the server announces and never by arithmetic of
 * our own: it gives fewer records than asked for without saying so.
 *
 * @throws the first page's error as it is; after that {@link PCOIncompleteReadError} for everything but an abort
 */
export async function* readPages(
  request: ReadRequest,
  progress: ReadProgress,
): AsyncGenerator<Page, void, undefined> {
  const { options, settings } = request;
  const seen = new SeenRecords();
  let call = firstCall(request);
  const firstOffset = offsetOf(call.address);
  for (;;) {
    const page = await fetchPage(call, settings, progress).catch((error: unknown) => {
      if (progress.pages === 0 || options.signal?.aborted) throw error;
      throw incomplete(progress, `page ${progress.pages + 1} failed`, error);
    });
    const { data, meta } = page.document;
    const records = data.filter((record) => seen.add(record));
    progress.pages++;
    progress.received += records.length;
    progress.duplicates += data.length - records.length;
    if (typeof meta?.total_count === 'number') {
      const expected = Math.max(0, meta.total_count - firstOffset);
      progress.shrank ||= expected < (progress.expected ?? 0);
      progress.expected = expected;
    }
    yield { ...page, records };
    const next = nextAddress(page.document, call.address, progress);
    if (next === undefined) break;
    call = at(next, call);
  }
  progress.ended = true;
  const loss = progress.loss();
  if (loss !== undefined) throw incomplete(progress, loss);
}

function firstCall({ url, query, options, settings, perPage = LARGEST_PAGE }: ReadRequest): Call {
  checkNames(options, CALL_OPTIONS);
  const call = buildCall('GET', url, { query, options, read: 'text', priority: 'bulk' }, settings);
  checkWhole(
    call.address,
    'per_page',
    1,
    'Planning Center answers a page of 0 with an endless row of empty pages.',
  );
  checkWhole(call.address, 'offset', 0, '');
  if (parameterValue(call.address.query, 'per_page') !== undefined) return call;
  return { ...call, address: withParameter(call.address, 'per_page', String(perPage)) };
}

async function fetchPage(
  call: Call,
  settings: Settings,
  progress: ReadProgress,
): Promise<Omit<Page, 'records'>> {
  const answer = await perform(call, settings).catch((error: unknown) => {
    if (error instanceof PCOError && 'attempts' in error) progress.requests += error.attempts as number;
    throw error;
  });
  progress.requests += answer.attempts;
  const document = answer.document as CollectionDocument | null;
  const malformed = (problem: string): PCOMalformedAnswerError =>
    malformedPage(call, answer, settings, problem);
  if (!Array.isArray(document?.data) || !Array.isArray(document.included ?? [])) {
    const single = isObject(document?.data) && !Array.isArray(document.data);
    throw malformed(
      single ? 'a single resource, not a list. Read it with get.' : 'something that is not a list.',
    );
  }
  if (!document.data.every(isObject) || !(document.included ?? []).every(isObject)) {
    throw malformed('a list with members that are no resources.');
  }
  return { document, malformed, include: parameterValue(call.address.query, 'include') };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function at(address: Address, call: Call): Call {
  return { ...call, address };
}

/** Where the next page is, or `undefined` after the last one. */
function nextAddress(
  { data, meta, links }: CollectionDocument,
  current: Address,
  progress: ReadProgress,
): Address | undefined {
  const offset = meta?.next?.offset ?? undefined;
  const link = links?.next ?? undefined;
  if (offset === undefined && link === undefined) return undefined;
  const next =
    offset === undefined
      ? linked(link as string, current, progress)
      : withParameter(current, 'offset', String(offset));
  const total = meta?.total_count;
  if (typeof total === 'number' && offsetOf(next) >= total) {
    const perPage = Math.min(LARGEST_PAGE, Number(parameterValue(current.query, 'per_page')));
    progress.contradicted = data.length >= perPage;
    return undefined;
  }
  if (!(offsetOf(next) > offsetOf(current)))
    throw incomplete(progress, 'the server announced the same page again');
  if (data.length === 0) throw incomplete(progress, 'the server sent an empty page and announced another');
  return next;
}

function linked(link: string, current: Address, progress: ReadProgress): Address {
  try {
    return resolveAddress(link, current.base);
  } catch (error) {
    throw incomplete(progress, 'the link to the next page leads elsewhere', error);
  }
}

function offsetOf({ query }: Address): number {
  return Number(parameterValue(query, 'offset') ?? 0);
}

function checkWhole({ query }: Address, key: string, least: number, reason: string): void {
  const value = parameterValue(query, key);
  if (value === undefined || (/^\d+$/.test(value) && Number(value) >= least)) return;
  throw new PCOInputError(
    `${key} must be a whole number from ${least}; got ${value}. ${reason}`.trim(),
    'ERR_QUERY',
  );
}

function incomplete(progress: ReadProgress, reason: string, cause?: unknown): PCOIncompleteReadError {
  const because = cause instanceof Error ? ` (${cause.message})` : '';
  return new PCOIncompleteReadError(
    `The list is incomplete after ${progress.received} of ${progress.expected ?? 'an unknown number of'} records: ${reason}${because}.`,
    progress.report(reason),
    cause,
  );
}

function malformedPage(
  call: Call,
  { response, attempts }: Answer,
  settings: Settings,
  problem: string,
): PCOMalformedAnswerError {
  const { method, address } = call;
  const query = new URL(href(address)).search.slice(1);
  const request = { method, url: hrefWithoutQuery(address), query, sent: 'yes', attempts } as const;
  const secrets = settings.credentials.secrets();
  return malformedAnswer(failedAnswer(request, response, '', secrets), secrets, problem);
}
