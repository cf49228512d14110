import { PCOFirewallError, PCORateLimitError, PCORequestError, type Sent } from '../errors.ts';
import { parseRetryAfter } from '../transport/retry.ts';
import { sleep, type World } from '../world.ts';
import type { Application } from './application.ts';
import { exchangeGrant } from './exchange-grant.ts';
import { grantOf, type StoredGrant } from './grant.ts';

const MOST_ATTEMPTS = 4;
const FIRST_PAUSE_MS = 500;

/**
 * Trades a refresh token for a new pair. Sends again only what certainly was not processed, and nothing after `until`.
 *
 * @param until - when the answer must be there, in milliseconds since the epoch
 * @returns `undefined` when there is not enough time for the first attempt
 */
export async function requestRefresh(
  application: Application,
  before: StoredGrant,
  { until, world }: { readonly until: number; readonly world: World },
): Promise<StoredGrant | undefined> {
  const { timeout } = application;
  const { refreshToken } = before;
  for (let attempts = 1, pause = FIRST_PAUSE_MS; ; attempts++, pause *= 2) {
    if (world.now() + timeout > until) return undefined;
    try {
      const tokens = await exchangeGrant(application, { refreshToken }, world);
      return grantOf(tokens, world.now(), before);
    } catch (error) {
      const wait = pauseAfter(error, pause, world);
      if (wait === undefined || attempts === MOST_ATTEMPTS || world.now() + wait + timeout > until)
        throw error;
      await sleep(wait, world, undefined);
    }
  }
}

/** How long to wait until it may be sent again; `undefined` when the token may have been used up. */
function pauseAfter(error: unknown, usual: number, world: World): number | undefined {
  const pause = usual * (0.5 + world.random() / 2);
  if (error instanceof PCORateLimitError)
    return Math.max(pause, parseRetryAfter(error.headers, world.now()) ?? 0);
  if (error instanceof PCOFirewallError) return pause;
  return (error as { sent?: Sent }).sent === 'no' ? pause : undefined;
}

/**
 * Whether an error of a refresh says that the grant is dead. A wrong client secret, a firewall or a broken server says
 * nothing about it. Planning Center calls a token that was used before an `invalid_request`.
 */
export function isEndOfGrant(error: unknown): error is PCORequestError {
  return (
    error instanceof PCORequestError &&
    !(error instanceof PCOFirewallError) &&
    (error.code === 'invalid_grant' || error.code === 'invalid_request')
  );
}
