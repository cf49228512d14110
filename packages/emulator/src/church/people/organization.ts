import { identify } from '../../store/identifiers.ts';
import type { AppStore } from '../../store/app-store.ts';
import { FIRST_DAY, TIME_ZONE } from '../dates.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { Dice } from '../dice.ts';
import { Seeding } from '../seeding.ts';

/** The church and its name, under which the other apps know it, too. */
export interface SeededOrganization {
  readonly seeding: Seeding;
  readonly name: string;
}

/** What a church is called, when it is not to be invented. */
export interface Identity {
  readonly organizationId?: string | undefined;
  readonly name?: string | undefined;
  /** Of its pages at Church Center. */
  readonly subdomain?: string | undefined;
}

/** Founds the church in the People app. */
export function seedOrganization(store: AppStore, dice: Dice, identity: Identity): SeededOrganization {
  const drawn = `${dice.library.location.city()} Community Church`;
  const { organizationId: id = store.nextId('Organization'), name = drawn } = identity;
  const { subdomain = name.toLowerCase().replaceAll(/[^a-z]+/g, '') } = identity;
  store.put({
    type: 'Organization',
    id,
    attributes: {
      avatar_url: null,
      church_center_subdomain: subdomain,
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
  return { seeding: new Seeding(store, dice, identify({ type: 'Organization', id })), name };
}
