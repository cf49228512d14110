import type { AppName } from '@tspco/catalog';
import type { Church } from '../store/church.ts';
import type { StoredRecord } from '../store/record.ts';
import type { Congregation } from './people/seed-people.ts';

/** Founds the church in another app, under the id that it has in People. */
export function foundOrganization(
  church: Church,
  app: AppName,
  { organization }: Congregation,
  attributes: StoredRecord['attributes'],
): void {
  church.app(app).put({ ...organization, attributes, relations: {} });
}
