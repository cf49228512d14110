import type { Ref } from '../../store/record.ts';
import { DAY, FIRST_DAY, REFERENCE_DAY } from '../dates.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { Seeding } from '../seeding.ts';
import { drawHome, seedContacts, type Contacts, type ContactSources } from './contacts.ts';
import { drawFamily } from './family.ts';
import { addPerson, type Member } from './person.ts';
import type { Reference } from './reference.ts';

/** A person and how to reach them. */
export type ReachableMember = Member & Contacts;

export interface HouseholdOptions {
  readonly people: number;
  readonly campuses: readonly Ref[];
  readonly reference: Reference;
  readonly sources: ContactSources;
}

/** Fills the church with exactly so many people. The first is an adult, and the site's administrator. */
export function seedHouseholds(seeding: Seeding, options: HouseholdOptions): readonly ReachableMember[] {
  const members: ReachableMember[] = [];
  for (let household = 0; members.length < options.people; household++) {
    const joined = drawJoined(seeding, members.length / options.people);
    const newcomers = seedFamily(seeding, options, { household, joined, before: members });
    addHousehold(seeding, newcomers, joined);
    members.push(...newcomers);
  }
  return members;
}

/** Later households have come later, give or take a month: their ids follow the calendar, but not strictly. */
function drawJoined({ dice }: Seeding, progress: number): number {
  const day = FIRST_DAY + Math.floor(progress * (REFERENCE_DAY - FIRST_DAY));
  const jittered = dice.between(day - 30 * DAY, day + 30 * DAY);
  return Math.min(Math.max(jittered, FIRST_DAY), REFERENCE_DAY - DAY);
}

function seedFamily(
  seeding: Seeding,
  { people, campuses, reference, sources }: HouseholdOptions,
  { household, joined, before }: { household: number; joined: number; before: readonly Member[] },
): ReachableMember[] {
  const { dice } = seeding;
  const family = drawFamily(dice, people - before.length);
  const campus = dice.maybe(0.85, () => dice.pick(campuses));
  const home = drawHome(seeding, sources);
  const members: ReachableMember[] = [];
  for (const relative of family.relatives) {
    const administrator = (before[0] ?? members[0])?.ref ?? null;
    const member = addPerson(seeding, {
      family,
      relative,
      household,
      joined,
      campus,
      reference,
      administrator,
    });
    members.push({ ...member, ...seedContacts(seeding, sources, member, home) });
  }
  return members;
}

function addHousehold(seeding: Seeding, members: readonly Member[], joined: number): void {
  const [contact] = members;
  if (!contact) return;
  const created = timestamp(joined);
  const household = seeding.addRef(
    'Household',
    {
      avatar: null,
      created_at: created,
      name: `${contact.lastName} Household`,
      updated_at: created,
    },
    { people: members.map(({ ref }) => ref), primary_contact: contact.ref },
  );
  for (const { ref: person, relative } of members) {
    seeding.add(
      'HouseholdMembership',
      { household_role: relative.role, pending: false },
      { household, person },
    );
  }
}
