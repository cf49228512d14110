import { APP_NAMES } from '@tspco/catalog';
import type { Identity } from './people/organization.ts';
import type { Church } from '../store/church.ts';

/** Founds a church with nothing but itself, whom every app knows by the same id. */
export function fillEmptyChurch(
  church: Church,
  { organizationId, name = 'Empty Church', subdomain = 'empty' }: Identity = {},
): void {
  const times = { created_at: church.timestamp(), updated_at: church.timestamp() };
  for (const app of APP_NAMES) {
    const store = church.app(app);
    store.put({
      type: 'Organization',
      id: organizationId ?? store.nextId('Organization'),
      attributes: {
        ...times,
        church_center_subdomain: subdomain,
        country_code: 'US',
        name,
        time_zone: 'UTC',
      },
      relations: {},
    });
  }
}
