import { PCOWebhookError, type WebhookErrorCode } from './error.ts';
import type { WebhookEvent } from './event.ts';
import { handleEvent, timeLimit, type EventParts } from './handle-event.ts';
import type { tellingHooks, WebhookOutcome } from './hooks.ts';
import { parseDelivery } from './parse-delivery.ts';
import { headerOf, type WebhookHeaders } from './raw-delivery.ts';
import { tooLarge } from './read-body.ts';
import { checkSecrets, type AboutDelivery, type WebhookSecrets } from './secrets.ts';
import { findSecret, parseSignature, SIGNATURE_HEADER } from './signature.ts';

/** A request, whatever server has received it. */
export interface Incoming {
  readonly method: string | undefined;
  readonly headers: WebhookHeaders;
  /** @throws `PCOWebhookError` `ERR_TOO_LARGE`, `ERR_RAW_BODY` */
  readBody(maxBytes: number): Promise<Uint8Array<ArrayBuffer>>;
}

export interface WebhookAnswer {
  readonly status: number;
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Gives the secrets for a delivery; nothing for a church that is not known. */
export type SecretSource = (
  about: AboutDelivery,
) => WebhookSecrets | undefined | Promise<WebhookSecrets | undefined>;

export interface ReceiverParts extends EventParts {
  readonly secrets: WebhookSecrets | SecretSource;
  readonly maxBytes: number;
  /** Until an answer is given in any case, in milliseconds. */
  readonly timeout: number;
  readonly hooks: ReturnType<typeof tellingHooks>;
  /** Told of work that may go on after the answer. */
  readonly track: (work: Promise<unknown>) => void;
}

/** Receives a delivery: from the request to the answer. Never throws. */
export async function receive(incoming: Incoming, parts: ReceiverParts): Promise<WebhookAnswer> {
  if (incoming.method !== 'POST')
    return answer(405, 'Deliveries of webhooks come with POST.', { Allow: 'POST' });
  const limit = timeLimit(parts.timeout);
  try {
    const events = await Promise.race([
      verified(incoming, parts),
      limit.over.then(() => tookTooLong(parts.timeout)),
    ]);
    if (events instanceof Error) throw events;
    const work = handleAll(events, parts);
    parts.track(work);
    return await Promise.race([work.then(answerTo), limit.over.then(() => tryAgain('Still being handled.'))]);
  } catch (error) {
    return refusal(error, parts);
  } finally {
    limit.stop();
  }
}

function tookTooLong(timeout: number): PCOWebhookError {
  return new PCOWebhookError(
    `The body or the secrets took longer than ${timeout} milliseconds.`,
    'ERR_WEBHOOK_TIMEOUT',
  );
}

async function verified(incoming: Incoming, parts: ReceiverParts): Promise<readonly WebhookEvent[]> {
  const signature = parseSignature(headerOf(incoming.headers, SIGNATURE_HEADER));
  if (Number(headerOf(incoming.headers, 'content-length')) > parts.maxBytes) throw tooLarge(parts.maxBytes);
  const bytes = await incoming.readBody(parts.maxBytes);
  const { secrets } = parts;
  if (typeof secrets !== 'function') {
    await findSecret(bytes, signature, checkSecrets(secrets));
    return parseDelivery(bytes);
  }
  const events = parsed(bytes);
  const organizationId = events instanceof Error ? undefined : events[0]?.organizationId;
  const find = async (again: boolean): Promise<number> =>
    findSecret(bytes, signature, await secretsFrom(secrets, { organizationId, again }));
  try {
    await find(false);
  } catch (error) {
    if (!(error instanceof PCOWebhookError && error.code === 'ERR_SIGNATURE')) throw error;
    await find(true);
  }
  // Only whoever knows a secret is told what is wrong with a delivery.
  if (events instanceof Error) throw events;
  return events;
}

/** The events, which nobody has verified yet, or what is wrong with them. */
function parsed(bytes: Uint8Array<ArrayBuffer>): readonly WebhookEvent[] | Error {
  try {
    const events = parseDelivery(bytes);
    const [first] = events;
    // With the secret of one church, nobody may speak for another.
    if (events.every(({ organizationId }) => organizationId === first?.organizationId)) return events;
    return new PCOWebhookError('The delivery tells of more than one church.', 'ERR_DELIVERY');
  } catch (error) {
    return error as Error;
  }
}

async function secretsFrom(source: SecretSource, about: AboutDelivery): Promise<readonly string[]> {
  const found = await source(about);
  if (found === undefined || found.length === 0)
    throw new PCOWebhookError('No secret for this church.', 'ERR_SIGNATURE');
  return checkSecrets(found);
}

async function handleAll(
  events: readonly WebhookEvent[],
  parts: ReceiverParts,
): Promise<readonly WebhookOutcome[]> {
  const outcomes: WebhookOutcome[] = [];
  for (const event of events) {
    const outcome = await handleEvent(event, parts);
    parts.hooks.event(outcome);
    outcomes.push(outcome);
  }
  return outcomes;
}

function answerTo(outcomes: readonly WebhookOutcome[]): WebhookAnswer {
  const has = (outcome: WebhookOutcome['outcome']): boolean =>
    outcomes.some((each) => each.outcome === outcome);
  if (has('failed')) return answer(500, 'Not handled.');
  if (has('busy')) return tryAgain('Being handled.');
  if (has('gone')) return answer(410, 'Not wanted.');
  return answer(200, 'ok');
}

const STATUS: Readonly<Partial<Record<WebhookErrorCode, number>>> = {
  ERR_SIGNATURE: 401,
  ERR_DELIVERY: 400,
  ERR_TOO_LARGE: 413,
  ERR_WEBHOOK_TIMEOUT: 503,
};

/** What is the program's own mistake is answered with 500, so that the delivery comes again when it is mended. */
function refusal(thrown: unknown, { hooks }: ReceiverParts): WebhookAnswer {
  const error =
    thrown instanceof PCOWebhookError
      ? thrown
      : new PCOWebhookError('The secrets could not be found.', 'ERR_SECRET', { cause: thrown });
  const status = STATUS[error.code] ?? 500;
  hooks.refused({ status, error });
  // Planning Center shows it in the list of deliveries. How a program is set up is nobody else's business.
  return answer(status, status < 500 ? error.message : 'It could not be checked.');
}

const tryAgain = (text: string): WebhookAnswer => answer(503, text, { 'Retry-After': '30' });

function answer(status: number, text: string, headers: Record<string, string> = {}): WebhookAnswer {
  return { status, text, headers: { 'Content-Type': 'text/plain', ...headers } };
}
