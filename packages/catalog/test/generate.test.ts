import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const SCRIPT = fileURLToPath(new URL('../scripts/generate.js', import.meta.url));

test('a misspelt option ends with 2, as 1 says that the files differ', () => {
  const { status, stderr } = spawnSync(process.execPath, [SCRIPT, '--chekc'], { encoding: 'utf8' });
  expect([status, stderr]).toEqual([2, expect.stringContaining("Unknown option '--chekc'")]);
});
