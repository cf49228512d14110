import type { Ref } from '../../store/record.ts';
import { timestamp } from '../../store/timestamp.ts';
import { DAY, HOUR } from '../dates.ts';
import type { Seeding } from '../seeding.ts';
import type { Calendar } from '../services/calendar.ts';
import { PLACES } from '../words/places.ts';
import type { SignupName } from '../words/registrations.ts';

/** Something to sign up for that is in the store. */
export interface SeededSignup {
  readonly ref: Ref;
  readonly definition: SignupName;
  readonly selections: readonly { readonly ref: Ref; readonly capacity: number | null }[];
  /** Between these people signed up. */
  readonly opened: number;
  readonly until: number;
}

interface SignupOptions {
  readonly definition: SignupName;
  readonly categories: readonly Ref[];
  readonly campuses: readonly Ref[];
}

/** Adds a signup with its times, its place and what can be chosen. */
export function seedSignup(
  seeding: Seeding,
  calendar: Calendar,
  { definition, categories, campuses }: SignupOptions,
): SeededSignup {
  const { week, weekday, days } = definition;
  const starts = calendar.at(week, weekday, 9 * 60);
  const opened = calendar.at(week - 10, weekday, 8 * 60);
  const over = starts + days * DAY < calendar.now;
  const times = { created: timestamp(opened - 7 * DAY), updated: timestamp(opened) };
  const ref = seeding.addRef(
    'Signup',
    {
      archived: over && week < LONG_AGO,
      close_at: timestamp(starts - DAY),
      created_at: times.created,
      description: `<p>${definition.name}: come and bring somebody.</p>`,
      logo_url: 'https://registrations.example.org/logo.png',
      maximum_capacity: definition.capacity,
      name: definition.name,
      new_registration_url: 'https://example.churchcenter.com/registrations/events/new',
      open_at: timestamp(opened),
      updated_at: times.updated,
    },
    { campuses, categories },
  );
  for (let session = 0; session < days; session++) seedTime(seeding, ref, starts + session * DAY, times);
  seedLocation(seeding, ref, definition, times);
  const selections = definition.selections.map(({ name, cents, capacity }) => ({
    capacity,
    ref: seeding.addRef(
      'SelectionType',
      {
        created_at: times.created,
        maximum_capacity: capacity,
        name,
        price_cents: cents,
        publicly_available: true,
        updated_at: times.created,
        waitlist: capacity !== null,
      },
      { signup: ref },
    ),
  }));
  return { ref, definition, selections, opened, until: Math.min(starts - DAY, calendar.now - HOUR) };
}

/** What is further back than this many weeks is put away. */
const LONG_AGO = -20;

interface Times {
  readonly created: string;
  readonly updated: string;
}

function seedTime(seeding: Seeding, signup: Ref, starts: number, { created, updated }: Times): void {
  seeding.add(
    'SignupTime',
    {
      all_day: false,
      created_at: created,
      ends_at: timestamp(starts + 8 * HOUR),
      starts_at: timestamp(starts),
      updated_at: updated,
    },
    { signup },
  );
}

function seedLocation(
  seeding: Seeding,
  signup: Ref,
  { online }: SignupName,
  { created, updated }: Times,
): void {
  const place = seeding.dice.pick(PLACES);
  const street = seeding.dice.library.location.streetAddress();
  const address = `${street}, ${place.city}, CA ${place.zip}`;
  seeding.add(
    'SignupLocation',
    {
      address_data: online ? null : { city: place.city, state: 'CA', street, zip: place.zip },
      created_at: created,
      formatted_address: online ? null : `${street}\n${place.city}`,
      full_formatted_address: online ? null : address,
      latitude: online ? null : place.latitude,
      location_type: online ? 'online' : 'address',
      longitude: online ? null : place.longitude,
      name: online ? 'Online' : `${place.city} Hall`,
      subpremise: null,
      updated_at: updated,
      url: online ? 'https://meet.example.org/class' : null,
    },
    { signup },
  );
}
