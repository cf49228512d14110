import type { Platform } from './platform.ts';
import { processEnv } from './process-env.ts';

/** Workers and edge runtimes, and whatever is not known better: servers without files. */
export const platform: Platform = { sendsUserAgent: true, env: processEnv };
