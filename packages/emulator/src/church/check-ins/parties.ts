import type { Church } from '../../store/church.ts';
import { refs } from '../../store/identifiers.ts';
import type { Dice } from '../dice.ts';
import type { ReachableMember } from '../people/households.ts';
import type { Congregation } from '../people/seed-people.ts';
import { familiesOf } from '../registrations/attendees.ts';
import { shareOf } from '../share-of.ts';
import type { SeededEvent } from './events.ts';

/** Who is checked in together. */
export interface Party {
  readonly members: readonly ReachableMember[];
  /** Who brings and fetches them; nobody for those who come alone. */
  readonly adults: readonly ReachableMember[];
  readonly kind: 'Regular' | 'Volunteer';
  /** How likely they come on a day. */
  readonly likely: number;
}

/** Who may come to an event: families with children of its age and whoever looks after them, or who signed up. */
export function choosePartiesFor(
  event: SeededEvent,
  congregation: Congregation,
  { dice, church }: { dice: Dice; church: Church },
): readonly Party[] {
  if (event.signup) return signedUp(event, congregation, church);
  const { ages, alone, team } = event.outline;
  const families = familiesOf(congregation)
    .map((family) => ({ adults: family.filter(isAround), children: family.filter(isAged(ages)) }))
    .filter(({ children, adults }) => children.length > 0 && adults.length > 0);
  const chosen = dice.some(families, shareOf(families, 0.75, MOST_FAMILIES));
  const parties = chosen.flatMap(({ adults, children }): Party[] => {
    const likely = dice.pick([0.3, 0.6, 0.9]);
    const common = { kind: 'Regular', likely } as const;
    if (alone) return children.map((child) => ({ ...common, members: [child], adults: [] }));
    return [{ ...common, members: children, adults }];
  });
  return team ? [...parties, ...volunteers(congregation, dice)] : parties;
}

const MOST_FAMILIES = 1000;
const MOST_VOLUNTEERS = 60;

function isAround({ adult, inactiveReason }: ReachableMember): boolean {
  return adult && !inactiveReason;
}

function isAged([youngest, oldest]: readonly [number, number]): (member: ReachableMember) => boolean {
  return ({ relative, inactiveReason }) =>
    !inactiveReason && relative.age >= youngest && relative.age <= oldest;
}

/** The administrator is one of them. */
function volunteers({ members }: Congregation, dice: Dice): Party[] {
  const [administrator, ...others] = members;
  const adults = others.filter(isAround);
  const chosen = adults.length === 0 ? [] : dice.some(adults, shareOf(adults, 0.05, MOST_VOLUNTEERS));
  return [administrator, ...chosen].flatMap((member) =>
    member ? [{ members: [member], adults: [], kind: 'Volunteer', likely: member.first ? 1 : 0.4 }] : [],
  );
}

/** Everybody who has a place, together with those whom the same registration is for. */
function signedUp({ signup }: SeededEvent, { members }: Congregation, church: Church): Party[] {
  if (!signup) return [];
  const registrations = church.app('registrations');
  const attendees = registrations
    .pointingAt('Attendee', 'signup', signup)
    .filter(({ attributes }) => attributes['active'] === true);
  const wanted = new Map(
    attendees.map(({ relations }) => [
      refs(relations['person'])[0]?.id ?? '',
      refs(relations['registration'])[0]?.id ?? '',
    ]),
  );
  const parties = new Map<string, ReachableMember[]>();
  for (const member of members) {
    const registration = wanted.get(member.ref.id);
    if (registration === undefined) continue;
    const party = parties.get(registration);
    if (party) party.push(member);
    else parties.set(registration, [member]);
  }
  return [...parties.values()].map((party) => ({
    members: party,
    adults: party.filter(({ adult }) => adult),
    kind: 'Regular',
    likely: 0.95,
  }));
}
