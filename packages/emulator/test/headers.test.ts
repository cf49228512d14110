import { request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { notFound } from '../src/basics/api-error.ts';
import type { ApiAnswer } from '../src/api/api-call.ts';
import { basic, createOutside } from './support/outside.ts';

const CORS = {
  'access-control-allow-credentials': 'true',
  'access-control-allow-methods': 'GET, POST, PATCH, PUT, DELETE, OPTIONS',
  'access-control-allow-origin': '*',
  'access-control-expose-headers':
    'ETag, Link, X-PCO-API-Auth-Method, X-PCO-API-Request-Rate-Limit, X-PCO-API-Request-Rate-Count, X-PCO-API-Request-Rate-Period, Retry-After',
};

const GATEWAY_CORS = {
  ...CORS,
  'access-control-allow-headers':
    'Accept, Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Unmodified-Since, Origin, X-Requested-With, X-CSRF-Token, X-PCO-API-Version',
};

const APP_CORS = {
  ...CORS,
  'access-control-allow-headers':
    'Accept, Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Unmodified-Since, Origin, X-Requested-With, X-CSRF-Token, X-PCO-API-Version, X-PCO-API-Log-Level, X-PCO-API-Tracer-Class, X-PCO-API-Tracer-Secret',
};

const SECURITY = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  'x-xss-protection': '1; mode=block',
};

const SERVICES = {
  ...APP_CORS,
  ...SECURITY,
  'referrer-policy': 'no-referrer-when-downgrade',
  'strict-transport-security': 'max-age=15552000',
  'x-pco-api-auth-method': 'HTTPBasic',
  'x-pco-api-processed-as-version': '2018-08-01',
  'x-pco-api-processor': expect.stringMatching(/^ENG_tspco-emulator_/),
  'x-pco-api-request-rate-count': '1',
  'x-pco-api-request-rate-limit': '100',
  'x-pco-api-request-rate-period': '20',
};

const OK: ApiAnswer = { status: 200, document: {} };

const CASES: {
  name: string;
  method: string;
  path: string;
  answer: () => ApiAnswer;
  status: number;
  headers: Record<string, unknown>;
}[] = [
  {
    name: 'a document of People',
    method: 'GET',
    path: '/people/v2/people/1',
    answer: () => OK,
    status: 200,
    headers: {
      ...SERVICES,
      'cache-control': 'max-age=0, private, must-revalidate',
      'content-type': 'application/vnd.api+json; charset=utf-8',
      etag: expect.stringMatching(/^W\/"[0-9a-f]{32}"$/),
      'strict-transport-security': 'max-age=31536000; includeSubDomains',
      vary: 'Accept, Accept-Encoding, Origin',
      'x-download-options': 'noopen',
      'x-permitted-cross-domain-policies': 'none',
    },
  },
  {
    name: 'a created song',
    method: 'POST',
    path: '/services/v2/songs',
    answer: () => ({ status: 201, document: {} }),
    status: 201,
    headers: {
      ...SERVICES,
      'cache-control': 'max-age=0, private, must-revalidate',
      'content-type': 'application/vnd.api+json; charset=utf-8',
      etag: expect.stringMatching(/^W\/"[0-9a-f]{32}"$/),
      'set-cookie': 'request_method=POST; path=/; secure',
      vary: 'Accept, Accept-Encoding, Origin',
    },
  },
  {
    name: 'a deleted song',
    method: 'DELETE',
    path: '/services/v2/songs/1',
    answer: () => ({ status: 204 }),
    status: 204,
    headers: {
      ...SERVICES,
      'cache-control': 'no-cache',
      'set-cookie': 'request_method=DELETE; path=/; secure',
      vary: 'Accept, Accept-Encoding, Origin',
    },
  },
  {
    name: 'a song that is not there',
    method: 'GET',
    path: '/services/v2/songs/1',
    answer: () => {
      throw notFound();
    },
    status: 404,
    headers: {
      ...SERVICES,
      'cache-control': 'no-cache',
      'content-type': 'application/json; charset=utf-8',
      vary: 'Accept-Encoding',
    },
  },
  {
    name: 'an app that is not there',
    method: 'GET',
    path: '/bogus',
    answer: () => OK,
    status: 404,
    headers: {
      ...GATEWAY_CORS,
      ...SECURITY,
      'cache-control': 'no-cache',
      'content-type': 'application/json; charset=utf-8',
      'strict-transport-security': 'max-age=15552000; includeSubDomains',
      vary: 'Accept-Encoding',
      'x-pco-api-request-rate-count': '1',
      'x-pco-api-request-rate-limit': '100',
      'x-pco-api-request-rate-period': '20 seconds',
    },
  },
];

