import { PCO, PCOInputError, path } from 'tspco';
import { describe, expect, it } from 'vitest';
import { failureOf, requestsInTheEnd } from './support/client.ts';
import { credentials } from './support/secrets.ts';
import { startServer } from './support/server.ts';
import { quickClient } from './support/world.ts';

const host = (address: string): string => new URL(address).host;

/** A server and a stranger on another port, and a client that is to talk to the first alone. */
async function twoServers() {
  const server = await startServer(() => ({ body: { data: [] } }));
  const stranger = await startServer(() => ({ body: { data: [] } }));
  return { server, stranger, pco: quickClient(server.url), evil: host(stranger.url) };
}

describe('an address without a scheme is a path on the server, whatever it looks like', () => {
  it.each<[string, (evil: string) => string, string]>([
    ['user-info', (evil) => `@${evil}/x`, '/@EVIL/x'],
    ['a name and user-info', (evil) => `name@${evil}/x`, '/name@EVIL/x'],
    ['a host after two slashes', (evil) => `//${evil}/x`, '/EVIL/x'],
    ['a host after many slashes', (evil) => `//////${evil}//x`, '/EVIL/x'],
    ['an ending of the host name', () => '.evil.test/x', '/.evil.test/x'],
    ['a port', () => '/:80/x', '/:80/x'],
    ['encoded slashes of a query', (evil) => `/x?next=//${evil}/x`, '/x'],
  ])('%s', async (_, address, expected) => {
    const { server, stranger, pco, evil } = await twoServers();
    await pco.get(address(evil));
    expect(server.requests.map(({ url }) => url.pathname.replace(evil, 'EVIL'))).toEqual([expected]);
    expect(await requestsInTheEnd(stranger)).toBe(0);
  });
});

describe('an address that could lead elsewhere is refused before a byte is sent', () => {
  const toStranger: [string, (evil: string, own: string) => string][] = [
    ['another port', (evil) => `http://${evil}/people/v2/people`],
    ['no path', (evil) => `http://${evil}`],
    ['user-info that looks like the server', (evil, own) => `http://${own}@${evil}/x`],
    ['user-info on the server itself', (_, own) => `http://name:word@${own}/x`],
    ['empty user-info', (_, own) => `http://@${own}/x`],
    ['another scheme', (_, own) => `https://${own}/x`],
    ['a scheme without slashes', (evil) => `http:${evil}/x`],
    ['a scheme and one slash', (evil) => `http:/${evil}/x`],
    ['a scheme and three slashes', (evil) => `http:///${evil}/x`],
    ['backslashes for slashes', (evil) => `\\\\${evil}\\x`],
    ['a backslash after the slash', (evil) => `/\\${evil}/x`],
    ['a backslash before user-info', (evil, own) => `http://${own}\\@${evil}/x`],
    ['a line end in front', (evil) => `\n//${evil}/x`],
    ['a tab in the scheme', (evil) => `ht\ttp://${evil}/x`],
    ['a header after a line end', () => '/x HTTP/1.1\r\nhost: evil.test'],
    ['a null', () => '/x\u0000'],
    ['a fragment', (evil) => `/x#@${evil}`],
    ['a script', () => 'javascript:alert(1)'],
    ['a file', () => 'file:///etc/passwd'],
    ['data', () => 'data:application/json,{}'],
  ];

  it.each(toStranger)('%s', async (_, address) => {
    const { server, stranger, pco, evil } = await twoServers();
    const hostile = address(evil, host(server.url));
    const errors = await Promise.all(
      [
        pco.get(hostile),
        pco.post(hostile, {}),
        pco.delete(hostile),
        pco.requestResponse('GET', hostile, { stream: true }),
        pco.iterate(hostile).toArray(),
      ].map(failureOf),
    );
    for (const error of errors)
      expect(error).toMatchObject({ name: 'PCOInputError', code: 'ERR_ADDRESS', sent: 'no' });
    expect(await requestsInTheEnd(stranger)).toBe(0);
    expect(server.requests).toHaveLength(0);
  });

  it.each([
    '/people/v2/people/../../giving/v2/donations',
    '/people/v2/people/..',
    '/people/v2/./people',
    '/people/%2e%2e/giving',
    '/people/%2E%2E/giving',
    '/people/.%2e/giving',
    '/people/%2e/giving',
    '/people/..%2fgiving',
    '/people/..%5cgiving',
    '/people/a%2fb',
    '/people/a%5Cb',
    '/people/%252e%252e/giving',
    '/people/..%252fgiving',
    '/people/%25252e%25252e/giving',
    '/people/%0d%0ahost:evil',
    '/people/%00',
    '/people/%250a',
  ])('%s', async (address) => {
    const { server, pco } = await twoServers();
    expect(await failureOf(pco.get(address))).toMatchObject({ code: 'ERR_ADDRESS', sent: 'no' });
    expect(await failureOf(pco.get(server.url + address))).toMatchObject({ code: 'ERR_ADDRESS', sent: 'no' });
    expect(server.requests).toHaveLength(0);
  });
});

