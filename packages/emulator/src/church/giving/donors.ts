import type { AppStore } from '../../store/app-store.ts';
import type { Ref } from '../../store/record.ts';
import type { Congregation } from '../people/seed-people.ts';
import type { ReachableMember } from '../people/households.ts';
import type { Dice } from '../dice.ts';
import { shareOf } from '../share-of.ts';

/** Somebody who gives, and how. */
export interface Donor {
  readonly member: ReachableMember;
  readonly campus: Ref | null;
  /** What they give at a time. */
  readonly cents: number;
  /** How likely they give in a week. */
  readonly weekly: number;
  readonly way: 'card' | 'ach' | 'check' | 'cash';
  /** Another adult of the same household. */
  readonly spouse: Ref | null;
}

/** Two in five adults, and not more than is good for a large church; the administrator is among them. */
export function chooseDonors(dice: Dice, { members }: Congregation): readonly Donor[] {
  const [administrator, ...others] = members.filter(({ adult }) => adult);
  if (!administrator) return [];
  const adults = new Map<number, ReachableMember[]>();
  for (const member of [administrator, ...others]) {
    const household = adults.get(member.household);
    if (household) household.push(member);
    else adults.set(member.household, [member]);
  }
  const chosen = dice
    .some(others, shareOf(others, 0.4, MOST_DONORS))
    .sort((a, b) => Number(a.ref.id) - Number(b.ref.id));
  return [administrator, ...chosen].map((member) => ({
    member,
    campus: campusOf(member),
    cents: dice.weighted(AMOUNTS) * 100,
    weekly: member.first ? 0.9 : dice.weighted(HABITS),
    way: member.first ? 'card' : dice.weighted(WAYS),
    spouse: adults.get(member.household)?.find(({ ref }) => ref.id !== member.ref.id)?.ref ?? null,
  }));
}

const MOST_DONORS = 1500;

const AMOUNTS = [
  { weight: 25, value: 20 },
  { weight: 30, value: 50 },
  { weight: 25, value: 100 },
  { weight: 15, value: 250 },
  { weight: 5, value: 1000 },
];

const HABITS = [
  { weight: 25, value: 0.85 },
  { weight: 45, value: 0.25 },
  { weight: 30, value: 0.05 },
];

const WAYS: readonly { weight: number; value: Donor['way'] }[] = [
  { weight: 45, value: 'card' },
  { weight: 15, value: 'ach' },
  { weight: 25, value: 'check' },
  { weight: 15, value: 'cash' },
];

function campusOf({ record }: ReachableMember): Ref | null {
  const campus = record.relations['primary_campus'];
  return campus && 'type' in campus ? campus : null;
}

/** Tells Giving who may do what there, and the numbers under which the first donors have envelopes. */
export function numberDonors(store: AppStore, donors: readonly Donor[]): void {
  for (const [index, { member }] of donors.entries()) {
    const person = store.get('Person', member.ref.id);
    if (!person) continue;
    person.attributes['donor_number'] = index < ENVELOPES ? index + 1 : null;
    person.attributes['permissions'] = PERMISSIONS[index] ?? null;
  }
}

const ENVELOPES = 200;
const PERMISSIONS = ['administrator', 'reviewer', 'counter', 'bookkeeper'];
