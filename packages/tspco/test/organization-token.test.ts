import {
  getCcOrgToken,
  PCOCredentialsError,
  PCOMalformedAnswerError,
  PCONotFoundError,
  type PCO,
} from 'tspco';
import { describe, expect, it } from 'vitest';
import { clientWith, failureOf } from './support/client.ts';
import { plantedSecrets } from './support/secrets.ts';
import {
  errorDocument,
  startServer,
  type RawExchange,
  type SeenRequest,
  type ShortAnswer,
} from './support/server.ts';
import { fakeWorld } from './support/world.ts';

const HOUR = 3_600_000;
const url = '/calendar/v2/events';
const events = { data: [] };

const isTokenRequest = ({ url: { pathname } }: SeenRequest): boolean => pathname === '/sessions/tokens';

interface Church {
  readonly pco: PCO;
  /** Moves the clock. */
  advance(ms: number): void;
  /** How many tokens were asked for. */
  tokenRequests(): number;
  /** The authorization of each request for data. */
  authorizations(): (string | undefined)[];
}

/** A church whose tokens are good for two hours and numbered. */
async function church(
  answers: {
    token?: (count: number, raw: RawExchange) => ShortAnswer | void;
    data?: (authorization: string) => ShortAnswer;
  } = {},
): Promise<Church> {
  const world = fakeWorld({ longest: 59_000 });
  let count = 0;
  const server = await startServer((request, raw) => {
    if (!isTokenRequest(request))
      return answers.data?.(request.headers.authorization ?? '') ?? { body: events };
    count++;
    if (answers.token) return answers.token(count, raw);
    return tokenAnswer(count, world.now() + 2 * HOUR);
  });
  return {
    pco: clientWith(
      { ccName: 'grace', apiBase: server.url, tokenUrl: `${server.url}/sessions/tokens` },
      world,
    ),
    advance: world.advance,
    tokenRequests: () => count,
    authorizations: () =>
      server.requests
        .filter((request) => !isTokenRequest(request))
        .map(({ headers }) => headers.authorization),
  };
}

function tokenAnswer(count: number, expiresAt: number): ShortAnswer {
  const attributes = {
    token: `${plantedSecrets.organizationToken}-${count}`,
    expires_at: new Date(expiresAt).toISOString(),
  };
  return { status: 201, body: { data: { type: 'OrganizationToken', attributes } } };
}

const header = (count: number): string => `OrganizationToken ${plantedSecrets.organizationToken}-${count}`;

describe('an organization token', () => {
  it('is fetched when first needed, once for requests at the same time', async () => {
    const grace = await church();
    expect(grace.tokenRequests()).toBe(0);
    await Promise.all(Array.from({ length: 5 }, () => grace.pco.get(url)));
    expect(grace.tokenRequests()).toBe(1);
    expect(grace.authorizations()).toEqual(Array.from({ length: 5 }, () => header(1)));
  });

  it('is kept for later requests', async () => {
    const grace = await church();
    await grace.pco.get(url);
    grace.advance(1.5 * HOUR);
    await grace.pco.get(url);
    expect(grace.tokenRequests()).toBe(1);
  });

  it('is renewed before it expires', async () => {
    const grace = await church();
    await grace.pco.get(url);
    grace.advance(2 * HOUR - 30_000);
    await Promise.all([grace.pco.get(url), grace.pco.get(url)]);
    expect(grace.tokenRequests()).toBe(2);
    expect(grace.authorizations()).toEqual([header(1), header(2), header(2)]);
  });

  it('is kept until a 401 when the server does not say how long it is good for', async () => {
    const attributes = { token: `${plantedSecrets.organizationToken}-1` };
    const grace = await church({ token: () => ({ body: { data: { attributes } } }) });
    await grace.pco.get(url);
    grace.advance(100 * HOUR);
    await grace.pco.get(url);
    expect(grace.tokenRequests()).toBe(1);
  });

  it('is renewed after a 401, once for requests at the same time', async () => {
    let revoked = '';
    const grace = await church({
      data: (authorization) => (authorization === revoked ? unauthorized : { body: events }),
    });
    await grace.pco.get(url);
    grace.advance(61_000);
    revoked = header(1);
    await Promise.all(Array.from({ length: 4 }, () => grace.pco.get(url)));
    expect(grace.tokenRequests()).toBe(2);
    expect(grace.authorizations().filter((authorization) => authorization === header(2))).toHaveLength(4);
  });

  it('is written the other way where its scheme is not understood, and so from then on', async () => {
    const grace = await church({
      data: (authorization) =>
        authorization.startsWith('Bearer ort')
          ? { body: events }
          : { status: 401, body: 'HTTP Basic: Access denied.' },
    });
    await grace.pco.get(url);
    await grace.pco.get(url);
    const bearer = header(1).replace('OrganizationToken', 'Bearer');
    expect(grace.authorizations()).toEqual([header(1), bearer, bearer]);
    expect(grace.tokenRequests()).toBe(1);
  });

  it('is written the other way once only for each request', async () => {
    const grace = await church({ data: () => ({ status: 401, body: 'HTTP Basic: Access denied.' }) });
    for (let count = 0; count < 2; count++)
      expect((await failureOf(grace.pco.get(url))).statusCode).toBe(401);
    const schemes = grace.authorizations().map((header) => header?.split(' ')[0]);
    expect(schemes).toEqual(['OrganizationToken', 'Bearer', 'Bearer', 'OrganizationToken']);
    expect(grace.tokenRequests()).toBe(1);
  });

  it('is written as before when it was only a proxy that did not understand it', async () => {
    let isProxyAway = false;
    const grace = await church({
      data: (authorization) =>
        isProxyAway && authorization.startsWith('OrganizationToken ')
          ? { body: events }
          : { status: 401, body: 'Who are you?' },
    });
    await failureOf(grace.pco.get(url));
    isProxyAway = true;
    expect(await grace.pco.get(url)).toEqual(events);
  });

  it('is not renewed after a 401 while it is less than a minute old', async () => {
    const grace = await church({ data: () => unauthorized });
    const error = await failureOf(grace.pco.get(url));
    expect(error.statusCode).toBe(401);
    expect({ tokens: grace.tokenRequests(), requests: grace.authorizations().length }).toEqual({
      tokens: 1,
      requests: 1,
    });
  });

  it('is renewed once for a request whose 401 stays', async () => {
    const grace = await church({ data: () => unauthorized });
    await failureOf(grace.pco.get(url));
    grace.advance(61_000);
    const error = await failureOf(grace.pco.get(url));
    expect(error).toMatchObject({ statusCode: 401, attempts: 2 });
    expect(grace.tokenRequests()).toBe(2);
  });

  const unauthorized = errorDocument(401, 'Unauthorized', 'This request could not be authenticated.');
});

