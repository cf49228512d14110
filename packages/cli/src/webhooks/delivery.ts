import { PCOError } from 'tspco';
import { replayWebhook, type WebhookEvent } from 'tspco/webhooks';
import { EXIT } from '../exit-codes.ts';
import { Failure } from '../failure.ts';
import { printable } from '../output/printable.ts';

/** A delivery as it came. */
export interface Delivery {
  readonly headers: Readonly<Record<string, string>>;
  /** The text of the body, to the byte: its signature is of that. */
  readonly body: string;
}

/** Planning Center waits about so long. */
const TIME_LIMIT_MS = 10_000;

/**
 * Sends a delivery to a program, signed anew when there is a secret.
 *
 * @returns the status of the answer
 * @throws {@link Failure} when nobody answers
 */
export async function send(delivery: Delivery, to: string, secret?: string): Promise<number> {
  const signal = AbortSignal.timeout(TIME_LIMIT_MS);
  try {
    const answer = await replayWebhook(delivery, to, { secret, signal });
    await answer.body?.cancel();
    return answer.status;
  } catch (error) {
    if (error instanceof PCOError) throw error;
    throw new Failure(`${to} did not answer.`, { exitCode: EXIT.temporary, cause: error });
  }
}

/** An event in a line, for a person. */
export function eventText({ name, payload }: WebhookEvent): string {
  const { type, id, attributes } = payload.data;
  const { name: called, title, first_name: first } = attributes ?? {};
  const words = [called, title, first].find((text) => typeof text === 'string');
  return [name, `${type} ${id}`, words]
    .filter((part) => part !== undefined)
    .map(printable)
    .join('  ');
}
