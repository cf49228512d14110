import { PCOCredentialsError } from '../errors.ts';
import { checkSecret, fingerprint, type Credentials, type CredentialContext } from './credentials.ts';

/** An OAuth access token, or a function that gives the current one. It is called before every request. */
export type TokenSource = string | (() => string | Promise<string>);

/** Something that keeps an OAuth grant alive and hands out its access token. */
export interface TokenSession {
  /** Names the grant, so that clients of the same grant share one rate budget. Not a secret. */
  readonly id: string;
  /** Where its tokens are good: the client's `apiBase` unless that is given. */
  readonly apiBase?: string | undefined;
  /** The current access token. */
  accessToken(context: CredentialContext): Promise<string>;
  /**
   * Called after a 401 with the refused access token.
   *
   * @returns whether {@link accessToken} now gives another one
   */
  renew(refused: string, context: CredentialContext): Promise<boolean>;
}

let tokenFunctions = 0;
const functionKeys = new WeakMap<object, string>();

/** `Authorization: Bearer` with a fixed token or the one a function gives. */
export function oauthToken(source: unknown): Credentials {
  if (typeof source === 'function') return tokenFunction(source as () => string | Promise<string>);
  const token = checkSecret(source, 'token');
  return {
    type: 'OAUTH',
    budgetKey: `token-${fingerprint(token)}`,
    header: () => `Bearer ${token}`,
    renew: () => Promise.resolve(false),
    secrets: () => [token],
  };
}

function tokenFunction(source: () => string | Promise<string>): Credentials {
  const key = functionKeys.get(source) ?? `function-${++tokenFunctions}`;
  functionKeys.set(source, key);
  let latest: string | undefined;
  const header = async (): Promise<string> => {
    latest = checkSecret(await source(), 'The token that the token function returned');
    return `Bearer ${latest}`;
  };
  return {
    type: 'OAUTH',
    budgetKey: key,
    header,
    // The function may have a fresh token by now. If it gives the same one, asking again is pointless.
    renew: async (refused) => (await header()) !== refused,
    secrets: () => (latest === undefined ? [] : [latest]),
  };
}

/** `Authorization: Bearer` with the token of a session that refreshes by itself. */
export function oauthSession(session: unknown): Credentials {
  if (!isSession(session)) {
    throw new PCOCredentialsError('session must have an id and the functions accessToken and renew.');
  }
  let latest: string | undefined;
  return {
    type: 'OAUTH',
    budgetKey: `session-${session.id}`,
    header: async (context) => {
      latest = checkSecret(await session.accessToken(context), 'The access token of the session');
      return `Bearer ${latest}`;
    },
    renewsRevoked: true,
    renew: (refused, context) => session.renew(refused.slice('Bearer '.length), context),
    secrets: () => (latest === undefined ? [] : [latest]),
  };
}

function isSession(value: unknown): value is TokenSession {
  if (typeof value !== 'object' || value === null) return false;
  const { id, accessToken, renew } = value as Partial<TokenSession>;
  return typeof id === 'string' && typeof accessToken === 'function' && typeof renew === 'function';
}
