import { inspect } from 'node:util';
import {
  AuthConfig,
  getOAuthAccessToken,
  getOAuthRefreshToken,
  PCO,
  PCOCredentialsError,
  type ClientOptions,
  type CredentialOptions,
  type Fetch,
  type Hooks,
} from 'tspco';
import { describe, expect, it } from 'vitest';
import { clientWith, closedAddress } from './support/client.ts';
import { holdsSecret, leaksIn } from './support/leaks.ts';
import { page, window } from './support/list.ts';
import { credentials, plantedSecrets } from './support/secrets.ts';
import { startServer, type Handler } from './support/server.ts';
import { expiringWorld } from './support/time.ts';

const url = '/people/v2/people';
const basic = `Basic ${btoa(`${credentials.applicationId}:${credentials.secret}`)}`;
const encoded = basic.slice('Basic '.length);

/** Collects everything that a client tells hooks and log. */
function listening() {
  const told: unknown[] = [];
  const tell = (event: unknown): void => void told.push(event);
  const on: Hooks = { request: tell, response: tell, retry: tell, wait: tell, warning: tell };
  return { told, on, logger: { debug: tell, warn: tell } };
}

async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => new Error('It did not fail.'),
    (error: unknown) => error,
  );
}

/** Expects a failure that shows no secret anywhere, and hooks and log lines without any. */
async function expectNoLeak(
  handler: Handler,
  options: { client?: ClientOptions; credentials?: CredentialOptions; method?: string } = {},
): Promise<Error> {
  const { told, ...listeners } = listening();
  const world = expiringWorld();
  const server = await startServer((request, raw) => handler(request, raw) ?? world.expire());
  const pco = clientWith(
    {
      ...(options.credentials ?? credentials),
      apiBase: server.url,
      deadline: 10_000_000,
      ...listeners,
      ...options.client,
    },
    world,
  );
  const method = options.method ?? 'GET';
  const error = await rejectionOf(pco.requestJson(method, url, method === 'GET' ? {} : { payload: {} }));
  if (!(error instanceof Error)) throw new Error('It did not fail with an error.');
  expect(error.message).not.toBe('It did not fail.');
  expect(leaksIn(error)).toEqual([]);
  expect(told.length).toBeGreaterThan(0);
  expect(told.flatMap(leaksIn)).toEqual([]);
  return error;
}

/** An error document that quotes the request's header in every place it has. */
const echoing =
  (status: number): Handler =>
  ({ headers }) => {
    const quoted = `You sent Authorization: ${headers.authorization}`;
    return {
      status,
      headers: { 'x-request-id': 'request-1', 'retry-after': '1000000' },
      body: {
        errors: [
          {
            status: String(status),
            code: quoted,
            title: quoted,
            detail: quoted,
            source: { parameter: quoted },
            meta: { resource: quoted, associated_resources: [{ attributes: { name: quoted } }] },
          },
        ],
      },
    };
  };

describe('an answer that echoes the Authorization header', () => {
  it.each([400, 401, 403, 404, 409, 422, 429, 500, 503])('leaks nothing with status %i', async (status) => {
    await expectNoLeak(echoing(status));
  });

  it.each<[string, CredentialOptions]>([
    ['a token', { token: plantedSecrets.token }],
    ['a token function', { token: () => plantedSecrets.token }],
    [
      'a session',
      {
        session: {
          id: 'grant-1',
          accessToken: () => Promise.resolve(plantedSecrets.token),
          renew: () => Promise.resolve(true),
        },
      },
    ],
  ])('leaks nothing of %s', async (_, kind) => {
    await expectNoLeak(echoing(401), { credentials: kind });
    await expectNoLeak(echoing(422), { credentials: kind, method: 'POST' });
  });

  it('leaks nothing in the names of an object', async () => {
    await expectNoLeak(({ headers }) => ({
      status: 422,
      body: { errors: [{ title: 'Unprocessable', meta: { [String(headers.authorization)]: 'was sent' } }] },
    }));
  });

  it('leaks nothing as a flat object', async () => {
    await expectNoLeak(({ headers }) => ({
      status: 401,
      body: { error: `invalid ${headers.authorization}`, error_description: headers.authorization },
    }));
  });

  it.each([200, 401, 403, 500])('leaks nothing as a page (%i)', async (status) => {
    await expectNoLeak(({ headers }) => ({ status, body: `<html>${headers.authorization}</html>` }));
  });

  it('leaks nothing as cut JSON', async () => {
    await expectNoLeak(({ headers }) => ({ body: `{"data":"${headers.authorization}` }));
  });

  it('leaks nothing in a header of the answer', async () => {
    await expectNoLeak(({ headers }) => ({
      status: 422,
      headers: { 'x-request-id': String(headers.authorization), 'x-echo': String(headers.authorization) },
    }));
  });

  it('leaks nothing in the version that it was processed as', async () => {
    const { told, ...listeners } = listening();
    const server = await startServer(({ headers }) => ({
      headers: { 'x-pco-api-processed-as-version': String(headers.authorization) },
      body: { data: [] },
    }));
    await clientWith({ ...credentials, apiBase: server.url, ...listeners }).get(url);
    expect(told.flatMap(leaksIn)).toEqual([]);
  });

  it('leaks nothing in the address of a redirect', async () => {
    await expectNoLeak(({ headers }) => ({
      status: 302,
      headers: { location: `https://stranger.test/?${encodeURIComponent(String(headers.authorization))}` },
    }));
  });

  it('leaks nothing of a token that was replaced before the answer came', async () => {
    let number = 0;
    let answerFirst = (): void => {};
    const server = await startServer(({ headers }, { response }) => {
      const echo = { errors: [{ title: 'Unprocessable', detail: headers.authorization }] };
      if (server.requests.length > 1) return { body: { data: [] } };
      answerFirst = () => void response.writeHead(422).end(JSON.stringify(echo));
    });
    const pco = clientWith({ token: () => `${plantedSecrets.token}-${++number}`, apiBase: server.url });
    const first = rejectionOf(pco.get(url));
    await expect.poll(() => server.requests.length, { interval: 5 }).toBe(1);
    await pco.get(url);
    answerFirst();
    expect(leaksIn(await first)).toEqual([]);
  });
});

