import type { CollectionDocument, Resource } from '../document/types.ts';
import { PCOInputError, type PCOMalformedAnswerError } from '../errors.ts';
import { withParameter, type Address, type AddressInput } from '../request/address.ts';
import { buildCall, type RequestOptions } from '../request/call.ts';
import { parameterValue, type Query } from '../request/query.ts';
import type { Call, Settings } from '../settings.ts';
import { perform, requestOf, type Answer } from '../transport/perform.ts';
import { failedAnswer, malformedAnswer } from '../transport/to-error.ts';
import type { Job } from '../pacing/job.ts';
import type { ReadOptions } from './read-options.ts';

/** What is to be read. */
export interface ReadRequest {
  readonly url: AddressInput;
  readonly query: Query | undefined;
  readonly options: RequestOptions & ReadOptions;
  readonly settings: Settings;
  /** Records a page when the caller did not say; default as many as the server gives. */
  readonly perPage?: number;
  /** More records than this will not be looked at; default all. */
  readonly atMost?: number;
}

/** One page of a list, as the server sent it. */
export interface RawPage {
  readonly address: Address;
  readonly offset: number;
  readonly document: CollectionDocument;
  readonly data: readonly Resource[];
  /** The server's count of all records. */
  readonly total: number | undefined;
  /** Makes the error for a page that cannot be used. */
  readonly malformed: (problem: string) => PCOMalformedAnswerError;
}

/** The largest page that the server gives, whatever is asked for. */
const LARGEST_PAGE = 100;

/** The call for the first page. Nothing is sent. */
export function firstCall(request: ReadRequest): Call {
  const { url, query, options, settings, perPage = LARGEST_PAGE } = request;
  const call = buildCall('GET', url, { query, options, read: 'text', priority: 'bulk' }, settings);
  const endless = 'Planning Center answers a page of 0 with an endless row of empty pages.';
  checkWhole(call.address, 'per_page', 1, endless);
  checkWhole(call.address, 'offset', 0, '');
  if (parameterValue(call.address.query, 'per_page') !== undefined) return call;
  return { ...call, address: withParameter(call.address, 'per_page', String(perPage)) };
}

/** The same list at another offset. */
export function atOffset(address: Address, offset: number, perPage?: number): Address {
  const there = withParameter(address, 'offset', String(offset));
  return perPage === undefined ? there : withParameter(there, 'per_page', String(perPage));
}

export function offsetOf({ query }: Address): number {
  return Number(parameterValue(query, 'offset') ?? 0);
}

/** How many records the server gives at an address at most. */
export function perPageOf({ query }: Address): number {
  return Math.min(LARGEST_PAGE, Number(parameterValue(query, 'per_page') ?? LARGEST_PAGE));
}

/** The same reading, whose requests are counted by a job of its own, too. */
export function countedBy(job: Job, request: ReadRequest): ReadRequest {
  const { settings } = request;
  return { ...request, settings: { ...settings, jobs: [...settings.jobs, job] } };
}

/** Fetches one page and looks whether it is one. */
export async function fetchPage(call: Call, settings: Settings): Promise<RawPage> {
  const answer = await perform(call, settings);
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
  const total = document.meta?.total_count;
  return {
    address: call.address,
    offset: offsetOf(call.address),
    document,
    data: document.data,
    total: typeof total === 'number' ? total : undefined,
    malformed,
  };
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function checkWhole({ query }: Address, key: string, least: number, reason: string): void {
  const value = parameterValue(query, key);
  if (value === undefined || (/^\d+$/.test(value) && Number(value) >= least)) return;
  throw new PCOInputError(
    `${key} must be a whole number from ${least}; got ${value}. ${reason}`.trim(),
    'ERR_QUERY',
  );
}

function malformedPage(
  call: Call,
  answer: Answer,
  settings: Settings,
  problem: string,
): PCOMalformedAnswerError {
  const request = { ...requestOf(call, answer), sent: 'yes' } as const;
  const secrets = settings.credentials.secrets();
  return malformedAnswer(failedAnswer(request, answer.response, answer.text, secrets), secrets, problem);
}
