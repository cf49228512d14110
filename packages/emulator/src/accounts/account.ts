import type { Organization } from '../organizations/organization.ts';
import type { Church } from '../store/church.ts';
import type { StoredRecord } from '../store/record.ts';

/** Somebody in one church, who signed in or whose credentials are used. */
export interface Account {
  readonly organization: Organization;
  /** `undefined` is the church's administrator, whoever that is at the moment. */
  readonly personId: string | undefined;
}

/** The account's person; `undefined` when they are gone, or when the church has no administrator. */
export function personOf({ personId }: Pick<Account, 'personId'>, church: Church): StoredRecord | undefined {
  return personId === undefined ? administratorOf(church) : church.app('people').get('Person', personId);
}

/** The first of them. */
export function administratorOf(church: Church): StoredRecord | undefined {
  return church.app('people').all('Person').find(isAdministrator);
}

export function isAdministrator({ attributes }: StoredRecord): boolean {
  return attributes['site_administrator'] === true;
}

/** Whether somebody can sign in at all. */
export function isActive({ attributes }: StoredRecord): boolean {
  return attributes['status'] !== 'inactive';
}