describe('the request for an organization token', () => {
  it.each<[string, (raw: RawExchange) => ShortAnswer | void, string]>([
    ['a reset', ({ request }) => void request.socket.resetAndDestroy(), 'ERR_NETWORK'],
    ['a closed connection', ({ request }) => void request.socket.end(), 'ERR_NETWORK'],
    ['a 500', () => ({ status: 500 }), 'ERR_REQUEST'],
    ['a page', () => ({ body: '<html>' }), 'ERR_MALFORMED_ANSWER'],
    ['an answer without a token', () => ({ body: { data: {} } }), 'ERR_MALFORMED_ANSWER'],
  ])('is not repeated after %s, but made anew by the next request', async (_, fail, code) => {
    const grace = await church({
      token: (count, raw) => (count === 1 ? fail(raw) : tokenAnswer(count, Date.parse('2027-01-01'))),
    });
    expect(await failureOf(grace.pco.get(url))).toMatchObject({ code, method: 'POST' });
    expect({ tokens: grace.tokenRequests(), requests: grace.authorizations().length }).toEqual({
      tokens: 1,
      requests: 0,
    });
    await expect(grace.pco.get(url)).resolves.toEqual(events);
    expect(grace.authorizations()).toEqual([header(2)]);
  });

  it('says that the name may be wrong when there is no such church', async () => {
    const grace = await church({ token: () => ({ status: 404, body: '<html>' }) });
    const error = await failureOf(grace.pco.get(url));
    expect(error).toBeInstanceOf(PCONotFoundError);
    expect(error.message).toContain('"grace"');
  });

  it('sends nothing that authenticates', async () => {
    const server = await startServer(() => tokenAnswer(1, Date.now() + HOUR));
    const token = await getCcOrgToken('grace', { apiBase: `${server.url}/` });
    expect(token).toBe(`${plantedSecrets.organizationToken}-1`);
    expect(
      server.requests.map(({ method, url, headers }) => [method, url.pathname, headers.authorization]),
    ).toEqual([['POST', '/sessions/tokens', undefined]]);
  });

  it('is an error when the body is not JSON', async () => {
    const server = await startServer(() => ({ body: '<html>' }));
    expect(await failureOf(getCcOrgToken('grace', { apiBase: server.url }))).toBeInstanceOf(
      PCOMalformedAnswerError,
    );
  });

  it.each(['evil.test/', 'a.b', 'a@b', '', '-', 'a b', 'a/b', '127.0.0.1:80#'])(
    'is not sent for the impossible name %j',
    async (name) => {
      await expect(getCcOrgToken(name)).rejects.toBeInstanceOf(PCOCredentialsError);
    },
  );
});
