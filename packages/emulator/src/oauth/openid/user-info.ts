import { admitted } from '../../accounts/permit.ts';
import { unauthorized } from '../../basics/api-error.ts';
import { BASE_HEADERS, JSON_TYPE } from '../../messages/api-headers.ts';
import { accessDenied, authenticate, type Authorities } from '../../http/authenticate.ts';
import { OPENID } from '../scopes.ts';
import { claimsOf } from './claims.ts';

/**
 * `GET /oauth/userinfo`: whose token this is. It needs the scope openid; a personal access token has no scopes, and no
 * place here.
 *
 * @throws ApiError 401
 */
export async function answerUserInfo(request: Request, authorities: Authorities): Promise<Response> {
  const access = authenticate(request.headers.get('Authorization'), authorities);
  if (access instanceof Response) return access;
  if (access.kind !== 'person' || access.scopes === undefined) return accessDenied();
  if (!access.scopes.includes(OPENID)) throw unauthorized('PELICAN');
  const church = await access.organization.open();
  admitted(access, church);
  const claims = await claimsOf(access);
  if (!claims) throw unauthorized('FLAMINGO');
  return new Response(JSON.stringify(claims), {
    headers: { ...BASE_HEADERS, 'Content-Type': JSON_TYPE, 'Cache-Control': 'no-store' },
  });
}
