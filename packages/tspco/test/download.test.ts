import { PCOInputError, PCONotFoundError, type PCO, type Resource } from 'tspco';
import { describe, expect, it } from 'vitest';
import { failureOf, requestsInTheEnd } from './support/client.ts';
import { startServer, type SeenRequest, type ShortAnswer } from './support/server.ts';
import { quickClient } from './support/world.ts';

const words = 'the words of the file';
const open = '/services/v2/attachments/1/open';

function opened(url: string): ShortAnswer {
  return {
    status: 201,
    body: { data: { type: 'AttachmentActivity', id: '1', attributes: { attachment_url: url } } },
  };
}

/** A storage service, and an API server whose attachments lie there. */
async function apiAndStorage(answer: (request: SeenRequest, storage: string) => ShortAnswer) {
  const storage = await startServer(() => ({ headers: { 'content-type': 'text/plain' }, body: words }));
  const api = await startServer((request) => answer(request, storage.url));
  const pco = quickClient(api.url).with({ headers: { 'x-church': 'grace' } });
  return { storage, api, pco };
}

/** Nothing of what identifies the church or the caller. */
function expectAnonymous({ headers }: SeenRequest): void {
  const allowed = new Set([
    'host',
    'connection',
    'accept',
    'accept-encoding',
    'accept-language',
    'sec-fetch-mode',
    'user-agent',
  ]);
  expect(Object.keys(headers).filter((name) => !allowed.has(name))).toEqual([]);
}

async function text(promise: Promise<Response>): Promise<string> {
  return (await promise).text();
}

describe('a download from another server', () => {
  it('carries no credentials and no headers of the caller', async () => {
    const { storage, api, pco } = await apiAndStorage(() => ({ status: 500 }));
    const address = `${storage.url}/file.pdf?signature=a%2Fb&expires=5`;
    expect(await text(pco.download(address, { headers: { 'x-call': 'yes' } }))).toBe(words);
    expect(storage.requests.map(({ url }) => url.pathname + url.search)).toEqual([
      '/file.pdf?signature=a%2Fb&expires=5',
    ]);
    storage.requests.forEach(expectAnonymous);
    expect(api.requests).toHaveLength(0);
  });

  it.each([301, 302, 303, 307, 308])('carries none after a redirect (%i) from the API', async (status) => {
    const { storage, api, pco } = await apiAndStorage((_, url) => ({
      status,
      headers: { location: `${url}/file.pdf` },
    }));
    expect(await text(pco.download('/people/v2/files/1'))).toBe(words);
    expect(api.requests.map(({ headers }) => headers.authorization?.split(' ')[0])).toEqual(['Basic']);
    storage.requests.forEach(expectAnonymous);
    expect(storage.requests).toHaveLength(1);
  });

  it('carries none when it leads back to the API', async () => {
    const api = await startServer(() => ({ body: words }));
    const storage = await startServer(() => ({ status: 302, headers: { location: `${api.url}/file.pdf` } }));
    expect(await text(quickClient(api.url).download(`${storage.url}/file.pdf`))).toBe(words);
    [...storage.requests, ...api.requests].forEach(expectAnonymous);
    expect(api.requests).toHaveLength(1);
  });

  it('carries none when it goes out and comes back', async () => {
    const storage = await startServer(() => ({ status: 302, headers: { location: `${api.url}/2` } }));
    const api = await startServer(({ url }) =>
      url.pathname === '/1' ? { status: 302, headers: { location: `${storage.url}/x` } } : { body: words },
    );
    expect(await text(quickClient(api.url).download('/1'))).toBe(words);
    const [first, second] = api.requests;
    expect(first?.headers.authorization).toBeTypeOf('string');
    expect(second?.headers.authorization).toBeUndefined();
  });

  it('is sent again like any other GET', async () => {
    const storage = await startServer(() =>
      storage.requests.length === 1 ? { status: 503 } : { body: words },
    );
    const api = await startServer(() => ({ status: 500 }));
    expect(await text(quickClient(api.url).download(`${storage.url}/file.pdf`))).toBe(words);
    expect(storage.requests).toHaveLength(2);
  });

  it('that is answered with 401 renews nothing and is an error', async () => {
    const storage = await startServer(() => ({ status: 401 }));
    const api = await startServer(() => ({ status: 500 }));
    const error = await failureOf(quickClient(api.url).download(`${storage.url}/file.pdf`));
    expect(error.statusCode).toBe(401);
    expect(storage.requests).toHaveLength(1);
    expect(api.requests).toHaveLength(0);
  });

  it('is refused after five redirects', async () => {
    const storage = await startServer(() => ({ status: 302, headers: { location: '/again' } }));
    const api = await startServer(() => ({ status: 500 }));
    expect(await failureOf(quickClient(api.url).download(`${storage.url}/file.pdf`))).toBeInstanceOf(
      PCOInputError,
    );
    expect(await requestsInTheEnd(storage)).toBe(6);
  });
});

