import type { Church } from '../../store/church.ts';
import { TIME_ZONE } from '../dates.ts';
import type { Dice } from '../dice.ts';
import { foundOrganization } from '../found-organization.ts';
import type { Congregation } from '../people/seed-people.ts';
import { seedTwins } from '../seed-twins.ts';
import { Seeding } from '../seeding.ts';
import { Calendar } from '../services/calendar.ts';
import { seedBooks } from './books.ts';
import { chooseDonors, numberDonors } from './donors.ts';
import { seedInKindDonations, seedPledges } from './pledges.ts';
import { seedRecurring } from './recurring.ts';
import { seedWeeks } from './weeks.ts';

/** Fills the Giving app with a quarter of a year up to the church's own today. */
export function seedGiving(church: Church, congregation: Congregation, dice: Dice): void {
  const store = church.app('giving');
  foundOrganization(church, 'giving', congregation, {
    name: congregation.name,
    text2give_enabled: true,
    time_zone: TIME_ZONE,
  });
  seedTwins(church, 'giving');
  const seeding = new Seeding(store, dice, congregation.organization);
  const donors = chooseDonors(dice, congregation);
  numberDonors(store, donors);
  const books = seedBooks(seeding);
  const calendar = new Calendar(church.now());
  const recurring = seedRecurring(seeding, { books, calendar, donors });
  const giving = { books, calendar, donors, recurring };
  seedWeeks(seeding, giving);
  seedPledges(seeding, giving);
  seedInKindDonations(seeding, giving);
}
