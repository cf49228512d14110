import { platform } from '../../src/platform/node.ts';
import { fetchTransport, type Transport, type TransportRequest } from '../../src/transport/transport.ts';
import { httpTransport } from '../../src/transport/node/http-transport.ts';
import { Limit } from '../../src/world.ts';

/** Both ways to the network. What holds of one must hold of the other, or be named as a difference. */
export const transports: readonly (readonly [string, Transport])[] = [
  ['fetch', fetchTransport((url, init) => fetch(url, init), platform)],
  ['node:http', httpTransport()],
];

/** Sends a request of which only the address matters. */
export function get(transport: Transport, url: string, more: Partial<TransportRequest> = {}) {
  return transport({ url, method: 'GET', headers: {}, limit: new Limit(), ...more });
}

/** What a promise is rejected with. */
export async function reasonOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => new Error('It was not rejected.'),
    (reason: unknown) => reason,
  );
}
