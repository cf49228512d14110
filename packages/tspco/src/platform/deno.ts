import { platform as node } from './node.ts';
import type { Platform } from './platform.ts';

/** Deno: as Node.js, but for its `fetch`. */
export const platform: Platform = { ...node, resends: true, redirectOfUploads: 'manual' };
