import type { AppStore } from '../../store/app-store.ts';
import { FIRST_DAY, TIME_ZONE } from '../dates.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { Dice } from '../dice.ts';
import { refTo, Seeding } from '../seeding.ts';

/** The church and its name, under which the other apps know it, too. */
export interface SeededOrganization {
  readonly seeding: Seeding;
  readonly name: string;
}

/** Founds the church in the People app. */
export function seedOrganization(store: AppStore, dice: Dice): SeededOrganization {
  const name = `${dice.library.location.city()} Community Church`;
  const id = store.nextId('Organization');
  store.put({
    type: 'Organization',
    id,
    attributes: {
      avatar_url: null,
      church_center_subdomain: name.toLowerCase().replaceAll(/[^a-z]+/g, ''),
      contact_website: 'https://church.example.org',
      country_code: 'US',
      created_at: timestamp(FIRST_DAY),
      date_format: '%m/%d/%Y',
      grades: [],
      name,
      time_zone: TIME_ZONE,
    },
    relations: {},
  });
  return { seeding: new Seeding(store, dice, refTo({ type: 'Organization', id })), name };
}
