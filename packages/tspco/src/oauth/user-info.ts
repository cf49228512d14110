import { PCOUnexpectedRequestError } from '../errors.ts';
import type { World } from '../world.ts';
import type { Application } from './application.ts';
import { requestWithToken } from './token-request.ts';

/** Who the person is that a grant belongs to. The scope `openid` is needed for it. */
export interface UserInfo {
  /** The id of the person. */
  readonly sub: string;
  readonly name?: string;
  readonly email?: string;
  readonly organization_id?: string | number;
  readonly organization_name?: string;
}

/** Asks who the person is whose access token this is. */
export async function requestUserInfo(
  application: Application,
  accessToken: string,
  world: World,
): Promise<UserInfo> {
  const url = `${application.apiBase}/oauth/userinfo`;
  const info = (await requestWithToken(url, accessToken, application, world)) as Omit<UserInfo, 'sub'> & {
    readonly sub?: string | number;
  };
  const { sub } = info;
  if (sub !== undefined) return { ...info, sub: String(sub) };
  const request = { method: 'GET', url, query: '', sent: 'yes', attempts: 1 } as const;
  throw new PCOUnexpectedRequestError(
    `GET ${url} answered without a person.`,
    request,
    undefined,
    'ERR_MALFORMED_ANSWER',
  );
}
