import { PCOUnexpectedRequestError, type PCO } from 'tspco';
import { describe, expect, it } from 'vitest';
import { clientWith, failureOf, requestsInTheEnd } from './support/client.ts';
import { plantedSecrets } from './support/secrets.ts';
import { startServer, type ShortAnswer } from './support/server.ts';
import { quickClient } from './support/world.ts';

const statuses = [301, 302, 303, 307, 308];
const url: string = '/people/v2/people';
const people = { data: [] };

function redirect(location: string, status = 302): ShortAnswer {
  return { status, headers: { location }, body: '<html>You are being redirected.</html>' };
}

type Send = (pco: PCO) => Promise<unknown>;
const sends: [string, Send][] = [
  ['GET', (pco) => pco.get(url)],
  ['POST', (pco) => pco.post(url, { data: {} })],
  ['DELETE', (pco) => pco.delete(url)],
  ['streamed GET', (pco) => pco.requestResponse('GET', url, { stream: true })],
  ['reading of a list', (pco) => pco.iterate(url).toArray()],
];

describe.each(statuses)('a redirect (%i) to another server', (status) => {
  it.each(sends)('is refused for a %s, and that server receives nothing at all', async (_, send) => {
    const stranger = await startServer(() => ({ body: people }));
    const server = await startServer(() => redirect(`${stranger.url}${url}`, status));
    const error = await failureOf(send(quickClient(server.url)));
    expect(error).toBeInstanceOf(PCOUnexpectedRequestError);
    expect(error.code).toBe('ERR_REDIRECT');
    expect(server.requests).toHaveLength(1);
    expect(await requestsInTheEnd(stranger)).toBe(0);
  });
});

describe('a redirect to another server', () => {
  it.each<[string, (evil: string, own: string) => string]>([
    ['without a scheme', (evil) => `//${evil}/x`],
    ['with backslashes', (evil) => `\\\\${evil}\\x`],
    ['with a slash and a backslash', (evil) => `/\\${evil}/x`],
    ['with user-info', (evil, own) => `http://${own}@${evil}/x`],
    ['with a tab', (evil) => `/\t/${evil}/x`],
    ['by another scheme', (_, own) => `https://${own}/x`],
    ['to a script', () => 'javascript:alert(1)'],
    ['to nowhere', () => 'http://'],
  ])('%s is refused', async (_, location) => {
    const stranger = await startServer(() => ({ body: people }));
    const server = await startServer(() =>
      server.requests.length === 1
        ? redirect(location(stranger.url.slice('http://'.length), server.url.slice('http://'.length)))
        : { body: people },
    );
    await quickClient(server.url)
      .get(url)
      .catch((error: unknown) => {
        expect(error).toMatchObject({ code: 'ERR_REDIRECT' });
      });
    expect(await requestsInTheEnd(stranger)).toBe(0);
  });

  it('is refused after redirects on the server itself', async () => {
    const stranger = await startServer(() => ({ body: people }));
    const server = await startServer(({ url: { pathname } }) =>
      redirect(pathname === '/second' ? `${stranger.url}/third` : '/second'),
    );
    expect((await failureOf(quickClient(server.url).get('/first'))).code).toBe('ERR_REDIRECT');
    expect(server.requests.map((request) => request.url.pathname)).toEqual(['/first', '/second']);
    expect(await requestsInTheEnd(stranger)).toBe(0);
  });

  it('is refused for an upload', async () => {
    const stranger = await startServer(() => ({ status: 201, body: people }));
    const server = await startServer(() => redirect(`${stranger.url}/v2/files`, 307));
    const pco = quickClient(server.url, { uploadUrl: `${server.url}/v2/files` });
    const error = await failureOf(pco.upload(new Blob(['words']), {}, { name: 'a.txt' }));
    expect(error.code).toBe('ERR_REDIRECT');
    expect(await requestsInTheEnd(stranger)).toBe(0);
  });

  it.each(statuses)('(%i) is refused for an organization token', async (status) => {
    const stranger = await startServer(() => ({ body: { data: { attributes: { token: 'x'.repeat(20) } } } }));
    const server = await startServer(() => redirect(`${stranger.url}/sessions/tokens`, status));
    await failureOf(clientWith({ ccName: 'grace', apiBase: server.url }).get(url));
    expect(await requestsInTheEnd(stranger)).toBe(0);
  });

  it('that goes on for ever is not a way around it', async () => {
    const server = await startServer(() => redirect(url));
    expect((await failureOf(quickClient(server.url).get(url))).code).toBe('ERR_REDIRECT');
    expect(server.requests).toHaveLength(6);
  });
});

describe('a redirect on the server itself', () => {
  const chain = (hops: number) => async () => {
    const server = await startServer(({ url: { pathname } }) => {
      const hop = Number(pathname.slice(1));
      return hop < hops ? redirect(`/${hop + 1}?page=2`) : { body: people };
    });
    return server;
  };

  it('is followed up to five times for a GET, with the credentials', async () => {
    const server = await chain(5)();
    await expect(quickClient(server.url).get('/0')).resolves.toEqual(people);
    expect(server.requests.map((request) => request.url.pathname)).toEqual([
      '/0',
      '/1',
      '/2',
      '/3',
      '/4',
      '/5',
    ]);
    expect(new Set(server.requests.map(({ headers }) => headers.authorization)).size).toBe(1);
    expect(server.requests.at(-1)?.url.search).toBe('?page=2');
  });

  it('is not followed a sixth time', async () => {
    const server = await chain(6)();
    const error = await failureOf(quickClient(server.url).get('/0'));
    expect(error).toMatchObject({ code: 'ERR_REDIRECT', attempts: 1 });
    expect(server.requests).toHaveLength(6);
  });

  it.each(statuses)('(%i) is followed for a GET', async (status) => {
    const server = await startServer(({ url: { pathname } }) =>
      pathname === '/old' ? redirect(`${server.url}/new`, status) : { body: people },
    );
    await expect(quickClient(server.url).get('/old')).resolves.toEqual(people);
  });

  it.each(statuses)('(%i) is not followed for a POST, PATCH, PUT or DELETE', async (status) => {
    const server = await startServer(() => redirect('/new', status));
    const pco = quickClient(server.url);
    const errors = await Promise.all(
      [pco.post(url, {}), pco.patch(url, {}), pco.put(url, {}), pco.delete(url)].map(failureOf),
    );
    expect(errors.map(({ code, sent }) => [code, sent])).toEqual(errors.map(() => ['ERR_REDIRECT', 'yes']));
    expect(server.requests).toHaveLength(4);
  });

  it('without a location is an error', async () => {
    const server = await startServer(() => ({ status: 302 }));
    expect((await failureOf(quickClient(server.url).get(url))).code).toBe('ERR_REDIRECT');
  });

  it('does not carry a token into the message', async () => {
    const server = await startServer(() => redirect(`http://stranger.test/?token=${plantedSecrets.secret}`));
    const error = await failureOf(quickClient(server.url).get(url));
    expect(error.message.includes(plantedSecrets.secret)).toBe(false);
  });
});
