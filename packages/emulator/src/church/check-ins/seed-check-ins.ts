import type { Church } from '../../store/church.ts';
import { timestamp } from '../../store/timestamp.ts';
import { FIRST_DAY, REFERENCE_DAY, TIME_ZONE } from '../dates.ts';
import type { Dice } from '../dice.ts';
import { foundOrganization } from '../found-organization.ts';
import type { Congregation } from '../people/seed-people.ts';
import { seedTwins } from '../seed-twins.ts';
import { Seeding } from '../seeding.ts';
import { Calendar } from '../services/calendar.ts';
import { CHECK_IN_EVENTS } from '../words/check-ins.ts';
import { seedCheckInsOf } from './check-ins.ts';
import { seedEquipment, seedStations } from './equipment.ts';
import { seedEvent } from './events.ts';
import { seedLocations } from './locations.ts';
import { seedPasses } from './passes.ts';
import { choosePartiesFor } from './parties.ts';

/** Fills the Check-Ins app: who came in the last weeks to what the church does, and in which room they were. */
export function seedCheckIns(church: Church, congregation: Congregation, dice: Dice): void {
  const store = church.app('check-ins');
  foundOrganization(church, 'check-ins', congregation, {
    avatar_url: null,
    created_at: timestamp(FIRST_DAY),
    daily_check_ins: Math.max(150, Math.ceil(congregation.members.length / 100) * 100),
    date_format_pattern: '%m/%d/%Y',
    name: congregation.name,
    time_zone: TIME_ZONE,
    updated_at: timestamp(REFERENCE_DAY),
  });
  seedTwins(church, 'check-ins');
  const seeding = new Seeding(store, dice, congregation.organization);
  const equipment = seedEquipment(seeding);
  const calendar = new Calendar(church.now());
  const events = CHECK_IN_EVENTS.map((outline) =>
    seedEvent(seeding, outline, { equipment, calendar, church }),
  );
  const stations = seedStations(seeding, equipment, events);
  for (const event of events) {
    const locations = seedLocations(seeding, event, equipment, church);
    const station = stations.get(event.outline.station);
    if (!station) continue;
    const parties = choosePartiesFor(event, congregation, { dice, church });
    seedCheckInsOf(seeding, event, { locations, parties, station, calendar });
  }
  seedPasses(seeding, congregation);
}
