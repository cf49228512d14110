import {
  PCOAuthenticationError,
  PCOPermissionError,
  PCORequestError,
  type CredentialContext,
  type CredentialOptions,
  type TokenSession,
} from 'tspco';
import { describe, expect, it } from 'vitest';
import { clientWith, failureOf } from './support/client.ts';
import { credentials, plantedSecrets } from './support/secrets.ts';
import { errorDocument, startServer, type ShortAnswer } from './support/server.ts';

const url = '/people/v2/me';
const me = { data: { type: 'Person', id: '1', attributes: {} } };

function unauthorized(hint?: string): ShortAnswer {
  const end = hint === undefined ? '' : ` Error Code Hint: (${hint})`;
  return errorDocument(401, 'Unauthorized', `This request could not be authenticated.${end}`);
}

const accessDenied: ShortAnswer = {
  status: 401,
  headers: { 'content-type': 'text/html', 'www-authenticate': 'Basic realm="Application"' },
  body: 'HTTP Basic: Access denied.\n',
};

/** Sends one request and tells what the server saw of it. */
async function ask(
  options: CredentialOptions,
  answer: (authorization: string) => ShortAnswer,
  method = 'GET',
) {
  const server = await startServer(({ headers }) => answer(headers.authorization ?? ''));
  const pco = clientWith({ ...options, apiBase: server.url });
  const outcome: unknown = await pco.requestJson(method, url).catch((error: unknown) => error);
  return { outcome, headers: server.requests.map(({ headers }) => headers.authorization) };
}

/** A token function that gives a new token each time. */
function newTokens(): () => Promise<string> {
  let number = 0;
  return () => Promise.resolve(`${plantedSecrets.token}-${++number}`);
}

const bearer = (number: number): string => `Bearer ${plantedSecrets.token}-${number}`;

describe('a 401 that stays', () => {
  it('ends after one request with a personal access token', async () => {
    const { outcome, headers } = await ask(credentials, () => unauthorized());
    expect(outcome).toBeInstanceOf(PCOAuthenticationError);
    expect(headers).toEqual([`Basic ${btoa(`${credentials.applicationId}:${credentials.secret}`)}`]);
  });

  it('ends after one request with a fixed token', async () => {
    const { outcome, headers } = await ask({ token: plantedSecrets.token }, () => unauthorized('BABOON'));
    expect(outcome).toBeInstanceOf(PCOAuthenticationError);
    expect(headers).toEqual([`Bearer ${plantedSecrets.token}`]);
  });

  it('ends after one request with a token function that gives the same token', async () => {
    const { outcome, headers } = await ask({ token: () => plantedSecrets.token }, () =>
      unauthorized('BABOON'),
    );
    expect(outcome).toBeInstanceOf(PCOAuthenticationError);
    expect(headers).toHaveLength(1);
  });

  it('ends after two requests with a token function that gives a new one each time', async () => {
    const { outcome, headers } = await ask({ token: newTokens() }, () => unauthorized('BABOON'));
    expect(outcome).toMatchObject({ name: 'PCOAuthenticationError', attempts: 2, statusCode: 401 });
    expect(new Set(headers).size).toBe(2);
  });

  it('ends after two requests when other failures come between', async () => {
    let count = 0;
    const { headers } = await ask({ token: newTokens() }, () =>
      ++count % 2 === 1 ? unauthorized('BABOON') : { status: 503 },
    );
    expect(headers).toHaveLength(3);
  });
});

describe('a 401 with a hint', () => {
  it.each([
    ['BABOON', 'the token expired', 2],
    [undefined, 'none', 2],
    ['CAPUCHIN', 'the token was revoked', 1],
    ['CHINCHILLA', 'the application is unknown', 1],
    ['FLAMINGO', 'the person is missing', 1],
    ['LEMMING', 'the organization is missing', 1],
    ['BLACKBIRD', 'the kind of credentials is not supported', 1],
  ])('%s (%s) is answered by %i request(s)', async (hint, _, requests) => {
    const { outcome, headers } = await ask({ token: newTokens() }, () => unauthorized(hint));
    expect(outcome).toBeInstanceOf(PCOAuthenticationError);
    expect(headers).toHaveLength(requests);
  });

  it.each(['PELICAN', 'TRASH_PANDA'])(
    '%s is about permissions, which a new token does not change',
    async (hint) => {
      const { outcome, headers } = await ask({ token: newTokens() }, () => unauthorized(hint));
      expect(outcome).toBeInstanceOf(PCOPermissionError);
      expect(outcome).toMatchObject({ statusCode: 401, code: 'ERR_PERMISSION' });
      expect(headers).toHaveLength(1);
    },
  );
});

