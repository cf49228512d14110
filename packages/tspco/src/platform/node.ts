import { httpTransport } from '../transport/node/http-transport.ts';
import { openFile } from './open-file.ts';
import type { Platform } from './platform.ts';
import { processEnv } from './process-env.ts';

/** Node.js. */
export const platform: Platform = {
  sendsUserAgent: true,
  fetchInit: {},
  resends: false,
  redirectOfUploads: 'error',
  transport: httpTransport,
  env: processEnv,
  openFile,
};
