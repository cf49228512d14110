import type { Church } from '../../store/church.ts';
import { TIME_ZONE } from '../dates.ts';
import type { Dice } from '../dice.ts';
import { foundOrganization } from '../found-organization.ts';
import type { Congregation } from '../people/seed-people.ts';
import { Seeding } from '../seeding.ts';
import { Calendar } from '../services/calendar.ts';
import { seedConflicts } from './conflicts.ts';
import { seedEvents } from './events.ts';
import { seedCalendars, seedFeed, seedJobs, seedReportTemplates, seedTags } from './lists.ts';
import { seedResources } from './resources.ts';
import { chooseStaff, seedStaff } from './staff.ts';

/** Fills the Calendar app: what happens in which rooms, from some weeks ago to some weeks ahead. */
export function seedCalendar(church: Church, congregation: Congregation, dice: Dice): void {
  foundOrganization(church, 'calendar', congregation, {
    calendar_starts_on: 'sunday',
    date_format: '%m/%d/%Y',
    name: congregation.name,
    onboarding: false,
    time_zone: TIME_ZONE,
    twenty_four_hour_time: false,
  });
  const seeding = new Seeding(church.app('calendar'), dice, congregation.organization);
  const staff = chooseStaff(dice, congregation.members);
  const [administrator] = staff;
  if (!administrator) return;
  seedStaff(seeding, staff);
  const calendars = seedCalendars(seeding);
  const tags = seedTags(seeding);
  const feed = seedFeed(seeding, { calendars, owner: administrator.ref });
  seedReportTemplates(seeding);
  const resources = seedResources(seeding, staff);
  const weeks = new Calendar(church.now());
  const events = seedEvents(seeding, {
    weeks,
    calendars,
    tags,
    feed,
    resources,
    staff,
    serviceTypes: church.app('services').all('ServiceType'),
  });
  seedConflicts(seeding, { events, resources, administrator: administrator.ref, now: church.now() });
  seedJobs(seeding, church.now());
}