describe('a 401 in HTML', () => {
  it('is an authentication error like any other', async () => {
    const { outcome } = await ask(credentials, () => accessDenied);
    expect(outcome).toBeInstanceOf(PCOAuthenticationError);
    expect(outcome).toMatchObject({ errors: [], responseBody: accessDenied.body });
  });

  it('renews the token, since it says nothing', async () => {
    const tokens = newTokens();
    const { outcome, headers } = await ask({ token: tokens }, (authorization) =>
      authorization === bearer(1) ? accessDenied : { body: me },
    );
    expect(outcome).toEqual(me);
    expect(headers).toHaveLength(2);
  });
});

describe('a 403', () => {
  it('is about permissions and renews nothing', async () => {
    const { outcome, headers } = await ask({ token: newTokens() }, () =>
      errorDocument(403, 'Forbidden', 'You do not have access to this resource'),
    );
    expect(outcome).toBeInstanceOf(PCOPermissionError);
    expect(headers).toHaveLength(1);
  });
});

describe('an expired token', () => {
  it.each(['GET', 'POST', 'PATCH', 'DELETE'])(
    'is renewed and the %s sent again: it was refused',
    async (method) => {
      let expired = true;
      const token = (): string => `${plantedSecrets.token}-${expired ? 'old' : 'new'}`;
      const { outcome, headers } = await ask(
        { token },
        () => {
          if (!expired) return { body: me };
          expired = false;
          return unauthorized('BABOON');
        },
        method,
      );
      expect(outcome).toEqual(me);
      expect(headers).toEqual([`Bearer ${plantedSecrets.token}-old`, `Bearer ${plantedSecrets.token}-new`]);
    },
  );

  it('ends the upload of a stream, which cannot be sent again', async () => {
    const server = await startServer(() => unauthorized('BABOON'));
    const pco = clientWith({ token: newTokens(), uploadUrl: server.url });
    const error = await failureOf(pco.upload(new Blob(['words']).stream(), {}, { name: 'a.txt' }));
    expect(error).toBeInstanceOf(PCOAuthenticationError);
    expect(server.requests).toHaveLength(1);
  });

  it('is renewed even when the next answer is a passing failure', async () => {
    let count = 0;
    const answers = [unauthorized('BABOON'), { status: 503 }, { body: me }];
    const { outcome } = await ask({ token: newTokens() }, () => answers[count++] ?? { status: 500 });
    expect(outcome).toEqual(me);
  });
});

describe('a session', () => {
  /** A session whose token changes only when it is renewed. */
  function session(renews: boolean): TokenSession & { readonly refused: string[] } {
    const refused: string[] = [];
    return {
      id: 'grant-1',
      refused,
      accessToken: () => Promise.resolve(`${plantedSecrets.token}-${refused.length}`),
      renew(token: string, _context: CredentialContext) {
        refused.push(token);
        return Promise.resolve(renews);
      },
    };
  }

  it('is asked for a new token once and told which one was refused', async () => {
    const ours = session(true);
    const { outcome, headers } = await ask({ session: ours }, (authorization) =>
      authorization === bearer(0) ? unauthorized('BABOON') : { body: me },
    );
    expect(outcome).toEqual(me);
    expect(headers).toEqual([bearer(0), bearer(1)]);
    expect(ours.refused).toEqual([`${plantedSecrets.token}-0`]);
  });

  it('is not renewed a second time for the same request', async () => {
    const ours = session(true);
    const { outcome, headers } = await ask({ session: ours }, () => unauthorized('BABOON'));
    expect(outcome).toBeInstanceOf(PCOAuthenticationError);
    expect(headers).toEqual([bearer(0), bearer(1)]);
    expect(ours.refused).toHaveLength(1);
  });

  it('ends the request when it cannot renew', async () => {
    const ours = session(false);
    const { outcome, headers } = await ask({ session: ours }, () => unauthorized('BABOON'));
    expect(outcome).toBeInstanceOf(PCOAuthenticationError);
    expect(headers).toHaveLength(1);
  });

  it('is not renewed when the refusal is about permissions', async () => {
    const ours = session(true);
    await ask({ session: ours }, () => unauthorized('PELICAN'));
    expect(ours.refused).toEqual([]);
  });

  it('has its own failure passed on as it is', async () => {
    const reason = new RangeError('the store is gone');
    const broken: TokenSession = {
      id: 'grant-2',
      accessToken: () => Promise.reject(reason),
      renew: () => Promise.reject(reason),
    };
    const { outcome, headers } = await ask({ session: broken }, () => ({ body: me }));
    expect(outcome).toBe(reason);
    expect(headers).toEqual([]);
  });
});

describe('every error for the credentials', () => {
  it('is an error of the request, too', async () => {
    const { outcome } = await ask(credentials, () => unauthorized());
    expect(outcome).toBeInstanceOf(PCORequestError);
    expect(outcome).toMatchObject({ sent: 'yes', errors: [{ title: 'Unauthorized' }] });
  });
});
