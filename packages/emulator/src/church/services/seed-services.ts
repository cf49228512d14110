import type { Church } from '../../store/church.ts';
import type { Dice } from '../dice.ts';
import type { Congregation } from '../people/seed-people.ts';
import { seedBlockouts } from './blockouts.ts';
import { Calendar } from './calendar.ts';
import { seedLibrary } from './library.ts';
import { seedMedia } from './media.ts';
import { seedOrganization } from './organization.ts';
import { seedPlans } from './plans.ts';
import { seedServiceTypes } from './service-types.ts';
import { seedSongs } from './songs.ts';
import { seedTeams } from './teams.ts';
import { chooseVolunteers, seedVolunteers } from './volunteers.ts';

/** Fills the Services app. All that is drawn is the same on every day; the dates of plans are those around today. */
export function seedServices(church: Church, congregation: Congregation, dice: Dice): void {
  const { members, name } = congregation;
  const volunteers = chooseVolunteers(dice, members);
  const [administrator] = volunteers;
  if (!administrator) return;
  const seeding = seedOrganization(church.app('services'), dice, {
    congregation,
    volunteers: volunteers.length,
  });
  const library = seedLibrary(seeding);
  seedVolunteers(seeding, volunteers, [...(library.tags.get('Languages')?.values() ?? [])]);
  const serviceTypes = seedServiceTypes(seeding, members.length);
  const teams = seedTeams(seeding, serviceTypes, volunteers);
  const repertoire = {
    songs: seedSongs(seeding, library, administrator.ref),
    media: seedMedia(seeding, library, administrator),
  };
  const calendar = new Calendar(church.now());
  const blockouts = seedBlockouts(seeding, calendar, { volunteers, organizationName: name });
  seedPlans(seeding, { calendar, serviceTypes, teams, repertoire, blockouts, administrator });
}
