import type { Alarms } from '../emulator-clock.ts';
import type { DeliveryRequest } from './delivery-request.ts';

/** What a receiver answered, or why there is no answer. */
export interface DeliveryAnswer {
  readonly status: number | null;
  readonly headers: Readonly<Record<string, string>>;
  /** Its beginning, when it is long. */
  readonly body: string;
  /** Milliseconds that it took. */
  readonly duration: number;
  readonly error: string | undefined;
}

export interface PostParts {
  readonly deliver: typeof fetch;
  /** Of real time: how long a receiver takes is none of the emulator's time. */
  readonly alarms: Alarms;
  /** Gives the attempt up. */
  readonly signal: AbortSignal;
}

/** How long a receiver may take, in milliseconds. */
export const DELIVERY_TIMEOUT = 10_000;

/** Of longer answers only so many characters are kept. */
const KEPT_BODY = 4096;

/** Sends an event to a receiver, follows no redirect, and waits for the beginning of an answer. */
export async function postDelivery(
  url: string,
  { headers, body }: DeliveryRequest,
  { deliver, alarms, signal }: PostParts,
): Promise<DeliveryAnswer> {
  const started = performance.now();
  const limit = new AbortController();
  const giveUp = (): void => limit.abort(signal.reason);
  signal.addEventListener('abort', giveUp, { once: true });
  const stopAlarm = alarms.start(DELIVERY_TIMEOUT, () =>
    limit.abort(new Error(`No answer within ${DELIVERY_TIMEOUT / 1000} seconds.`)),
  );
  const duration = (): number => Math.round(performance.now() - started);
  try {
    signal.throwIfAborted();
    const answered = (async () => {
      const answer = await deliver(url, {
        method: 'POST',
        // A connection that was left open may be closed by the receiver just when the next delivery begins.
        headers: { ...headers, Connection: 'close' },
        body,
        redirect: 'manual',
        signal: limit.signal,
      });
      const beginning = await beginningOf(answer);
      return { status: answer.status, headers: Object.fromEntries(answer.headers), body: beginning };
    })();
    // A function that stands in for fetch may not look at the signal.
    const answer = await Promise.race([answered, rejectedBy(limit.signal)]);
    return { ...answer, duration: duration(), error: undefined };
  } catch (error) {
    return { status: null, headers: {}, body: '', duration: duration(), error: messageOf(error) };
  } finally {
    stopAlarm();
    signal.removeEventListener('abort', giveUp);
  }
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
  });
}

async function beginningOf(answer: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  const reader = answer.body?.getReader();
  if (!reader) return text;
  while (text.length < KEPT_BODY) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
  }
  await reader.cancel();
  return text.slice(0, KEPT_BODY);
}

/** What `fetch` says is that it failed; why stands in the cause. */
function messageOf(error: unknown): string {
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  return cause instanceof Error && cause.message !== '' ? `${message}: ${cause.message}` : message;
}
