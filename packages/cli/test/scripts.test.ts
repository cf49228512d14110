/** What is typed and what comes of it, as `scripts/*.txt` have it; with -u, vitest writes them anew. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createEmulator } from '@tspco/emulator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { formatScript, parseScript, runStep } from './support/command-script.ts';
import { NOW } from './support/test-context.ts';

const folder = fileURLToPath(new URL('scripts/', import.meta.url));
const emulator = createEmulator({ people: 50, rateLimit: false, clock: { now: () => NOW } });
let server = '';
beforeAll(async () => {
  server = (await emulator.listen()).url;
});
afterAll(() => emulator.close());

describe.each((await readdir(folder)).sort())('%s', (name) => {
  it('does what it says', async () => {
    const text = await readFile(join(folder, name), 'utf8');
    const own = await mkdtemp(join(tmpdir(), 'pco-script-'));
    try {
      const steps = parseScript(text);
      const done = [];
      for (const step of steps) {
        const actual = step.command === '' ? step.expected : await runStep(step, { folder: own, server });
        done.push({ ...step, expected: actual });
      }
      await expect(formatScript(done)).toMatchFileSnapshot(join(folder, name));
    } finally {
      await rm(own, { recursive: true, force: true });
    }
  });
});
