import { isObject } from '../basics/is-object.ts';
import { isActive, type Account } from '../accounts/account.ts';
import { findPerson } from '../accounts/directory.ts';
import type { PersonalAccessTokens } from '../accounts/personal-access-tokens.ts';
import type { Applications } from '../oauth/applications.ts';
import type { Grants } from '../oauth/grants.ts';
import { ALL_SCOPES, isScope } from '../oauth/scopes.ts';
import { describe } from '../basics/describe.ts';
import type { Organization } from '../organizations/organization.ts';
import type { Organizations } from '../organizations/organizations.ts';
import type { AccountsControl, Whose } from './control.ts';

export interface AccountsControlParts {
  readonly organizations: Organizations;
  readonly applications: Applications;
  readonly grants: Grants;
  readonly personalAccessTokens: PersonalAccessTokens;
}

/** How a test gets credentials of other people and churches. */
export function createAccountsControl({
  organizations,
  applications,
  grants,
  personalAccessTokens,
}: AccountsControlParts): AccountsControl {
  return {
    signIn: async (options = {}) => {
      checkNames(options, ['person', 'church', 'scopes', 'application']);
      const { scopes = ALL_SCOPES, application: id = applications.main.id, ...whose } = options;
      if (!Array.isArray(scopes)) throw new TypeError("The scopes must be a list, like ['people'].");
      const unknown = scopes.find((scope) => !isScope(scope));
      if (unknown !== undefined)
        throw new RangeError(`There is no scope ${unknown}. There are: ${ALL_SCOPES.join(', ')}.`);
      const application = applications.get(id);
      if (!application)
        throw new RangeError(`There is no application ${id}. There are: ${applications.ids.join(', ')}.`);
      const account = await accountOf(whose, organizations);
      const { accessToken, refreshToken, expiresAt } = grants.issue(
        { account, applicationId: id, scope: scopes.join(' ') },
        { isPublic: application.secret === undefined },
      );
      return { accessToken, refreshToken, expiresAt, scopes };
    },
    expireTokens: (accessToken) => grants.expire(textOrNone('access token', accessToken)),
    revokeTokens: (token) => grants.revoke(textOrNone('token', token)),
    personalAccessToken: async (whose = {}) => {
      checkNames(whose, ['person', 'church']);
      return personalAccessTokens.issue(await accountOf(whose, organizations));
    },
  };
}

/** @throws TypeError for what is no object of these texts, which JavaScript and HTTP can bring */
function checkNames(options: object, names: readonly string[]): void {
  if (!isObject(options))
    throw new TypeError(
      `Whose credentials they are must be said like { person: 'ada@example.org' }; got ${describe(options)}.`,
    );
  for (const [name, value] of Object.entries(options)) {
    if (!names.includes(name))
      throw new TypeError(`There is no ${name} here. There are: ${names.join(', ')}.`);
    if (name !== 'scopes' && value !== undefined && typeof value !== 'string')
      throw new TypeError(`The ${name} must be a text; got ${describe(value)}.`);
  }
}

function textOrNone(name: string, value: unknown): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw new TypeError(`The ${name} must be a text; got ${describe(value)}.`);
}

async function accountOf({ person, church }: Whose, organizations: Organizations): Promise<Account> {
  const organization = church === undefined ? organizations.main : organizationOf(church, organizations);
  if (person === undefined) return { organization, personId: undefined };
  const found = findPerson(person, await organization.open());
  if (!found)
    throw new RangeError(
      `There is nobody in the church ${organization.subdomain} whose id or e-mail address is ${person}.`,
    );
  if (!isActive(found)) throw new RangeError(`Person ${found.id} is inactive and cannot sign in.`);
  return { organization, personId: found.id };
}

/** @throws RangeError when there is no such church */
export function organizationOf(subdomain: string, organizations: Organizations): Organization {
  const organization = organizations.get(subdomain);
  if (organization) return organization;
  const names = organizations.all.map((church) => church.subdomain);
  throw new RangeError(`There is no church ${subdomain}. There are: ${names.join(', ')}.`);
}
