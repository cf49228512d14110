import type { Fetch, PCO } from 'tspco';
import { describe, expect, it } from 'vitest';
import { platform as browser } from '../src/platform/browser.ts';
import { platform as deno } from '../src/platform/deno.ts';
import { platform as node } from '../src/platform/node.ts';
import type { Platform } from '../src/platform/platform.ts';
import { fetchTransport } from '../src/transport/transport.ts';
import { Limit } from '../src/world.ts';
import { failureOf } from './support/client.ts';
import { quickClient } from './support/world.ts';

const url = 'http://127.0.0.1:1/people/v2/people/1';
const person = { data: { type: 'Person', id: '1', attributes: {} } };

interface Given {
  readonly method?: string;
  readonly body?: RequestInit['body'] | undefined;
}

/** What a platform's `fetch` is given for a request. */
async function initOf(platform: Platform, { method = 'GET', body }: Given): Promise<RequestInit> {
  const inits: RequestInit[] = [];
  const fetch: Fetch = (_, init) => {
    inits.push(init);
    return Promise.resolve(new Response());
  };
  const headers = { accept: '*/*' };
  await fetchTransport(fetch, platform)({ url, method, headers, body, limit: new Limit() });
  const [init] = inits;
  if (init === undefined || inits.length > 1) throw new Error(`It was sent ${inits.length} times.`);
  return init;
}

describe('where fetch sends again by itself what is not a Blob', () => {
  const resending: Platform = deno;

  it.each(['POST', 'PATCH'])('the text of a %s is sent as a Blob', async (method) => {
    const { body } = await initOf(resending, { method, body: '{"data":"ü"}' });
    if (!(body instanceof Blob)) throw new Error('It is not a Blob.');
    expect(await body.text()).toBe('{"data":"ü"}');
    // A type of its own would compete with the header.
    expect(body.type).toBe('');
  });

  it.each([undefined, ''])('a POST without a payload is sent as an empty Blob (%j)', async (body) => {
    const sent = (await initOf(resending, { method: 'POST', body })).body;
    expect(sent).toBeInstanceOf(Blob);
    expect((sent as Blob).size).toBe(0);
  });

  it.each<[string, Given]>([
    ['a GET', {}],
    ['a DELETE', { method: 'DELETE' }],
    ['a PUT', { method: 'PUT', body: '{}' }],
    ['a PUT without a payload', { method: 'PUT' }],
    ['a stream', { method: 'POST', body: new ReadableStream<Uint8Array>() }],
    ['a form', { method: 'POST', body: new FormData() }],
  ])('%s is left alone', async (_, given) => {
    const init = await initOf(resending, given);
    expect(init.body).toBe(given.body);
    expect('body' in init).toBe(given.body !== undefined);
  });

  it('is known of Deno, and of no other', async () => {
    const bodyOn = async (platform: Platform) =>
      (await initOf(platform, { method: 'POST', body: '{}' })).body;
    expect(await bodyOn(deno)).toBeInstanceOf(Blob);
    expect([await bodyOn(node), await bodyOn(browser)]).toEqual(['{}', '{}']);
    expect('body' in (await initOf(node, { method: 'POST' }))).toBe(false);
  });
});

/** A stream that comes to its end. */
function streamOf(text: string): ReadableStream<Uint8Array> {
  return new Blob([text]).stream();
}

describe("the platform's own settings for fetch", () => {
  it.each<[string, Given]>([
    ['a GET', {}],
    ['a DELETE', { method: 'DELETE' }],
    ['a POST', { method: 'POST', body: '{}' }],
    ['an upload', { method: 'POST', body: new FormData() }],
    ['a stream', { method: 'POST', body: streamOf('a file') }],
  ])('leave what a request needs as it is: %s', async (_, given) => {
    for (const platform of [browser, deno, node]) {
      expect(await initOf(platform, given)).toMatchObject({
        method: given.method ?? 'GET',
        headers: { accept: '*/*' },
      });
    }
  });

  it.each<[string, Given, string]>([
    ['an upload', { method: 'POST', body: new FormData() }, 'error'],
    ['a stream', { method: 'POST', body: streamOf('a file') }, 'error'],
    ['a text', { method: 'POST', body: '{}' }, 'manual'],
    ['nothing', {}, 'manual'],
  ])('keep Node.js from holding a copy of what is sent: %s', async (_, given, redirect) => {
    expect(await initOf(node, given)).toMatchObject({ redirect });
    expect(await initOf(browser, given)).toMatchObject({ redirect: 'manual' });
  });

  it('have a browser collect a stream, which it could not send', async () => {
    const { body } = await initOf(browser, { method: 'POST', body: streamOf('a file') });
    expect(body).toBeInstanceOf(Blob);
    expect(await (body as Blob).text()).toBe('a file');
  });

  it('keep a visitor’s cookies out of the requests of a browser', async () => {
    expect(await initOf(browser, {})).toMatchObject({ credentials: 'omit' });
  });
});