// As recorded between 2019 and 2023.
it.each(CASES)('of $name are those of Planning Center', async ({ method, path, answer, status, headers }) => {
  const { send } = createOutside({ answer });
  const response = await send(path, { method, headers: { 'X-PCO-API-Version': '2018-08-01' } });
  expect(response.status).toBe(status);
  const own = new Set(['date', 'x-request-id', 'x-runtime', 'x-tspco-emulator']);
  expect(Object.fromEntries([...response.headers].filter(([name]) => !own.has(name)))).toEqual(headers);
});

it('of a success without a document name no content type', async () => {
  const { send } = createOutside({ answer: () => ({ status: 200 }) });
  const answer = await send('/people/v2/lists/1/run', { method: 'POST' });
  expect(answer.status).toBe(200);
  expect(answer.headers.has('Content-Type')).toBe(false);
  expect(await answer.text()).toBe('');
});

describe('conditional requests', () => {
  let name = 'Åsa';
  const answer = (): ApiAnswer => ({ status: 200, document: { data: { name } } });

  it('get 304 while the document is the same, and count', async () => {
    const { send } = createOutside({ answer });
    const first = await send('/people/v2/people/1');
    const etag = first.headers.get('ETag') ?? '';
    for (const known of [etag, etag.slice(2), `"other", ${etag}`, '*']) {
      const same = await send('/people/v2/people/1', { headers: { 'If-None-Match': known } });
      expect([same.status, await same.text(), same.headers.get('ETag')]).toEqual([304, '', etag]);
      expect(same.headers.has('Content-Type')).toBe(false);
    }
    const last = await send('/people/v2/people/1', { headers: { 'If-None-Match': '"other"' } });
    expect([last.status, last.headers.get('X-PCO-API-Request-Rate-Count')]).toEqual([200, '6']);
  });

  it('get the new document after a change', async () => {
    const { send } = createOutside({ answer });
    const etag = (await send('/people/v2/people/1')).headers.get('ETag') ?? '';
    name = 'Øyvind';
    const changed = await send('/people/v2/people/1', { headers: { 'If-None-Match': etag } });
    expect([changed.status, changed.headers.get('ETag') === etag]).toEqual([200, false]);
  });

  it('are no writes', async () => {
    const { send } = createOutside({ answer });
    const answered = await send('/people/v2/people', { method: 'POST', headers: { 'If-None-Match': '*' } });
    expect(answered.status).toBe(200);
  });
});

it('HEAD has the headers of GET, and no body', async () => {
  const { send } = createOutside({ answer: () => OK });
  const [got, head] = [await send('/people/v2/people'), await send('/people/v2/people', { method: 'HEAD' })];
  expect([head.status, await head.text()]).toEqual([200, '']);
  expect(head.headers.get('ETag')).toBe(got.headers.get('ETag'));
});

describe('compression', () => {
  it.each(['/people/v2/people', '/bogus', '/oauth/nothing'])(
    'of %s comes when it is asked for',
    async (path) => {
      const { send } = createOutside({ answer: () => OK });
      const plain = await send(path);
      const zipped = await send(path, { headers: { 'Accept-Encoding': 'gzip, deflate' } });
      expect(plain.headers.has('Content-Encoding')).toBe(false);
      expect(zipped.headers.get('Content-Encoding')).toBe('gzip');
      const withoutId = (text: string): string => text.replace(/[0-9a-f-]{36}/, '');
      expect(withoutId(await zipped.text())).toBe(withoutId(await plain.text()));
    },
  );

  it('is gzip on a socket, and none for an answer without a body', async () => {
    const { emulator } = createOutside({
      answer: ({ method }) => (method === 'DELETE' ? { status: 204 } : OK),
    });
    const { url } = await emulator.listen();
    try {
      const ask = (method: string): Promise<{ encoding: string | undefined; body: Buffer }> =>
        new Promise((resolve, reject) => {
          const headers = {
            Authorization: basic(emulator),
            'User-Agent': 'test',
            'Accept-Encoding': 'gzip',
          };
          request(`${url}/people/v2/people/1`, { method, headers }, (answer) => {
            const chunks: Buffer[] = [];
            answer.on('data', (chunk: Buffer) => chunks.push(chunk));
            answer.on('end', () =>
              resolve({ encoding: answer.headers['content-encoding'], body: Buffer.concat(chunks) }),
            );
          })
            .on('error', reject)
            .end();
        });
      const { encoding, body } = await ask('GET');
      expect([encoding, gunzipSync(body).toString()]).toEqual(['gzip', '{}']);
      expect(await ask('DELETE')).toEqual({ encoding: undefined, body: Buffer.alloc(0) });
    } finally {
      await emulator.close();
    }
  });
});
