import { mkdtemp } from 'node:fs/promises';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { onTestFinished } from 'vitest';

const source = (path: string): string => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** Makes a program of this folder into one file that Node.js can run: of the sources as they are now. */
export async function bundled(name: string): Promise<string> {
  // From here, it finds the installed packages.
  const cache = source('../node_modules/.cache');
  mkdirSync(cache, { recursive: true });
  const folder = await mkdtemp(join(cache, 'tspco-redis-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [source(`redis/test/support/${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    external: ['@redis/client'],
    alias: {
      tspco: source('tspco/src/index.ts'),
      'tspco/pacing': source('tspco/src/pacing.ts'),
      'tspco/file-store': source('tspco/src/file-store.ts'),
      'tspco/token-store': source('tspco/src/token-store.ts'),
      '@tspco/redis': source('redis/src/index.ts'),
      '#platform': source('tspco/src/platform/node.ts'),
    },
    logLevel: 'warning',
  });
  return outfile;
}
