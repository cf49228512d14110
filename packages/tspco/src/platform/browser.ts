import type { Platform } from './platform.ts';
import { processEnv } from './process-env.ts';

/** Browsers and React Native. */
export const platform: Platform = {
  sendsUserAgent: false,
  // The credentials are the client's own; a visitor's cookies have no business with them.
  adaptFetch: (fetch) => (url, init) => fetch(url, { ...init, credentials: 'omit' }),
  env: processEnv,
};
