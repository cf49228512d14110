import { APP_NAMES } from '@tspco/catalog';
import type { Church } from './store/church.ts';

/** Founds a church with nothing but itself, whom every app knows by the same id. */
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
  }
}
