import type { Church } from '../store/church.ts';
import { textOf } from '../store/record.ts';

/** What the church calls itself. */
export function churchName(church: Church): string {
  const [organization] = church.app('people').all('Organization');
  return textOf(organization?.attributes['name']) || 'A church without a name';
}
