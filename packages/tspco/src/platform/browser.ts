import type { Platform } from './platform.ts';
import { processEnv } from './process-env.ts';

/** Browsers and React Native. */
export const platform: Platform = {
  sendsUserAgent: false,
  adaptFetch: (fetch) => async (url, init) =>
    fetch(url, {
      ...init,
      // Some browsers send a stream as the text "[object ReadableStream]", others none at all over HTTP/1.
      ...(init.body instanceof ReadableStream && { body: await new Response(init.body).blob() }),
      // The credentials are the client's own; a visitor's cookies have no business with them.
      credentials: 'omit',
    }),
  env: processEnv,
};
