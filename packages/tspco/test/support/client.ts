import { PCOError, type PCO, type PCOOptions, type Sent } from 'tspco';
import { settingsFrom } from '../../src/options.ts';
import { fromSettings } from '../../src/pco.ts';
import type { World } from '../../src/world.ts';
import { startServer, type TestServer } from './server.ts';
import { fakeWorld } from './world.ts';

/** A client with any credentials; its waiting takes no time unless another world is given. */
export function clientWith(options: PCOOptions, world: World = fakeWorld({ longest: 59_000 })): PCO {
  return fromSettings(settingsFrom(options, world));
}

/** What the errors of requests tell, as far as their classes differ. */
export type Failed = PCOError & {
  readonly sent?: Sent;
  readonly attempts?: number;
  readonly statusCode?: number;
};

/** Waits for a promise to be rejected with one of the library's errors, and gives the error. */
export async function failureOf(promise: Promise<unknown>): Promise<Failed> {
  const outcome: unknown = await promise.then(
    () => new Error('It did not fail.'),
    (error: unknown) => error,
  );
  if (outcome instanceof PCOError) return outcome;
  throw new Error('It did not fail with an error of the library.', { cause: outcome });
}

/** The address of a server that is not there any more. */
export async function closedAddress(): Promise<string> {
  const { createServer } = await import('node:net');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}

/**
 * Gives everything that is still under way time to reach the server, measured in whole round trips instead of
 * milliseconds, and returns how many requests it had seen by then.
 */
export async function requestsInTheEnd(server: TestServer): Promise<number> {
  const other = await startServer(() => ({ status: 204 }));
  for (let trips = 0; trips < 3; trips++) await fetch(other.url);
  return server.requests.length;
}
