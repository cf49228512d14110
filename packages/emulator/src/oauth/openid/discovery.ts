import { BASE_HEADERS, JSON_TYPE } from '../../messages/api-headers.ts';
import { ALL_SCOPES } from '../scopes.ts';
import type { SigningKey } from './signing-key.ts';

/** `GET /.well-known/openid-configuration`: where everything is. The issuer is the origin that was asked. */
export function answerDiscovery(origin: string): Response {
  return json({
    issuer: origin,
    authorization_endpoint: `${origin}/oauth/authorize`,
    token_endpoint: `${origin}/oauth/token`,
    userinfo_endpoint: `${origin}/oauth/userinfo`,
    jwks_uri: `${origin}/oauth/discovery/keys`,
    scopes_supported: ALL_SCOPES,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    code_challenge_methods_supported: ['S256'],
    claims_supported: [
      'iss',
      'aud',
      'exp',
      'iat',
      'nonce',
      'sub',
      'name',
      'email',
      'organization_id',
      'organization_name',
    ],
  });
}

/** `GET /oauth/discovery/keys`: what the signatures of id tokens are checked with. */
export async function answerKeys(signingKey: SigningKey): Promise<Response> {
  return json({ keys: [await signingKey.publicKey()] });
}

function json(body: object): Response {
  return new Response(JSON.stringify(body), {
    headers: { ...BASE_HEADERS, 'Content-Type': JSON_TYPE, 'Cache-Control': 'no-cache' },
  });
}
