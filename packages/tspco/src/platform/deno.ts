import { openFile } from './open-file.ts';
import type { Platform } from './platform.ts';
import { processEnv } from './process-env.ts';

/** Deno: the files of Node.js, and a `fetch` of its own. */
export const platform: Platform = {
  sendsUserAgent: true,
  fetchInit: {},
  resends: true,
  redirectOfUploads: 'manual',
  env: processEnv,
  openFile,
};
