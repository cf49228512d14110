import type { World } from '../world.ts';
import type { Application } from './application.ts';
import type { GrantOwner } from './grant.ts';
import { getWithToken } from './token-request.ts';

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
export function requestUserInfo(
  application: Application,
  accessToken: string,
  world: World,
): Promise<UserInfo> {
  const url = `${application.apiBase}/oauth/userinfo`;
  return getWithToken({ url, expected: 'a person', read: readPerson }, accessToken, application, world);
}

/** Asks whose access token this is, and of which church. */
export function requestOwner(
  application: Application,
  accessToken: string,
  world: World,
): Promise<GrantOwner> {
  const url = `${application.apiBase}/oauth/userinfo`;
  const expected = 'a person and their church';
  return getWithToken({ url, expected, read: readOwner }, accessToken, application, world);
}

function readPerson(document: Readonly<Record<string, unknown>> = {}): UserInfo | undefined {
  const sub = idOf(document['sub']);
  return sub === undefined ? undefined : { ...document, sub };
}

function readOwner(document: Readonly<Record<string, unknown>> | undefined): GrantOwner | undefined {
  const { sub: personId, organization_id, organization_name: organizationName } = readPerson(document) ?? {};
  const organizationId = idOf(organization_id);
  return personId && organizationId ? { personId, organizationId, organizationName } : undefined;
}

/** The server writes some ids as numbers. */
function idOf(value: unknown): string | undefined {
  return typeof value === 'number' || (typeof value === 'string' && value !== '') ? String(value) : undefined;
}
