import { APP_NAMES } from '@tspco/catalog';
import type { Church } from './store/church.ts';

/** Founds a church with nothing but itself and its administrator, whom every app knows by the same id. */
export function fillEmptyChurch(church: Church): void {
  const times = { created_at: church.timestamp(), updated_at: church.timestamp() };
  for (const app of APP_NAMES) {
    const store = church.app(app);
    store.put({
      type: 'Organization',
      id: store.nextId('Organization'),
      attributes: { ...times, country_code: 'US', name: 'Empty Church', time_zone: 'UTC' },
      relations: {},
    });
    store.put({
      type: 'Person',
      id: store.nextId('Person'),
      attributes: {
        ...times,
        accounting_administrator: true,
        can_create_forms: true,
        can_email_lists: true,
        child: false,
        first_name: 'Ada',
        last_name: 'Administrator',
        passed_background_check: false,
        people_permissions: 'Manager',
        site_administrator: true,
        status: 'active',
      },
      relations: {},
    });
  }
}
