import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const SOURCE = fileURLToPath(new URL('../src', import.meta.url));

/** Where resources are, from the records to the one function that answers calls for them. */
const INSIDE = new Set([
  'accounts',
  'api',
  'apps',
  'church',
  'document',
  'query',
  'schema',
  'store',
  'write',
]);
/** Where HTTP is, and who starts the emulator. */
const OUTSIDE = new Set([
  'command',
  'control',
  'documentation',
  'http',
  'messages',
  'oauth',
  'organization-tokens',
  'page',
  'request-log',
]);

const folderOf = (path: string): string => relative(SOURCE, path).split(/[\\/]/)[0] ?? '';

it('lead from the outside in: what answers for resources knows nothing of HTTP', () => {
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).map((name) => join(SOURCE, name));
  const inside = files.filter((file) => /(?<!\.test)\.ts$/.test(file) && INSIDE.has(folderOf(file)));
  expect(inside.length).toBeGreaterThan(100);
  const outward = inside.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/(?:from |import\()'(\.[^']+)'/g)]
      .map(([, target = '']) => join(dirname(file), target))
      .filter((target) => OUTSIDE.has(folderOf(target)))
      .map((target) => `${relative(SOURCE, file)} imports ${relative(SOURCE, target)}`),
  );
  expect(outward).toEqual([]);
});
