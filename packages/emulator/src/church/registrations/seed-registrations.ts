import { identify } from '../../store/identifiers.ts';
import type { Church } from '../../store/church.ts';
import { timestamp } from '../../store/timestamp.ts';
import { FIRST_DAY, REFERENCE_DAY } from '../dates.ts';
import type { Dice } from '../dice.ts';
import { foundOrganization } from '../found-organization.ts';
import type { Congregation } from '../people/seed-people.ts';
import { seedTwins } from '../seed-twins.ts';
import { Seeding } from '../seeding.ts';
import { Calendar } from '../services/calendar.ts';
import { SIGNUP_CATEGORIES, SIGNUPS } from '../words/registrations.ts';
import { familiesOf, seedRegistrations } from './attendees.ts';
import { seedSignup } from './signup.ts';

/** Fills the Registrations app; what people sign up for is around the church's own today. */
export function seedRegistrationsApp(church: Church, congregation: Congregation, dice: Dice): void {
  const store = church.app('registrations');
  foundOrganization(church, 'registrations', congregation, {
    created_at: timestamp(FIRST_DAY),
    name: congregation.name,
    updated_at: timestamp(REFERENCE_DAY),
  });
  seedTwins(church, 'registrations');
  const seeding = new Seeding(store, dice, congregation.organization);
  const times = { created_at: timestamp(FIRST_DAY), updated_at: timestamp(FIRST_DAY) };
  const categories = new Map(
    SIGNUP_CATEGORIES.map((name) => {
      const { created_at, updated_at } = times;
      return [name, seeding.addRef('Category', { created_at, name, updated_at })] as const;
    }),
  );
  const calendar = new Calendar(church.now());
  const [campus] = store.all('Campus');
  const families = familiesOf(congregation);
  for (const definition of SIGNUPS) {
    const category = categories.get(definition.category);
    const signup = seedSignup(seeding, calendar, {
      definition,
      categories: category ? [category] : [],
      campuses: campus ? [identify(campus)] : [],
    });
    seedRegistrations(seeding, signup, families);
  }
}
