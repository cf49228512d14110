import { usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';

/** A request that might be sent. */
export interface ShownRequest {
  readonly method: string;
  readonly url: string;
  readonly payload?: unknown;
}

/** Writes what would be sent: method, path and payload. */
export async function showRequest(
  invocation: Invocation,
  { method, url, payload }: ShownRequest,
): Promise<void> {
  const body = payload === undefined ? '' : `${JSON.stringify(payload, undefined, 2)}\n`;
  await invocation.print(`${invocation.style('bold', method)} ${url}\n${body}`);
  await invocation.note('Nothing was sent (--dry-run).');
}

/** @throws {@link Failure} before anybody is asked for anything */
export function refuseIfReadOnly({ readOnly }: Invocation, method: string): void {
  if (!readOnly || method === 'GET' || method === 'HEAD') return;
  throw usageFailure(
    `${method} was not sent: --read-only (or PCO_READ_ONLY) refuses everything that would change something.`,
  );
}
