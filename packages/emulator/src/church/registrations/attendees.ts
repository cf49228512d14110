import type { Ref } from '../../store/record.ts';
import { timestamp } from '../../store/timestamp.ts';
import { HOUR } from '../dates.ts';
import type { ReachableMember } from '../people/households.ts';
import type { Congregation } from '../people/seed-people.ts';
import type { Seeding } from '../seeding.ts';
import type { SeededSignup } from './signup.ts';

/** The members of each household, an adult first. */
export function familiesOf({ members }: Congregation): readonly (readonly ReachableMember[])[] {
  const families = new Map<number, ReachableMember[]>();
  for (const member of members) {
    const family = families.get(member.household);
    if (family) family.push(member);
    else families.set(member.household, [member]);
  }
  return [...families.values()].filter(([head]) => head?.adult);
}

/** Signs up some families: as many as there is room for, a few on the waiting list and a few who canceled. */
export function seedRegistrations(
  seeding: Seeding,
  signup: SeededSignup,
  families: readonly (readonly ReachableMember[])[],
): void {
  const { dice } = seeding;
  const [first, ...others] = families;
  const coming = [
    first,
    ...dice.some(others.slice(0, NEAREST), Math.min(MOST_FAMILIES, Math.ceil(others.length * 0.1))),
  ];
  const room = new Room(signup);
  for (const family of coming) if (family) seedRegistration(seeding, signup, family, room);
}

const MOST_FAMILIES = 25;
/** Whom to draw from: to copy a large church for each signup would take long. */
const NEAREST = 1000;

/** Places that are still to be had. */
class Room {
  readonly #left = new Map<string, number>();
  #all: number;

  constructor({ definition, selections }: SeededSignup) {
    this.#all = definition.capacity ?? Number.POSITIVE_INFINITY;
    for (const { ref, capacity } of selections) this.#left.set(ref.id, capacity ?? Number.POSITIVE_INFINITY);
  }

  /** Whether there was one. */
  take({ id }: Ref): boolean {
    const left = this.#left.get(id) ?? 0;
    if (left < 1 || this.#all < 1) return false;
    this.#left.set(id, left - 1);
    this.#all -= 1;
    return true;
  }
}

function seedRegistration(
  seeding: Seeding,
  signup: SeededSignup,
  family: readonly ReachableMember[],
  room: Room,
): void {
  const [contact] = family;
  if (!contact) return;
  const { dice } = seeding;
  const made = dice.between(signup.opened, signup.until);
  const at = timestamp(made);
  const registration = seeding.addRef(
    'Registration',
    { created_at: at, updated_at: at },
    { created_by: contact.ref, registrant_contact: contact.ref, signup: signup.ref },
  );
  const attending = signup.definition.category === 'Camps' ? family : family.filter(({ adult }) => adult);
  for (const member of attending) {
    const selection = (member.adult ? undefined : signup.selections[1]) ?? signup.selections[0];
    if (!selection) return;
    const canceled = !member.first && dice.chance(0.06);
    const placed = !canceled && room.take(selection.ref);
    seeding.add(
      'Attendee',
      {
        active: placed,
        canceled,
        complete: true,
        created_at: at,
        updated_at: canceled ? timestamp(Math.max(made, signup.until - HOUR)) : at,
        waitlisted: !placed && !canceled,
        waitlisted_at: placed || canceled ? null : at,
      },
      {
        emergency_contact: seedEmergencyContact(seeding, contact),
        person: member.ref,
        registration,
        selection_type: selection.ref,
        signup: signup.ref,
      },
    );
  }
}

function seedEmergencyContact(seeding: Seeding, { name, phone }: ReachableMember): Ref | null {
  return phone ? seeding.addRef('EmergencyContact', { name, phone_number: phone.national }) : null;
}