describe('an id from outside', () => {
  it.each(['../../giving/v2/donations', '..', '.', 'a/b', 'a\\b', ''])(
    '%j does not pass the path template',
    (id) => {
      expect(() => path`/people/v2/people/${id}`).toThrow(PCOInputError);
    },
  );

  it.each(['%2e%2e', '..%2f', '%252e%252e', '1?where[x]=y', '1#', '@evil', 'a b', 'ä', '%'])(
    '%j stays one segment through the path template, or is refused',
    async (id) => {
      const { server, pco } = await twoServers();
      await pco.get(path`/people/v2/people/${id}/emails`).catch((error: unknown) => {
        expect(error).toBeInstanceOf(PCOInputError);
      });
      for (const { url } of server.requests) {
        expect(url.search).toBe('');
        expect(url.pathname.split('/').map(decodeURIComponent)).toEqual([
          '',
          'people',
          'v2',
          'people',
          id,
          'emails',
        ]);
      }
    },
  );

  it('is refused when it was pasted into an address', async () => {
    const { server, pco } = await twoServers();
    const id = '../../giving/v2/donations?x=';
    expect(await failureOf(pco.get(`/people/v2/people/${id}/emails`))).toBeInstanceOf(PCOInputError);
    expect(server.requests).toHaveLength(0);
  });
});

describe('with the real API, where names cannot be tried', () => {
  /** A client that writes down where it would have sent something. */
  function recordingClient(apiBase?: string) {
    const called: string[] = [];
    const pco = new PCO({
      ...credentials,
      apiBase,
      fetch: (url) => {
        called.push(url);
        return Promise.resolve(new Response('{"data":[]}'));
      },
    });
    return { pco, called };
  }

  it.each([
    'http://api.planningcenteronline.com/people/v2/people',
    'https://api.planningcenteronline.com./people/v2/people',
    'https://api.planningcenteronline.com:8443/people/v2/people',
    'https://api.planningcenteronline.com.evil.test/people/v2/people',
    'https://API.PLANNINGCENTER0NLINE.COM/people/v2/people',
    'HTTPS://EVIL.TEST/api.planningcenteronline.com',
    'https://planningcenteronline.com/people/v2/people',
    'https://evil.api.planningcenteronline.com/people/v2/people',
    'https://api.planningcenteronline.com@evil.test/people/v2/people',
    'https://api.planningcenteronline.com%2f@evil.test/',
    'https://api.planningcenteronline.com%00.evil.test/',
    'https://api.planningcenteronlіne.com/people/v2/people',
    'https://api。planningcenteronline。com.evil.test/',
    'https://upload.planningcenteronline.com/v2/files',
    'wss://api.planningcenteronline.com/people',
    'https://[::1]/people',
  ])('%s is refused', async (address) => {
    const { pco, called } = recordingClient();
    expect(await failureOf(pco.get(address))).toMatchObject({ code: 'ERR_ADDRESS', sent: 'no' });
    expect(called).toEqual([]);
  });

  it.each([
    'https://api.planningcenteronline.com/people/v2/people',
    'https://API.PlanningCenterOnline.com/people/v2/people',
    'https://api.planningcenteronline.com:443/people/v2/people',
    'people/v2/people',
  ])('%s is the API', async (address) => {
    const { pco, called } = recordingClient();
    await pco.get(address);
    expect(called).toEqual(['https://api.planningcenteronline.com/people/v2/people']);
  });

  it('never joins an address to the host name', async () => {
    const { pco, called } = recordingClient();
    await Promise.all(
      ['.evil.test/x', '@evil.test/x', ':8443/x', '-evil.test'].map((address) => pco.get(address)),
    );
    expect(new Set(called.map((url) => new URL(url).origin))).toEqual(
      new Set(['https://api.planningcenteronline.com']),
    );
  });

  it('rewrites an alias to the server that was chosen', async () => {
    const called: string[] = [];
    const pco = new PCO({
      ...credentials,
      apiBase: 'http://127.0.0.1:9/pco',
      aliases: ['https://api.planningcenteronline.com'],
      fetch: (url) => {
        called.push(url);
        return Promise.resolve(new Response('{"data":[]}'));
      },
    });
    await pco.get('https://api.planningcenteronline.com/people/v2/people?offset=25');
    expect(called).toEqual(['http://127.0.0.1:9/pco/people/v2/people?offset=25']);
  });
});

describe('two clients of two churches at once', () => {
  it('never mix their headers', async () => {
    const server = await startServer(() => ({ body: { data: [] } }));
    const names = ['a', 'b'];
    const clients = names.map((name) =>
      quickClient(server.url, { ...credentials, applicationId: `app-${name}` } as object).with({
        headers: { 'x-church': name },
      }),
    );
    await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        clients[index % 2]?.get(`/church-${names[index % 2]}/${index}`),
      ),
    );
    expect(server.requests).toHaveLength(50);
    for (const { url, headers } of server.requests) {
      const name = url.pathname.charAt('/church-'.length);
      expect(headers['x-church']).toBe(name);
      expect(atob(headers.authorization?.replace('Basic ', '') ?? '').split(':')[0]).toBe(`app-${name}`);
    }
  });

  it('keep the headers of a view to the view', async () => {
    const server = await startServer(() => ({ body: { data: [] } }));
    const pco = quickClient(server.url);
    pco.with({ headers: { 'x-view': 'yes' }, version: '2018-08-01' });
    await pco.get('/people/v2/people', {}, { headers: { 'x-call': 'yes' } });
    await pco.get('/people/v2/people');
    expect(server.requests.map(({ headers }) => [headers['x-view'], headers['x-call']])).toEqual([
      [undefined, 'yes'],
      [undefined, undefined],
    ]);
  });
});
