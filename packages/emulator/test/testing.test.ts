import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { createEmulator, type Emulator } from '../src/index.ts';
import { freshChurch, type FreshChurch } from '../src/testing.ts';
import { fakeClock, HOUR } from './support/outside.ts';

const URL_OF_PEOPLE = 'https://api.planningcenteronline.com/people/v2/people';
const root = new URL('../../..', import.meta.url);

async function read({ fetch }: Emulator, headers: HeadersInit, url = URL_OF_PEOPLE): Promise<string> {
  const answer = await fetch(url, { headers });
  expect(answer.status).toBe(200);
  return answer.text();
}

const readFresh = (church: FreshChurch, url?: string): Promise<string> => read(church, church.headers, url);

describe('a fresh church', () => {
  it('is the church that an emulator with these options has', async () => {
    const clock = fakeClock();
    const church = freshChurch({ people: 7, seed: 3, clock });
    const emulator = createEmulator({ people: 7, seed: 3, clock });
    for (const path of [
      'people/v2/people',
      'services/v2/songs',
      'giving/v2/donations',
      'calendar/v2/events',
    ]) {
      const url = `https://api.planningcenteronline.com/${path}?per_page=100`;
      expect(await readFresh(church, url)).toBe(await read(emulator, church.headers, url));
    }
  });

  it('keeps to itself what happens in it', async () => {
    const [first, second] = [freshChurch({ people: 5 }), freshChurch({ people: 5 })];
    const before = await readFresh(second);
    const { headers, fetch, control } = first;
    const body = JSON.stringify({ data: { attributes: { first_name: 'Ada', last_name: 'Rolfe' } } });
    expect((await fetch(URL_OF_PEOPLE, { method: 'POST', headers, body })).status).toBe(201);
    expect((await fetch(`${URL_OF_PEOPLE}/10000001`, { method: 'DELETE', headers })).status).toBe(204);
    await control.load('people', {
      data: { type: 'Person', id: '10000002', attributes: { first_name: 'X' } },
    });
    expect(await readFresh(second)).toBe(before);
    expect(await readFresh(freshChurch({ people: 5 }))).toBe(before);
    await control.reset();
    expect(await readFresh(first)).toBe(before);
  });

  it('has 50 people and no rate limit unless it is told otherwise', async () => {
    const church = freshChurch();
    expect(JSON.parse(await readFresh(church))).toMatchObject({ meta: { total_count: 50 } });
    const limited = freshChurch({ rateLimit: { limit: 1 }, church: 'empty' });
    expect(JSON.parse(await readFresh(limited))).toMatchObject({ meta: { total_count: 0 } });
    expect((await limited.fetch(URL_OF_PEOPLE, { headers: limited.headers })).status).toBe(429);
  });

  it('stands around the moment of its clock', async () => {
    const clock = fakeClock('2026-01-02T03:04:05Z');
    const plansAt = async (): Promise<string> =>
      readFresh(
        freshChurch({ people: 5, clock }),
        'https://api.planningcenteronline.com/services/v2/service_types/10000001/plans?filter=future',
      );
    const now = await plansAt();
    clock.advance(1000 * HOUR);
    expect(await plansAt()).not.toBe(now);
  });

  it('refuses options that it does not know', () => {
    expect(() => freshChurch({ persons: 5 } as object)).toThrow('There is no option persons');
  });
});

describe('the examples', () => {
  it.each(['fetch', 'vitest', 'node', 'jest'])('the readme shows the one for %s', async (runner) => {
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    const example = await readFile(new URL(`examples/testing/${runner}.test.js`, root), 'utf8');
    expect(readme).toContain(`\`\`\`js\n${example}\`\`\`\n`);
  });

  // The one for vitest runs among the tests; the one for jest, which loads modules in its own way, by `npm run jest`.
  it.each([
    ['for node:test', 'node', 2],
    ['without a client', 'fetch', 1],
  ])('the one %s passes', async (_, name, tests) => {
    const file = fileURLToPath(new URL(`examples/testing/${name}.test.js`, root));
    const { stdout } = await promisify(execFile)(process.execPath, ['--test', '--test-reporter=tap', file]);
    expect(stdout).toContain(`# pass ${tests}\n`);
    expect(stdout).toContain('# fail 0\n');
  });
});