describe('a failure of the network', () => {
  it('leaks nothing when the connection breaks', async () => {
    await expectNoLeak((_, { request, response }) => {
      request.socket.resetAndDestroy();
      response.on('error', () => {});
      return undefined;
    });
  });

  it('leaks nothing when the answer does not come', async () => {
    await expectNoLeak(() => {});
  });

  it('leaks nothing when there is no server', async () => {
    const { told, ...listeners } = listening();
    const pco = clientWith({ ...credentials, apiBase: await closedAddress(), ...listeners });
    expect(leaksIn(await rejectionOf(pco.get(url)))).toEqual([]);
    expect(told.flatMap(leaksIn)).toEqual([]);
  });
});

describe('a fetch that throws', () => {
  type Thrown = (header: string) => unknown;
  const thrown: [string, Thrown][] = [
    ['an error that quotes the header', (header) => new TypeError(`Invalid header value: ${header}`)],
    ['the header as a string', (header) => header],
    ['an error with the secret alone', () => new Error(`Cannot send ${credentials.secret}`)],
    ['an error with a cause', (header) => new TypeError('fetch failed', { cause: new Error(header) })],
    ['an error with a cause that is text', (header) => new TypeError('fetch failed', { cause: header })],
    [
      'an error with a cause that is an object',
      (header) => new TypeError('fetch failed', { cause: { header } }),
    ],
    [
      'an error with many causes',
      (header) => [1, 2, 3, 4, 5, 6].reduce((cause) => new Error('failed', { cause }), new Error(header)),
    ],
    ['several errors', (header) => new AggregateError([new Error(header), new Error('other')], 'All failed')],
    ['an error with a field', (header) => Object.assign(new Error('failed'), { header })],
    [
      'an error with the request',
      (header) => Object.assign(new Error('failed'), { request: { headers: { authorization: header } } }),
    ],
    [
      'an error with a list',
      (header) => Object.assign(new Error('failed'), { headers: [['authorization', header]] }),
    ],
    [
      'an error with the headers as such',
      (header) => Object.assign(new Error('failed'), { headers: new Map([['authorization', header]]) }),
    ],
    ['an error with a code', (header) => Object.assign(new Error('failed'), { code: `E_${header}` })],
    [
      'an error of another name',
      (header) => Object.defineProperty(new Error('failed'), 'name', { value: `Error ${header}` }),
    ],
    ['an object that is no error', (header) => ({ message: header })],
  ];

  it.each(thrown)('%s leaks nothing', async (_, make) => {
    const fetch: Fetch = (__, init) => {
      const { authorization = '' } = init.headers as Record<string, string>;
      expect(authorization).toBe(basic);
      // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- what is not an error is part of the test
      return Promise.reject(make(authorization));
    };
    await expectNoLeak(() => ({ status: 500 }), { client: { fetch } });
  });

  it('what happened is still told', async () => {
    const fetch: Fetch = () =>
      Promise.reject(Object.assign(new TypeError(`bad header ${basic}`), { code: 'ERR_BAD_HEADER' }));
    const error = await expectNoLeak(() => ({ status: 500 }), { client: { fetch } });
    expect(error.message).toContain('ERR_BAD_HEADER');
    expect(error.message).toContain('bad header');
    expect(error.cause).toMatchObject({ name: 'TypeError', code: 'ERR_BAD_HEADER' });
  });
});

describe('a list whose second page fails', () => {
  it('leaks nothing through its report and cause', async () => {
    const { told, ...listeners } = listening();
    const server = await startServer((request, raw) =>
      window(request).offset === 0 ? page(request, 250) : echoing(422)(request, raw),
    );
    const pco = clientWith({ ...credentials, apiBase: server.url, ...listeners });
    expect(leaksIn(await rejectionOf(pco.iterate(url).toArray()))).toEqual([]);
    expect(told.flatMap(leaksIn)).toEqual([]);
  });
});