describe('a download from the API', () => {
  it.each(['/files/1', 'files/1'])('is signed (%s)', async (path) => {
    const { api, pco } = await apiAndStorage(() => ({ body: words }));
    expect(await text(pco.download(path))).toBe(words);
    expect(
      api.requests.map(({ url, headers }) => [url.pathname, headers.authorization !== undefined]),
    ).toEqual([['/files/1', true]]);
  });

  it.each([(evil: string) => `//${evil}/x`, (evil: string) => `@${evil}/x`])(
    'is meant by every address without a scheme',
    async (address) => {
      const { storage, api, pco } = await apiAndStorage(() => ({ body: words }));
      await pco.download(address(storage.url.slice('http://'.length)));
      expect(api.requests).toHaveLength(1);
      expect(await requestsInTheEnd(storage)).toBe(0);
    },
  );

  it.each(['/files/../x', '/files/%2e%2e/x', '/files\\x', '/files/1\n'])(
    'is refused for %j',
    async (path) => {
      const { api, pco } = await apiAndStorage(() => ({ body: words }));
      expect(await failureOf(pco.download(path))).toBeInstanceOf(PCOInputError);
      expect(api.requests).toHaveLength(0);
    },
  );

  it('gives the body unread', async () => {
    let finish = (): void => {};
    const api = await startServer((_, { response }) => {
      response.write('the beginning');
      finish = () => response.end(' and the end');
    });
    const response = await quickClient(api.url).download('/files/1');
    finish();
    expect(await response.text()).toBe('the beginning and the end');
  });

  it('that does not exist is an error', async () => {
    const { pco } = await apiAndStorage(() => ({ status: 404 }));
    expect(await failureOf(pco.download('/files/1'))).toBeInstanceOf(PCONotFoundError);
  });
});

