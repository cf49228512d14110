/** What pco doctor says of a server that is in trouble. */
import { tmpdir } from 'node:os';
import { createEmulator } from '@tspco/emulator';
import { expect, it, onTestFinished } from 'vitest';
import { run } from '../src/index.ts';
import { testContext } from './support/test-context.ts';

it('tells an app that fails from one that does not answer', async () => {
  const emulator = createEmulator({
    people: 1,
    faults: [{ fault: 'error', path: '/giving/**', status: 500 }],
  });
  const { url } = await emulator.listen();
  onTestFinished(() => emulator.close());
  const env = {
    PCO_APPLICATION_ID: emulator.applicationId,
    PCO_SECRET: emulator.secret,
    PCO_API_BASE: url,
  };
  const { context, stdout } = testContext({ cwd: tmpdir(), env });
  expect(await run(['doctor'], context)).toBe(6);
  expect(stdout()).toMatch(/giving +error \(500\)\n/);
  expect(stdout()).toMatch(/people +answers/);
});
