import { usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';

/** @throws {@link Failure} before anybody is asked for anything */
export function refuseIfReadOnly({ readOnly }: Invocation, method: string): void {
  if (!readOnly || method === 'GET' || method === 'HEAD') return;
  throw usageFailure(
    `${method} was not sent: --read-only (or PCO_READ_ONLY) refuses everything that would change something.`,
  );
}
