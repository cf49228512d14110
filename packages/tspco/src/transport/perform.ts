import { PCOError, PCOInputError, PCORequestTimeoutError, type FailedRequest } from '../errors.ts';
import { silent, type RequestEvent, type RetryEvent } from '../hooks.ts';
import type { PacerOutcome, Reservation } from '../pacing/pacer.ts';
import { isOfGateway, periodOf, rateOf, type RateState } from '../pacing/rate.ts';
import { href, hrefWithoutQuery } from '../request/address.ts';
import { redact } from '../redact.ts';
import { parameterValue } from '../request/query.ts';
import type { Call, Settings } from '../settings.ts';
import { abortable, limited, sleep } from '../world.ts';
import { attempt, type Ending } from './attempt.ts';
import {
  isSchemeUnknown,
  outlookOf,
  sentOf,
  tokenErrors,
  type Failure,
  type Outlook,
  type Received,
} from './failure.ts';
import { errorOf } from './to-error.ts';
import { isIdempotent, parseRetryAfter, rateLimitPause, retryDelay } from './retry.ts';
import type { TransportAnswer } from './transport.ts';
import { warnOfVersion } from './version-warning.ts';

/** A success. */
export interface Answer {
  readonly response: TransportAnswer;
  /** The parsed body, `null` when it was empty; `undefined` unless it was to be read as text. */
  readonly document: unknown;
  /** The body, unless it was read as bytes or is still to be read. */
  readonly text: string;
  /** The body when it was to be read as bytes. */
  readonly bytes: ArrayBuffer | undefined;
  readonly attempts: number;
}

const NOT_SENT: PacerOutcome = { status: undefined, rate: undefined, pause: undefined, sent: false };
const UNANSWERED: PacerOutcome = { ...NOT_SENT, sent: true };

/** What the attempts so far add up to. */
interface History {
  attempts: number;
  /** 429s in a row. */
  refusals: number;
  /** Failures of the kind that may pass. */
  failures: number;
  /** Whether an attempt may have reached the server. */
  reached: boolean;
  /** Whether an attempt that failed may have been carried out. */
  ambiguous: boolean;
  renewed: boolean;
  switched: boolean;
  /** When to stop trying, in milliseconds since the epoch; known once the first attempt starts. */
  endsAt: number;
  /** Makes the error for the latest failure. */
  giveUp: (() => PCOError) | undefined;
}

/** What an attempt taught. */
interface Lesson {
  /** `undefined` when no answer came. */
  readonly status: number | undefined;
  readonly rate: RateState | undefined;
  /** After a 429: how long to leave the server alone, in milliseconds. */
  readonly pause: number | undefined;
  readonly outlook: Outlook | undefined;
  /** The period of the rate limit in seconds. */
  readonly period: number | undefined;
  /** The `Retry-After` header in milliseconds. */
  readonly retryAfter: number | undefined;
}

interface Sending {
  readonly ending: Ending;
  readonly event: RequestEvent;
  readonly authorization: string | undefined;
  readonly learned: Lesson;
}

/**
 * Sends a call until it succeeds or must be given up: reserve a slot, sign, send and read, learn from the headers,
 * then be done, wait and do it again, or fail.
 *
 * @throws the errors of `errors.ts`, or the caller's abort reason as it is
 */
export async function perform(call: Call, settings: Settings): Promise<Answer> {
  const { world, emit } = settings;
  const history: History = {
    attempts: 0,
    refusals: 0,
    failures: 0,
    reached: false,
    ambiguous: false,
    renewed: false,
    switched: false,
    endsAt: Infinity,
    giveUp: undefined,
  };
  for (;;) {
    const { ending, event, authorization, learned } = await sendOnce(call, settings, history);
    if (!('failure' in ending)) return succeed(ending.received, ending.document, call, settings, history);
    const { failure } = ending;
    if (isGoneAlready(failure, call, history)) {
      const { response } = failure.received;
      const deleted = new Response(null, { status: 204, headers: response.headers });
      return { response: deleted, document: null, text: '', bytes: undefined, attempts: history.attempts };
    }
    const giveUp = (): PCOError => {
      const latest = sentOf(failure);
      const sent = latest === 'no' && history.reached ? 'maybe' : latest;
      const secrets = secretsOf(settings.credentials, authorization);
      return errorOf(failure, { ...requestOf(call, history), sent }, secrets, learned.pause);
    };
    const delay = await nextDelay(failure, learned, call, settings, authorization, history);
    if (delay === undefined || world.now() + delay >= history.endsAt) throw giveUp();
    history.giveUp = giveUp;
    emit('retry', { ...event, ...retryCause(failure), delay });
    if (delay > 0) {
      emit('wait', { ...event, reason: learned.outlook === 'rate-limit' ? 'rate-limit' : 'back-off', delay });
      await sleep(delay, world, call.signal);
    }
  }
}

