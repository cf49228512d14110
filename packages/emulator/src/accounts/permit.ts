import type { AppName } from '@tspco/catalog';
import { forbidden, unauthorized } from '../basics/api-error.ts';
import type { Church } from '../store/church.ts';
import type { StoredRecord } from '../store/record.ts';
import { isActive, personOf, type Account } from './account.ts';
import { hasScopeFor, roleIn } from './app-access.ts';

/**
 * The person behind an account. A church without an administrator lets the administrator's credentials in all the
 * same, as those of nobody: somebody has to be able to begin.
 *
 * @throws ApiError 401 when the person was deleted or is inactive
 */
export function admitted(account: Account, church: Church): StoredRecord | undefined {
  const person = personOf(account, church);
  const isGone = person ? !isActive(person) : account.personId !== undefined;
  if (isGone) throw unauthorized('FLAMINGO');
  return person;
}

/**
 * Checks that a token's scopes and its person's permissions open the app.
 *
 * @param scopes - `undefined` for credentials that have none, which may do all that their person may
 * @throws ApiError 401
 */
export function checkAppAccess(
  app: AppName,
  person: StoredRecord | undefined,
  scopes: readonly string[] | undefined,
  church: Church,
): void {
  if (scopes && !hasScopeFor(app, scopes)) throw unauthorized('PELICAN');
  if (person && roleIn(app, person, church) === undefined) throw unauthorized('TRASH_PANDA');
}

/** @throws ApiError 403 for a write by somebody who may only read */
export function checkMethod(
  app: AppName,
  person: StoredRecord | undefined,
  method: string,
  church: Church,
): void {
  if (method !== 'GET' && person && roleIn(app, person, church) === 'viewer') throw forbidden();
}
