import { PCOCredentialsError } from '../errors.ts';
import type { TokenRequestOptions } from '../oauth/token-request.ts';
import type { World } from '../world.ts';
import { churchCenter } from './church-center.ts';
import type { Credentials } from './credentials.ts';
import { oauthSession, oauthToken, type TokenSession, type TokenSource } from './oauth.ts';
import { personalAccessToken } from './personal-access-token.ts';

/** Exactly one of the four ways to authenticate. */
export type CredentialOptions =
  | {
      /** Application id of a personal access token. */
      readonly applicationId: string;
      /** Secret of a personal access token. */
      readonly secret: string;
      readonly token?: never;
      readonly session?: never;
      readonly ccName?: never;
    }
  | {
      /** OAuth access token, or a function that gives the current one. */
      readonly token: TokenSource;
      readonly applicationId?: never;
      readonly secret?: never;
      readonly session?: never;
      readonly ccName?: never;
    }
  | {
      /** A session that keeps its OAuth grant alive. */
      readonly session: TokenSession;
      readonly applicationId?: never;
      readonly secret?: never;
      readonly token?: never;
      readonly ccName?: never;
    }
  | {
      /** The name of the church in its Church Center address: `grace` in `grace.churchcenter.com`. */
      readonly ccName: string;
      readonly applicationId?: never;
      readonly secret?: never;
      readonly token?: never;
      readonly session?: never;
    };

/** @throws {@link PCOCredentialsError} unless exactly one complete, possible set of credentials is given */
export function chooseCredentials(
  options: { readonly [K in keyof CredentialOptions]?: unknown },
  world: World,
  tokenRequest: TokenRequestOptions,
): Credentials {
  const { applicationId, secret, token, session, ccName } = options;
  const given = [
    (applicationId ?? secret) !== undefined && 'applicationId and secret',
    token !== undefined && 'token',
    session !== undefined && 'session',
    ccName !== undefined && 'ccName',
  ].filter((name) => name !== false);
  if (given.length !== 1) {
    const unset = given.length === 0 && Object.keys(options).length > 0;
    const hint = unset ? ' Those that were given are undefined: is an environment variable not set?' : '';
    throw new PCOCredentialsError(
      `Give exactly one kind of credentials: applicationId and secret, token, session or ccName; got ${given.join(' and ') || 'none'}.${hint}`,
    );
  }
  if (token !== undefined) return oauthToken(token);
  if (session !== undefined) return oauthSession(session);
  if (ccName !== undefined) return churchCenter(ccName, world, tokenRequest);
  return personalAccessToken(applicationId, secret);
}