/** One attempt with everything around it: a slot before, lessons and events after. */
async function sendOnce(call: Call, settings: Settings, history: History): Promise<Sending> {
  const { world, emit, state, jobs } = settings;
  if (state.closed && history.attempts === 0) {
    throw new PCOInputError(
      'This client was closed. Make a new one, or close it after its last request.',
      'ERR_CLOSED',
    );
  }
  const event: RequestEvent = { method: call.method, path: call.address.path, attempt: history.attempts + 1 };
  const askedAt = world.now();
  const reservation = await reserve(call, settings, event);
  // Waiting in the pacer is not the request's own time.
  history.endsAt += world.now() - askedAt;
  let outcome = NOT_SENT;
  try {
    const authorization = await sign(call, settings, history);
    const startedAt = world.now();
    if (startedAt >= history.endsAt) throw history.giveUp?.();
    for (const job of jobs) job.check(call);
    for (const job of jobs) job.spent++;
    if (++history.attempts === 1) history.endsAt = startedAt + call.deadline;
    emit('request', event);
    const ms = Math.min(call.timeout, history.endsAt - startedAt);
    outcome = UNANSWERED;
    const ending = await attempt(call, settings, authorization, ms);
    const learned = learn(ending, history, world.now());
    outcome = outcomeOf(ending, learned);
    const sending = { ending, event, authorization, learned };
    if (emit !== silent) tellOfAnswer(sending, settings, world.now() - startedAt);
    return sending;
  } finally {
    reservation.settle(outcome);
  }
}

async function reserve(
  call: Call,
  { pacer, budgetKey, world, emit }: Settings,
  event: RequestEvent,
): Promise<Reservation> {
  const { method, priority, share, signal, signed, address } = call;
  if (signal?.aborted) throw signal.reason;
  // Foreign servers know nothing of the budget.
  if (!signed) return { settle: () => {} };
  const offset = Number(parameterValue(address.query, 'offset') ?? 0) || 0;
  const reserved = pacer.reserve({ key: budgetKey, method, priority, offset, share, signal });
  if ('settle' in reserved) return reserved;
  const askedAt = world.now();
  const reservation = await abortable(reserved, signal).catch((error: unknown) => {
    // A slot that is granted too late for its request must be given back.
    reserved.then(
      (late) => late.settle(NOT_SENT),
      () => {},
    );
    throw error;
  });
  const delay = world.now() - askedAt;
  if (delay > 0) emit('wait', { ...event, reason: 'queue', delay });
  return reservation;
}

async function sign(call: Call, settings: Settings, history: History): Promise<string | undefined> {
  const { signal, signed } = call;
  if (!signed) return undefined;
  const header = settings.credentials.header({ signal });
  if (typeof header === 'string') return header;
  return inTime(header, call, settings, history).catch((error: unknown) => {
    // It speaks of the request for a token. What matters to the caller is that their own was not sent.
    if (error instanceof PCOError && tokenErrors.has(error) && !history.reached)
      Object.assign(error, { sent: 'no' });
    throw error;
  });
}

/** Waits for the credentials, which may have to ask somebody, no longer than for an answer of the server. */
function inTime<T>(promise: Promise<T>, call: Call, { world }: Settings, history: History): Promise<T> {
  const { signal, timeout: ms, method, address } = call;
  // If the signal has aborted already, nobody will look at the promise, and its failure is not to be reported.
  promise.catch(() => {});
  const onTimeout = (): unknown => {
    const sent = history.reached ? 'maybe' : 'no';
    const message = `${method} ${address.path} was given up: there was no token within ${ms} ms.`;
    return new PCORequestTimeoutError(message, { ...requestOf(call, history), sent }, ms);
  };
  return limited(() => promise, { world, signal, ms, onTimeout });
}

function tellOfAnswer(sending: Sending, { emit, credentials }: Settings, duration: number): void {
  const response = receivedOf(sending.ending)?.response;
  if (response === undefined) return;
  const { event, authorization, learned } = sending;
  const id = redact(response.headers.get('x-request-id') ?? '', secretsOf(credentials, authorization));
  emit('response', {
    ...event,
    status: response.status,
    duration,
    requestId: id || undefined,
    rate: learned.rate,
  });
}