it('a stream is announced as the standard demands, and nothing else is', async () => {
  expect(await initOf(node, { method: 'POST', body: new ReadableStream<Uint8Array>() })).toMatchObject({
    duplex: 'half',
  });
  expect(await initOf(node, { method: 'POST', body: '{}' })).not.toHaveProperty('duplex');
});

/** An answer as no server can give it, but a platform can. */
function strangeAnswer(type: Response['type'], status: number): Response {
  return Object.defineProperties(new Response(null), { type: { value: type }, status: { value: status } });
}

/** A client whose `fetch` gives the answers in turn, the last of them again and again. */
function clientOf(...answers: (() => Response)[]): { pco: PCO; sent: () => number } {
  let sent = 0;
  const fetch: Fetch = () => {
    const answer = answers[Math.min(sent++, answers.length - 1)];
    return answer === undefined ? Promise.reject(new Error('No answer.')) : Promise.resolve(answer());
  };
  return { pco: quickClient('http://127.0.0.1:1', { fetch }), sent: () => sent };
}

const calls: [string, (pco: PCO) => Promise<unknown>][] = [
  ['get', (pco) => pco.get('/people/v2/people/1')],
  ['requestResponse', (pco) => pco.requestResponse('GET', '/people/v2/people/1')],
  ['a stream', (pco) => pco.requestResponse('GET', '/people/v2/people/1', { stream: true })],
  ['download', (pco) => pco.download('/people/v2/files/1')],
  ['download from elsewhere', (pco) => pco.download('http://127.0.0.2:1/file.pdf')],
];
const writes: [string, (pco: PCO) => Promise<unknown>][] = [
  ['post', (pco) => pco.post('/people/v2/people', person)],
  ['delete', (pco) => pco.delete('/people/v2/people/1')],
  ['upload', (pco) => pco.upload(new Blob(['words']), {}, { name: 'a.txt' })],
];

describe('a redirect that the platform hides', () => {
  it.each([...calls, ...writes])('is an error and no empty success: %s', async (_, call) => {
    const { pco, sent } = clientOf(() => strangeAnswer('opaqueredirect', 0));
    const error = await failureOf(call(pco));
    expect(error.code).toBe('ERR_REDIRECT');
    expect(error.message).toContain('redirect');
    expect(sent()).toBe(1);
  });

  it('is one with a signal, too', async () => {
    const { pco } = clientOf(() => strangeAnswer('opaqueredirect', 0));
    const { signal } = new AbortController();
    expect(await failureOf(pco.download('/people/v2/files/1', { signal }))).toMatchObject({
      code: 'ERR_REDIRECT',
    });
  });
});

describe.each<[string, () => Response]>([
  ['of the type error', () => Response.error()],
  ['with the status 0', () => strangeAnswer('default', 0)],
])('an answer %s', (_, answer) => {
  it.each(calls)('is a failure of the network, and what only reads is sent again: %s', async (__, call) => {
    const { pco, sent } = clientOf(answer);
    expect(await failureOf(call(pco))).toMatchObject({ code: 'ERR_NETWORK', attempts: 4 });
    expect(sent()).toBe(4);
  });

  it('is forgotten when the next one is whole', async () => {
    const { pco, sent } = clientOf(answer, () => Response.json(person));
    await expect(pco.get('/people/v2/people/1')).resolves.toEqual(person);
    expect(sent()).toBe(2);
  });

  it('leaves open whether a write was carried out, and it is not sent again', async () => {
    const { pco, sent } = clientOf(answer);
    expect(await failureOf(pco.post('/people/v2/people', person))).toMatchObject({
      code: 'ERR_NETWORK',
      sent: 'maybe',
      attempts: 1,
    });
    expect(sent()).toBe(1);
  });
});
