import { request } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEmulator } from '../src/emulator.ts';
import type { EmulatorOptions } from '../src/options.ts';

/** The status of requests to one port by different names, as from a browser whose page has one of them. */
async function serve(
  options: EmulatorOptions = {},
): Promise<(host: string, path?: string) => Promise<number>> {
  const { statusOf } = await listen(options);
  return statusOf;
}

async function listen(options: EmulatorOptions = {}) {
  const emulator = createEmulator({ people: 3, ...options });
  const { port } = await emulator.listen();
  onTestFinished(() => emulator.close());
  const ask = (host: string, path = '/__emulator/clock', method = 'GET') =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      const headers = {
        Host: `${host}:${port}`,
        Accept: 'text/html',
        Authorization: 'Bearer pco_tok_emulator',
        'User-Agent': 'test',
        ...(method === 'POST' ? { Origin: new URL(`http://${host}:${port}`).origin } : {}),
      };
      request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (part: string) => (text += part));
        answer.on('end', () => resolve({ status: Number(answer.statusCode), text }));
      })
        .on('error', reject)
        .end();
    });
  return { emulator, ask, statusOf: async (host: string, path?: string) => (await ask(host, path)).status };
}

describe('on an address that only this machine reaches', () => {
  it.each(['127.0.0.1', '127.8.8.8', 'localhost', 'LOCALHOST', 'grace.localhost', '[::1]'])(
    'the control and the page are there for %s',
    async (host) => {
      const statusOf = await serve();
      expect([await statusOf(host), await statusOf(host, '/')]).toEqual([200, 200]);
    },
  );

  it.each([
    'evil.test',
    'localhost.evil.test',
    'evillocalhost',
    '127.0.0.1.evil.test',
    '192.0.2.1',
    '[fd00::1]',
  ])('they are not for %s, which says what to do', async (host) => {
    const { ask, emulator } = await listen({ rateLimit: { limit: 5 } });
    for (const [path, method] of [
      ['/__emulator/clock', 'GET'],
      ['/__emulator/', 'GET'],
      ['/__emulator/clock/freeze', 'POST'],
      ['/__emulator/page/freeze-clock', 'POST'],
      ['/', 'GET'],
    ] as const) {
      const { status, text } = await ask(host, path, method);
      expect([path, status]).toEqual([path, 403]);
      expect((JSON.parse(text) as { error: string }).error).toBe(
        `The emulator is not controlled by the host ${host}: a web page could have pointed that name here. Ask 127.0.0.1 or localhost, or allow the name with --allow-host ${host} or the option allowedHosts: ['${host}'].`,
      );
    }
    expect(emulator.control.clock.isFrozen).toBe(false);
  });

  it.each(['pco.test', 'PCO.test', '[fd00::1]', '192.0.2.1'])(
    '%s is one more when it is allowed',
    async (host) => {
      const { statusOf, ask } = await listen({ allowedHosts: [host] });
      expect([await statusOf(host), await statusOf(host, '/')]).toEqual([200, 200]);
      expect((await ask(host, '/__emulator/page/freeze-clock', 'POST')).status).toBe(303);
      expect(await statusOf('evil.test')).toBe(403);
    },
  );

  it('the API is there for every host, since it asks for credentials', async () => {
    const statusOf = await serve();
    for (const host of ['evil.test', 'grace.churchcenter.com', '192.0.2.1'])
      expect(await statusOf(host, '/people/v2/me')).toBe(200);
  });
});

describe('on an address that other machines reach', () => {
  it('every address of the machine will do, and its names when they are given', async () => {
    const statusOf = await serve({ host: '0.0.0.0', allowedHosts: ['emulator'] });
    for (const host of ['127.0.0.1', 'localhost', '192.0.2.1', '[fd00::1]', 'emulator'])
      expect([host, await statusOf(host)]).toEqual([host, 200]);
    for (const host of ['evil.test', '192.0.2.1.evil.test'])
      expect([host, await statusOf(host)]).toEqual([host, 403]);
  });

  it('the name that it listens on is one of them', async () => {
    const statusOf = await serve({ host: 'localhost' });
    expect([await statusOf('localhost'), await statusOf('evil.test')]).toEqual([200, 403]);
  });
});

it('in the same process, the host does not matter', async () => {
  const emulator = createEmulator({ people: 3 });
  const headers = { Accept: 'text/html', 'User-Agent': 'test' };
  for (const path of ['/', '/__emulator/clock'])
    expect((await emulator.fetch(`https://api.planningcenteronline.com${path}`, { headers })).status).toBe(
      200,
    );
});
