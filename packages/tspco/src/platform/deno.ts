import { openFile } from './open-file.ts';
import type { Platform } from './platform.ts';
import { processEnv } from './process-env.ts';

/** Deno: the files of Node.js, and a `fetch` of its own. */
export const platform: Platform = {
  sendsUserAgent: true,
  // It sends a request a second time by itself when a used connection breaks under it, and would carry out a POST
  // twice (seen in 2.9). Only what is a blob or a stream it sends once.
  adaptFetch: (fetch) => (url, init) => {
    const { method, body } = init;
    const text = body === undefined || typeof body === 'string';
    const once = text && (method === 'POST' || method === 'PATCH');
    return fetch(url, once ? { ...init, body: new Blob(body ? [body] : []) } : init);
  },
  env: processEnv,
  openFile,
};
