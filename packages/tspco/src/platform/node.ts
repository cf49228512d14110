import { PCOInputError } from '../errors.ts';
import { httpTransport } from '../transport/node/http-transport.ts';
import type { Fetch, TransportOptions } from '../transport/transport.ts';
import { openFile } from './open-file.ts';
import type { Platform } from './platform.ts';
import { processEnv } from './process-env.ts';

/** Node.js. */
export const platform: Platform = {
  sendsUserAgent: true,
  adaptFetch,
  transport: (options) => (isFetchAskedFor(options) ? undefined : httpTransport(options)),
  env: processEnv,
  openFile,
};

function isFetchAskedFor({ fetch, agent }: TransportOptions): boolean {
  if (fetch !== undefined && agent !== undefined) {
    throw new PCOInputError(
      'The options fetch and agent exclude each other: a fetch has connections of its own.',
      'ERR_OPTIONS',
    );
  }
  return fetch !== undefined;
}

/**
 * Unless it is told to fail at a redirect, the `fetch` of Node.js keeps a copy of everything that is uploaded in memory,
 * in case it has to send it again elsewhere.
 */
function adaptFetch(fetch: Fetch): Fetch {
  return (url, init) => {
    const large = init.body instanceof ReadableStream || init.body instanceof FormData;
    return large ? fetch(url, { ...init, redirect: 'error' }).catch(redirectOf) : fetch(url, init);
  };
}

/** What failed at a redirect, as an answer that hides it. */
function redirectOf(error: unknown): Response {
  if (!/unexpected redirect/i.test(String((error as Error | undefined)?.cause ?? error))) throw error;
  return Object.defineProperty(new Response(), 'type', { value: 'opaqueredirect' });
}
