/** What only a real terminal shows: prompts, colours, a bar, Ctrl-C. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { createEmulator, type Emulator } from '@tspco/emulator';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { bundledCli } from './support/bundled-cli.ts';
import { openTerminal, pty, type Terminal } from './support/terminal.ts';

let program: string;
let emulator: Emulator;
let env: Record<string, string>;
let folder: string;
beforeAll(async () => {
  program = await bundledCli();
  folder = await mkdtemp(join(tmpdir(), 'pco-terminal-'));
  emulator = createEmulator({ people: 3000, rateLimit: false });
  const { url, uploadUrl } = await emulator.listen();
  env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    TERM: 'xterm-256color',
    PCO_CONFIG_DIR: folder,
    PCO_API_BASE: url,
    PCO_UPLOAD_URL: uploadUrl,
  };
});
afterAll(async () => {
  await emulator.close();
  await rm(folder, { recursive: true, force: true });
});

const signedIn = (): Record<string, string> => ({
  ...env,
  PCO_APPLICATION_ID: 'emulator',
  PCO_SECRET: emulator.secret,
});

function open(args: readonly string[], more: Record<string, string> = env, columns = 80): Terminal {
  return openTerminal(program, args, { env: more, cwd: folder, columns });
}

describe.skipIf(pty === undefined)('at a terminal', () => {
  it('somebody new reaches a file of phone numbers with two answers', async () => {
    const terminal = open([
      'export',
      '/people/v2/phone_numbers',
      '--to',
      'phones.csv',
      '--columns',
      'number',
    ]);
    await terminal.sees('Application ID');
    terminal.type('emulator\r');
    await terminal.sees('Secret');
    terminal.type('emulator-secret\r');

    expect(await terminal.ended).toBe(0);
    expect(stripVTControlCharacters(terminal.screen())).toMatch(
      /Wrote [\d,]+ records to phones\.csv, complete\./,
    );
    expect(terminal.screen()).not.toContain('emulator-secret');
    const [head, first] = (await readFile(join(folder, 'phones.csv'), 'utf8')).split('\n');
    expect([head, first]).toEqual(['number', expect.stringMatching(/\d{3}/)]);
  });

  it('a list is a table, in colours, as wide as the terminal', async () => {
    const terminal = open(['list', '/people/v2/people', '--limit', '3'], signedIn(), 50);
    expect(await terminal.ended).toBe(0);
    expect(terminal.screen()).toContain('\u001B[1mid');
    const lines = stripVTControlCharacters(terminal.screen()).trimEnd().split('\r\n');
    expect(lines).toHaveLength(4);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(50);

    const plain = open(['list', '/people/v2/people', '--limit', '3'], { ...signedIn(), NO_COLOR: '1' });
    await plain.ended;
    expect(plain.screen()).not.toContain('\u001B[1m');
  });

  it('Ctrl-C leaves a question, and nothing is deleted', async () => {
    const terminal = open(['delete', '/people/v2/people/10000001'], signedIn());
    await terminal.sees('It cannot be undone.');
    terminal.type('\u0003');
    expect(await terminal.ended).toBe(130);
    const asked = emulator.control.requests.list();
    expect(asked.filter(({ method }) => method === 'DELETE')).toEqual([]);
  });

  it('a long export shows how far it is, and Ctrl-C ends it so that it can go on', async () => {
    // The second page comes when a bar is worth it, and the last ones when nobody waits any more.
    const path = '/people/v2/people';
    const from = (first: number, last: number): number[] =>
      Array.from({ length: last - first + 1 }, (_, place) => first + place);
    emulator.control.faults.set([
      { fault: 'latency', milliseconds: 1200, path, nth: from(2, 12) },
      { fault: 'latency', milliseconds: 20_000, path, nth: from(13, 40) },
    ]);
    onTestFinished(() => emulator.control.faults.set([]));
    const terminal = open(['export', path, '--to', 'people.csv'], signedIn());
    await terminal.sees('left');
    terminal.type('\u0003');
    expect(await terminal.ended).toBe(130);
    const text = stripVTControlCharacters(terminal.screen());
    expect(text).toMatch(/█+░+ [\d,]+ of 3,000, [\d,]+ a second, \d+ s left/);
    expect(text).toContain('Run the same command again');
  });
});
