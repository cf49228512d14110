/** Laid into the installed package, since only files in it can see what `#platform` stands for. */
import { platform } from '#platform';
import { platform as browser } from './dist/platform/browser.js';
import { platform as bun } from './dist/platform/bun.js';
import { platform as deno } from './dist/platform/deno.js';
import { platform as node } from './dist/platform/node.js';
import { platform as web } from './dist/platform/web.js';

const names = new Map([
  [browser, 'browser'],
  [bun, 'bun'],
  [deno, 'deno'],
  [node, 'node'],
  [web, 'web'],
]);

export const platformFile = names.get(platform);
