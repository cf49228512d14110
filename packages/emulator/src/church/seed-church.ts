import type { Church } from '../store/church.ts';
import { seedApi } from './api/seed-api.ts';
import { seedCalendar } from './calendar/seed-calendar.ts';
import { seedCheckIns } from './check-ins/seed-check-ins.ts';
import { Dice } from './dice.ts';
import { foundOrganization } from './found-organization.ts';
import { seedGiving } from './giving/seed-giving.ts';
import { seedGroups } from './groups/seed-groups.ts';
import type { Identity } from './people/organization.ts';
import { seedPeople } from './people/seed-people.ts';
import { seedPublishing } from './publishing/seed-publishing.ts';
import { seedRegistrationsApp } from './registrations/seed-registrations.ts';
import { seedServices } from './services/seed-services.ts';
import { seedWebhooks } from './webhooks/seed-webhooks.ts';

/** How a church is made: the same options make the same church. */
export interface SeedOptions extends Identity {
  readonly people: number;
  readonly seed: number;
}

/**
 * Fills an empty church with people and what they do. The same seed and number of people make the same church on
 * every day and machine; only what has a date in the other apps is around the church's own today.
 *
 * @throws RangeError when there are not 1 to 100,000 people
 */
export function seedChurch(church: Church, { people, seed, ...identity }: SeedOptions): void {
  if (!Number.isInteger(people) || people < 1 || people > 100_000) {
    throw new RangeError(`A church has 1 to 100,000 people, not ${people}.`);
  }
  // The generator takes 32 bits at a time.
  const words = [seed % 2 ** 32, Math.floor(seed / 2 ** 32)];
  // Each app has dice of its own, so that one more throw in People does not change Services.
  const congregation = seedPeople(church.app('people'), new Dice(...words, 1), { people, ...identity });
  seedServices(church, congregation, new Dice(...words, 2));
  seedGiving(church, congregation, new Dice(...words, 3));
  seedGroups(church, congregation, new Dice(...words, 4));
  seedRegistrationsApp(church, congregation, new Dice(...words, 5));
  foundOrganization(church, 'current', congregation, { name: congregation.name });
  seedCalendar(church, congregation, new Dice(...words, 13));
  seedCheckIns(church, congregation, new Dice(...words, 14));
  seedPublishing(church, congregation, new Dice(...words, 15));
  seedApi(church, congregation, new Dice(...words, 11));
  seedWebhooks(church, congregation, new Dice(...words, 12));
}
