import { personOf, type Account } from '../../accounts/account.ts';
import { emailOf } from '../../accounts/directory.ts';
import { personName } from '../../accounts/person-name.ts';
import type { Json } from '../../store/record.ts';

/** What an application is told of a person who let it know who they are. */
export interface Claims {
  readonly sub: string;
  readonly name: string;
  /** Absent when they have none. */
  readonly email?: string;
  readonly organization_id: string;
  readonly organization_name: Json;
}

/** The claims about an account; `undefined` when its person is gone. */
export async function claimsOf(account: Account): Promise<Claims | undefined> {
  const church = await account.organization.open();
  const person = personOf(account, church);
  const [organization] = church.app('people').all('Organization');
  if (!person || !organization) return undefined;
  const email = emailOf(person, church);
  return {
    sub: person.id,
    name: personName(person),
    ...(email === undefined ? {} : { email }),
    organization_id: organization.id,
    organization_name: organization.attributes['name'] ?? null,
  };
}
