import type { Church } from '../../store/church.ts';
import { TIME_ZONE } from '../dates.ts';
import type { Dice } from '../dice.ts';
import { foundOrganization } from '../found-organization.ts';
import type { Congregation } from '../people/seed-people.ts';
import { seedTwins } from '../seed-twins.ts';
import { Seeding } from '../seeding.ts';
import { Calendar } from '../services/calendar.ts';
import { seedApplications } from './applications.ts';
import { seedEvents } from './events.ts';
import { seedGroup } from './group.ts';
import { chooseMembers } from './members.ts';
import { seedTags, seedGroupTypes } from './types-and-tags.ts';

/** Fills the Groups app; meetings are around the church's own today. */
export function seedGroups(church: Church, congregation: Congregation, dice: Dice): void {
  const { name, members } = congregation;
  const [administrator] = members;
  if (!administrator) return;
  foundOrganization(church, 'groups', congregation, { name, time_zone: TIME_ZONE });
  seedTwins(church, 'groups');
  const seeding = new Seeding(church.app('groups'), dice, congregation.organization);
  const calendar = new Calendar(church.now());
  const types = seedGroupTypes(seeding, administrator);
  const tags = seedTags(seeding);
  for (const [index, belonging] of chooseMembers(dice, members).entries()) {
    const group = seedGroup(seeding, { index, belonging, types, tags });
    seedEvents(seeding, calendar, group);
    seedApplications(seeding, calendar, { group, everybody: members });
  }
}
