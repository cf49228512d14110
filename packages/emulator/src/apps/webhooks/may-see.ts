import type { AppName } from '@tspco/catalog';
import { isActive } from '../../accounts/account.ts';
import { roleIn } from '../../accounts/app-access.ts';
import type { Church } from '../../store/church.ts';

/** Whether somebody may see what happens in an app. There are no permissions for less than an app. */
export function maySee(app: AppName, personId: string, church: Church): boolean {
  const person = church.app('people').get('Person', personId);
  return person !== undefined && isActive(person) && roleIn(app, person, church) !== undefined;
}
