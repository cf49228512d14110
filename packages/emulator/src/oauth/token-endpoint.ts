import type { Applications } from './applications.ts';
import { authenticateClient } from './client-credentials.ts';
import { ACCESS_TOKEN_LIFETIME, type Client, type Grants, type TokenPair } from './grants.ts';
import { OAuthError } from './oauth-error.ts';
import { answerOAuth } from './oauth-answer.ts';
import { idToken, type Issuer } from './openid/id-token.ts';
import { readParameters } from './read-parameters.ts';
import { OPENID, scopesIn } from './scopes.ts';

export interface TokenParts extends Pick<Issuer, 'signingKey'> {
  readonly grants: Grants;
  readonly applications: Applications;
  readonly now: () => number;
}

/** `POST /oauth/token`: tokens for a code, or for a refresh token. */
export function answerTokenRequest(request: Request, parts: TokenParts): Promise<Response> {
  const { grants, applications } = parts;
  return answerOAuth(async () => {
    const parameters = await readParameters(request);
    const grantType = required(parameters, 'grant_type');
    if (grantType !== 'authorization_code' && grantType !== 'refresh_token') {
      throw new OAuthError(
        'unsupported_grant_type',
        'The grant_type must be authorization_code or refresh_token.',
      );
    }
    const client = authenticateClient(parameters, request.headers.get('Authorization'), applications);
    const pair =
      grantType === 'refresh_token'
        ? grants.refresh(required(parameters, 'refresh_token'), client)
        : redeemCode(parameters, client, grants);
    const document = tokenDocument(pair);
    if (!scopesIn(pair.scope).includes(OPENID)) return document;
    const issuer = { ...parts, origin: new URL(request.url).origin };
    return { ...document, id_token: await idToken(pair, issuer) };
  });
}

function redeemCode(
  parameters: ReadonlyMap<string, string>,
  client: Client,
  grants: Grants,
): ReturnType<Grants['redeem']> {
  return grants.redeem({
    code: required(parameters, 'code'),
    redirectUri: required(parameters, 'redirect_uri'),
    verifier: parameters.get('code_verifier'),
    client,
  });
}

/** `POST /oauth/revoke`, as RFC 7009 has it: succeeds for tokens that nobody knows, too. */
export function answerRevocation(request: Request, parts: TokenParts): Promise<Response> {
  const { grants, applications } = parts;
  return answerOAuth(async () => {
    const parameters = await readParameters(request);
    const client = authenticateClient(parameters, request.headers.get('Authorization'), applications);
    const token = required(parameters, 'token');
    if ((grants.ownerOf(token) ?? client.id) !== client.id) {
      throw new OAuthError('unauthorized_client', 'The token belongs to another application.');
    }
    grants.revoke(token);
    return {};
  });
}

function required(parameters: ReadonlyMap<string, string>, name: string): string {
  const value = parameters.get(name);
  if (value === undefined || value === '') {
    throw new OAuthError('invalid_request', `The parameter ${name} is missing.`);
  }
  return value;
}

function tokenDocument({ accessToken, refreshToken, scope, createdAt }: TokenPair): object {
  return {
    access_token: accessToken,
    token_type: 'bearer',
    expires_in: ACCESS_TOKEN_LIFETIME / 1000,
    refresh_token: refreshToken,
    scope,
    created_at: Math.floor(createdAt / 1000),
  };
}
