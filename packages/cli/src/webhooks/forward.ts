import { Failure } from '../failure.ts';
import { EXIT } from '../exit-codes.ts';
import type { Delivery } from './delivery.ts';

/** Planning Center waits about so long. */
const TIME_LIMIT_MS = 10_000;

/** Sends a delivery on as it came, and gives the status of the answer; 502 when there was none. */
export async function forward(delivery: Delivery, to: string): Promise<number> {
  try {
    return await send(delivery, to);
  } catch {
    return 502;
  }
}

/** @throws {@link Failure} when nobody answers */
export async function send({ headers, body }: Delivery, to: string): Promise<number> {
  try {
    const answer = await fetch(to, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIME_LIMIT_MS),
    });
    await answer.body?.cancel();
    return answer.status;
  } catch (error) {
    throw new Failure(`${to} did not answer.`, { exitCode: EXIT.temporary, cause: error });
  }
}
