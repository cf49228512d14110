/** A list that broke off does not look whole, in any format. */
import { tmpdir } from 'node:os';
import { createEmulator } from '@tspco/emulator';
import { expect, it, onTestFinished } from 'vitest';
import { run } from '../src/index.ts';
import { testContext } from './support/test-context.ts';

it.each(['json', 'ndjson', 'csv', 'table'])('%s: what came, an error, and exit code 3', async (format) => {
  const emulator = createEmulator({ people: 700, rateLimit: false });
  const { url } = await emulator.listen();
  onTestFinished(() => emulator.close());
  const nth = Array.from({ length: 60 }, (_, place) => place + 3);
  emulator.control.faults.set([{ fault: 'firewall', path: '/people/v2/people', nth }]);
  const { context, stdout, stderr } = testContext({
    cwd: tmpdir(),
    env: { PCO_APPLICATION_ID: emulator.applicationId, PCO_SECRET: emulator.secret, PCO_API_BASE: url },
  });

  const code = await run(
    ['list', '/people/v2/people', '--columns', 'id', '--all', '--format', format],
    context,
  );

  expect([code, stderr()]).toEqual([3, expect.stringContaining('Error: ')]);
  expect(stdout()).toContain('10000001');
  if (format === 'json') expect(() => JSON.parse(stdout()) as unknown).toThrow(SyntaxError);
});
