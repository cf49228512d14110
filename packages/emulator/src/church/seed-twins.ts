import type { AppName } from '@tspco/catalog';
import { addTwin } from '../apps/twins.ts';
import type { Church } from '../store/church.ts';

/** Makes everybody and all campuses of People known to another app. */
export function seedTwins(church: Church, app: AppName): void {
  const [people, store] = [church.app('people'), church.app(app)];
  for (const original of ['Campus', 'Person'].flatMap((type) => people.all(type)))
    addTwin(app, store, original);
}
