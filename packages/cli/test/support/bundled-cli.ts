import { mkdirSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll } from 'vitest';

const source = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** Makes of the sources, as they are now, a program that can be run as a process. */
export async function bundledCli(): Promise<string> {
  // From here, it finds the installed packages.
  const cache = source('cli/node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'pco-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  await build({
    entryPoints: { pco: source('cli/src/bin.ts') },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    alias: {
      tspco: source('tspco/src/index.ts'),
      'tspco/people': source('tspco/src/people.ts'),
      'tspco/webhooks': source('tspco/src/webhooks.ts'),
      'tspco/file-store': source('tspco/src/file-store.ts'),
      '#platform': source('tspco/src/platform/node.ts'),
    },
    logLevel: 'warning',
  });
  return join(folder, 'pco.mjs');
}