describe('an attachment', () => {
  const attachment = (links: Resource['links']): Resource => ({
    type: 'Attachment',
    id: '1',
    attributes: { filename: 'chart.pdf' },
    ...(links === undefined ? {} : { links }),
  });

  it.each<[string, (pco: PCO, api: string) => Promise<Response>]>([
    ['its address', (pco, api) => pco.download(`${api}/services/v2/attachments/1/open`)],
    ['the path of its action', (pco) => pco.download(open)],
    ['itself', (pco, api) => pco.download(attachment({ self: `${api}/services/v2/attachments/1` }))],
    [
      'its document',
      (pco, api) => pco.download({ data: attachment({ self: `${api}/services/v2/attachments/1` }) }),
    ],
  ])('is opened by %s with a signed POST, and fetched unsigned', async (_, download) => {
    const { storage, api, pco } = await apiAndStorage((__, url) => opened(`${url}/chart.pdf?signature=1`));
    expect(await text(download(pco, api.url))).toBe(words);
    expect(
      api.requests.map(({ method, url, headers }) => [method, url.pathname, headers['x-church']]),
    ).toEqual([['POST', open, 'grace']]);
    expect(api.requests[0]?.headers.authorization).toBeTypeOf('string');
    expect(storage.requests.map(({ method }) => method)).toEqual(['GET']);
    storage.requests.forEach(expectAnonymous);
  });

  it('that cannot be opened is an error', async () => {
    const { storage, pco } = await apiAndStorage(() => ({ status: 404 }));
    expect(await failureOf(pco.download(open))).toBeInstanceOf(PCONotFoundError);
    expect(storage.requests).toHaveLength(0);
  });

  it('that is opened without an address is an error', async () => {
    const { pco } = await apiAndStorage(() => ({ status: 204 }));
    expect(await failureOf(pco.download(open))).toBeInstanceOf(PCOInputError);
  });

  it.each(['file:///etc/passwd', 'javascript:alert(1)', 'http://name:word@127.0.0.1/x'])(
    'whose address is %s is refused',
    async (address) => {
      const { pco } = await apiAndStorage(() => opened(address));
      expect(await failureOf(pco.download(open))).toBeInstanceOf(PCOInputError);
    },
  );

  it.each(['', 'no address', '/chart.pdf'])(
    'whose address is %j is refused with an error of the library',
    async (address) => {
      const { pco } = await apiAndStorage(() => opened(address));
      expect(await failureOf(pco.download(open))).toBeInstanceOf(PCOInputError);
    },
  );

  it('on another server is not opened: the address is an ordinary file there', async () => {
    const { storage, api, pco } = await apiAndStorage(() => opened('https://storage.test/x'));
    expect(await text(pco.download(`${storage.url}${open}`))).toBe(words);
    expect(storage.requests.map(({ method }) => method)).toEqual(['GET']);
    storage.requests.forEach(expectAnonymous);
    expect(api.requests).toHaveLength(0);
  });

  it('is opened behind a link to itself that has a query', async () => {
    const { api, pco } = await apiAndStorage((__, url) => opened(`${url}/chart.pdf`));
    const self = `${api.url}/services/v2/attachments/1?fields=x`;
    expect(await text(pco.download({ type: 'Attachment', id: '1', attributes: {}, links: { self } }))).toBe(
      words,
    );
    expect(api.requests.map(({ method, url }) => `${method} ${url.pathname}`)).toEqual([
      'POST /services/v2/attachments/1/open',
    ]);
  });

  it('is the only resource that is opened', async () => {
    const { api, pco } = await apiAndStorage(() => opened('https://storage.test/x'));
    const song = { type: 'Song', id: '1', attributes: {}, links: { self: `${api.url}/services/v2/songs/1` } };
    expect(await failureOf(pco.download(song))).toBeInstanceOf(PCOInputError);
    expect(api.requests).toHaveLength(0);
  });
});

describe('a resource with a file', () => {
  it('is downloaded from the address of the file', async () => {
    const { storage, api, pco } = await apiAndStorage(() => ({ status: 500 }));
    const file = { type: 'FieldDatum', id: '1', attributes: { file: { url: `${storage.url}/a.pdf` } } };
    expect(await text(pco.download(file))).toBe(words);
    storage.requests.forEach(expectAnonymous);
    expect(api.requests).toHaveLength(0);
  });

  it.each([null, undefined, 7])('that is none is refused: %s', async (source) => {
    const { api, pco } = await apiAndStorage(() => ({ status: 500 }));
    expect(await failureOf(pco.download(source as never))).toMatchObject({ code: 'ERR_ADDRESS' });
    expect(api.requests).toHaveLength(0);
  });

  it('elsewhere is no request of Planning Center, and takes the same options', async () => {
    const { storage, pco } = await apiAndStorage(() => ({ status: 500 }));
    const job = pco.with({ maxRequests: 0 });
    expect(await text(job.download(`${storage.url}/a.pdf`))).toBe(words);
    expect(job.budget.spent).toBe(0);
    const late = pco.download(`${storage.url}/a.pdf`, { timeout: -5 });
    expect(await failureOf(late)).toMatchObject({ code: 'ERR_OPTIONS' });
  });

  it('without file and link is refused', async () => {
    const { pco } = await apiAndStorage(() => ({ status: 500 }));
    expect(await failureOf(pco.download({ type: 'Person', id: '1', attributes: {} }))).toBeInstanceOf(
      PCOInputError,
    );
  });
});