/** Everything that an attempt was signed with, also when the credentials have been renewed since. */
function secretsOf(
  credentials: Settings['credentials'],
  authorization: string | undefined,
): readonly string[] {
  return [...credentials.secrets(), ...(authorization?.split(' ').slice(1) ?? [])];
}

/** Reads what the answer says about the rate limit. */
function learn(ending: Ending, history: History, now: number): Lesson {
  const response = receivedOf(ending)?.response;
  const outlook = 'failure' in ending ? outlookOf(ending.failure) : undefined;
  history.refusals = outlook === 'rate-limit' ? history.refusals + 1 : 0;
  const rate = response && rateOf(response.headers);
  const retryAfter = response && outlook && parseRetryAfter(response.headers, now);
  const period = response && outlook && periodOf(response.headers);
  const pause = outlook === 'rate-limit' ? rateLimitPause(retryAfter, period, history.refusals) : undefined;
  return { outlook, status: response?.status, rate, period, retryAfter, pause };
}

/** What the pacer is told. The gateway counts apart from the apps; only its refusals say something about them. */
function outcomeOf(ending: Ending, { status, rate, pause }: Lesson): PacerOutcome {
  const response = receivedOf(ending)?.response;
  const apart = status !== 429 && response !== undefined && isOfGateway(response.headers);
  const sent = !('failure' in ending) || sentOf(ending.failure) !== 'no';
  return { status, rate: apart ? undefined : rate, pause, sent };
}

/** The milliseconds until the next attempt, or `undefined` when there will be none. */
async function nextDelay(
  failure: Failure,
  learned: Lesson,
  call: Call,
  settings: Settings,
  authorization: string | undefined,
  history: History,
): Promise<number | undefined> {
  const { signal, method, body } = call;
  const outlook = learned.outlook ?? 'final';
  const sent = sentOf(failure);
  const repeatable = body?.repeatable !== false;
  if (outlook === 'passing') history.failures++;
  history.reached ||= sent !== 'no';
  history.ambiguous ||= outlook === 'passing' && sent !== 'no' && learned.status !== 403;
  if (repeatable && authorization !== undefined) {
    const { credentials } = settings;
    if (!history.switched && isSchemeUnknown(failure) && credentials.switchScheme?.(authorization)) {
      history.switched = true;
      return 0;
    }
    const renewable = outlook === 'expired' || (outlook === 'revoked' && credentials.renewsRevoked);
    if (renewable && !history.renewed) {
      history.renewed = true;
      const renewal = credentials.renew(authorization, { signal });
      return (await inTime(renewal, call, settings, history)) ? 0 : undefined;
    }
  }
  return retryDelay({
    ...learned,
    outlook,
    repeatable,
    idempotent: call.retry === 'always' || isIdempotent(method, body),
    sent,
    refusals: history.refusals,
    failures: history.failures,
    maxRetries: call.maxRetries,
    random: settings.world.random(),
  });
}

function succeed(
  received: Received,
  document: unknown,
  call: Call,
  settings: Settings,
  history: History,
): Answer {
  warnOfVersion(call, received.response, settings);
  return { ...received, document, attempts: history.attempts };
}

/** An earlier attempt to delete it may have reached the server; then this 404 is what success looks like. */
function isGoneAlready(
  failure: Failure,
  call: Call,
  history: History,
): failure is Failure & { kind: 'status' } {
  const missing = failure.kind === 'status' && failure.received.response.status === 404;
  return missing && call.method === 'DELETE' && history.ambiguous;
}

function receivedOf(ending: Ending): Received | undefined {
  if (!('failure' in ending)) return ending.received;
  return 'received' in ending.failure ? ending.failure.received : undefined;
}

/** What errors say of a request. */
export function requestOf(
  { method, address }: Call,
  { attempts }: { readonly attempts: number },
): Omit<FailedRequest, 'sent'> {
  const query = new URL(href(address)).search.slice(1);
  return { method, url: hrefWithoutQuery(address), query, attempts };
}

function retryCause(failure: Failure): Pick<RetryEvent, 'reason' | 'status'> {
  if (failure.kind !== 'status') {
    return { reason: failure.kind === 'timeout' ? 'timeout' : 'network', status: undefined };
  }
  const { status } = failure.received.response;
  return { reason: status === 429 ? 'rate-limit' : status === 401 ? 'credentials' : 'status', status };
}
