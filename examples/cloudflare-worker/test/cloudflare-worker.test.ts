import type { FaultRule } from '@tspco/emulator';
import { describe, expect, it } from 'vitest';
import { startChurch } from '../../support/run-example.ts';
import { answer } from '../answer.js';

// In workerd itself, with the cache of Workers, it is run by `npm run runtimes`.

interface Site {
  get(url?: string, method?: string): Promise<Response>;
  readonly emulator: Awaited<ReturnType<typeof startChurch>>['emulator'];
}

async function startSite(...faults: FaultRule[]): Promise<Site> {
  const { emulator, variables } = await startChurch({ faults });
  const settings = {
    PCO_APPLICATION_ID: 'emulator',
    PCO_SECRET: 'emulator-secret',
    PCO_API_BASE: variables['PCO_API_BASE'] ?? '',
  };
  const kept = new Map<string, Response>();
  const cache = {
    match: async (key: string): Promise<Response | undefined> => kept.get(key)?.clone(),
    put: async (key: string, response: Response): Promise<void> => void kept.set(key, response),
  };
  return {
    emulator,
    async get(url = 'https://events.example.org/', method = 'GET') {
      const late: Promise<unknown>[] = [];
      const response = await answer(new Request(url, { method }), settings, {
        cache,
        waitUntil: (promise) => void late.push(promise),
      });
      await Promise.all(late);
      return response;
    },
  };
}

interface Events {
  readonly events: { readonly name: string; readonly starts_at: string; readonly location: string }[];
}

describe('the Worker', () => {
  it('answers with the next events, for any website', async () => {
    const { get } = await startSite();
    const response = await get();
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([200, '*']);
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    const { events } = (await response.json()) as Events;
    expect(events).toHaveLength(10);
    const starts = events.map(({ starts_at }) => starts_at);
    expect([...starts].sort()).toEqual(starts);
    expect(Date.parse(starts[0] ?? '')).toBeGreaterThan(Date.now() - 86_400_000);
    expect(events[0]).toMatchObject({ name: expect.any(String), location: expect.any(String) });
  });

  it('shows nothing that the church does not show', async () => {
    const { get, emulator } = await startSite();
    const response = await emulator.fetch(
      'http://localhost/calendar/v2/event_instances?filter=future&order=starts_at&per_page=10',
      { headers: { Authorization: `Bearer ${emulator.accessToken}`, 'User-Agent': 'test' } },
    );
    expect(await response.text()).toContain('"name":"Staff Meeting"');
    const { events } = (await (await get()).json()) as Events;
    expect(events.map(({ name }) => name)).not.toContain('Staff Meeting');
  });

  it('asks Planning Center once, whatever stands behind the question mark', async () => {
    const { get, emulator } = await startSite();
    const first = await (await get()).text();
    const before = emulator.control.requests.list().length;
    expect(await (await get('https://events.example.org/?fresh=1')).text()).toBe(first);
    expect(emulator.control.requests.list()).toHaveLength(before);
  });

  it('says that it cannot be read, does not say why, and does not let every visitor wait for it', async () => {
    const { get, emulator } = await startSite({ fault: 'token', as: 'revoked' });
    const failed = await get();
    expect([failed.status, await failed.json()]).toEqual([
      502,
      { error: 'The events cannot be read at the moment.' },
    ]);
    expect(failed.headers.get('cache-control')).toBe('public, max-age=30');
    const before = emulator.control.requests.list().length;
    expect((await get()).status).toBe(502);
    expect(emulator.control.requests.list()).toHaveLength(before);
  });

  it('has nothing else', async () => {
    const { get } = await startSite();
    expect((await get('https://events.example.org/people')).status).toBe(404);
    const post = await get('https://events.example.org/', 'POST');
    expect([post.status, post.headers.get('allow')]).toEqual([405, 'GET']);
  });
});