describe('a token endpoint that echoes what it was sent', () => {
  const echoForm: Handler = ({ body }) => {
    const quoted = [...new URLSearchParams(body).values()].join(' ');
    return { status: 400, body: { error: 'invalid_grant', error_description: quoted, state: body } };
  };

  it.each<[string, Handler]>([
    ['in a flat error', echoForm],
    ['in a page', ({ body }) => ({ status: 500, body: `<html>${body}</html>` })],
    ['in a success that is no JSON', ({ body }) => ({ body })],
    [
      'in an error document',
      ({ body }) => ({ status: 401, body: { errors: [{ title: body, detail: body }] } }),
    ],
  ])('leaks nothing %s', async (_, handler) => {
    const server = await startServer(handler);
    const { clientSecret, refreshToken } = plantedSecrets;
    const extras = { apiBase: server.url };
    const refresh = await rejectionOf(getOAuthRefreshToken('client-1', clientSecret, refreshToken, extras));
    const code = 'planted-refresh-91c7d2';
    const exchange = await rejectionOf(
      getOAuthAccessToken('client-1', clientSecret, code, 'https://example.test/', {
        ...extras,
        codeVerifier: plantedSecrets.token,
      }),
    );
    expect(server.requests).toHaveLength(2);
    expect(leaksIn(refresh)).toEqual([]);
    expect(leaksIn(exchange)).toEqual([]);
  });

  it('leaks nothing through a fetch that quotes the form', async () => {
    const { clientSecret, refreshToken } = plantedSecrets;
    const error = await rejectionOf(
      getOAuthRefreshToken('client-1', clientSecret, refreshToken, {
        fetch: (_, init) => Promise.reject(new TypeError(`cannot send ${String(init.body)}`)),
      }),
    );
    expect(leaksIn(error)).toEqual([]);
  });
});

describe('an organization token', () => {
  it('leaks nothing when the API echoes it', async () => {
    const token = plantedSecrets.organizationToken;
    const error = await expectNoLeak(
      (request, raw) =>
        request.url.pathname === '/sessions/tokens'
          ? { body: { data: { attributes: { token } } } }
          : echoing(422)(request, raw),
      { credentials: { ccName: 'grace' } },
    );
    expect(error).toMatchObject({ statusCode: 422 });
  });
});

describe('credentials that cannot be sent', () => {
  it.each<[string, object]>([
    ['a secret with a line end', { applicationId: 'app', secret: `${plantedSecrets.secret}\n` }],
    ['a secret with a space', { applicationId: 'app', secret: ` ${plantedSecrets.secret}` }],
    ['a secret as application id with a colon', { applicationId: `${plantedSecrets.secret}:`, secret: 'x' }],
    ['a token with a line end', { token: `${plantedSecrets.token}\r\n` }],
    ['two kinds at once', { ...credentials, token: plantedSecrets.token }],
    ['a church whose name is a token', { ccName: plantedSecrets.organizationToken }],
  ])('(%s) are refused without being repeated', (_, options) => {
    let error: unknown;
    try {
      void new PCO(options as CredentialOptions);
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(PCOCredentialsError);
    expect(leaksIn(error)).toEqual([]);
  });

  it('are refused without being repeated when a token function gives them', async () => {
    const error = await rejectionOf(new PCO({ token: () => `${plantedSecrets.token}\n` }).get(url));
    expect(error).toBeInstanceOf(PCOCredentialsError);
    expect(leaksIn(error)).toEqual([]);
  });
});

describe('what can be inspected', () => {
  it.each<[string, CredentialOptions]>([
    ['a personal access token', credentials],
    ['a token', { token: plantedSecrets.token }],
    ['a token function', { token: () => plantedSecrets.token }],
  ])('shows no secret of a client with %s', async (_, kind) => {
    const server = await startServer(() => ({ body: { data: [] } }));
    const pco = new PCO({ ...kind, apiBase: server.url });
    await pco.get(url);
    const { data, response } = await pco.get(url).withResponse();
    const list = pco.iterate(url);
    await list.toArray();
    const auth = new AuthConfig(kind);
    const view = pco.with({ priority: 'bulk' });
    const answer = await pco.requestResponse('GET', url);
    const promise = pco.get(url);
    for (const value of [pco, view, list, auth, data, response, answer, promise, { nested: { pco } }]) {
      expect(leaksIn(value)).toEqual([]);
      expect(holdsSecret(inspect(value, { depth: 10, showHidden: true, getters: true }))).toBe(false);
    }
    await promise;
    expect(await auth.authHeader()).toMatch(/^(Basic|Bearer) /);
  });

  it('would be noticed if it did', () => {
    expect(leaksIn(new Error('x', { cause: new Error(encoded) }))).not.toEqual([]);
    expect(leaksIn({ a: { b: [plantedSecrets.token] } })).not.toEqual([]);
    expect(leaksIn(Object.assign(new Error('x'), { header: basic }))).not.toEqual([]);
  });
});
