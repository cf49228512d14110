import type { Settings } from '../options.ts';
import { authenticateClient } from './client-credentials.ts';
import { ACCESS_TOKEN_LIFETIME, type Grants, type TokenPair } from './grants.ts';
import { OAuthError } from './oauth-error.ts';
import { answerOAuth } from './oauth-answer.ts';
import { readParameters } from './read-parameters.ts';

/** `POST /oauth/token`: tokens for a code, or for a refresh token. */
export function answerTokenRequest(request: Request, grants: Grants, settings: Settings): Promise<Response> {
  return answerOAuth(async () => {
    const parameters = await readParameters(request);
    const grantType = required(parameters, 'grant_type');
    if (grantType !== 'authorization_code' && grantType !== 'refresh_token') {
      throw new OAuthError(
        'unsupported_grant_type',
        'The grant_type must be authorization_code or refresh_token.',
      );
    }
    const client = authenticateClient(parameters, request.headers.get('Authorization'), settings);
    return tokenDocument(
      grantType === 'refresh_token'
        ? grants.refresh(required(parameters, 'refresh_token'), client)
        : grants.redeem({
            code: required(parameters, 'code'),
            redirectUri: required(parameters, 'redirect_uri'),
            verifier: parameters.get('code_verifier'),
            ...client,
          }),
    );
  });
}

/** `POST /oauth/revoke`, as RFC 7009 has it: succeeds for tokens that nobody knows, too. */
export function answerRevocation(request: Request, grants: Grants, settings: Settings): Promise<Response> {
  return answerOAuth(async () => {
    const parameters = await readParameters(request);
    authenticateClient(parameters, request.headers.get('Authorization'), settings);
    grants.revoke(required(parameters, 'token'));
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
