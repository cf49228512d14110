import { identify } from '../../store/identifiers.ts';
import type { Ref, StoredRecord } from '../../store/record.ts';
import { FIRST_DAY } from '../dates.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { Seeding } from '../seeding.ts';
import { TEAMS } from '../words/service-types.ts';
import type { SeededServiceType } from './service-types.ts';
import type { Volunteer } from './volunteers.ts';

/** A team of a service type. */
export interface SeededTeam {
  readonly ref: Ref;
  readonly record: StoredRecord;
  readonly name: string;
  readonly rehearses: boolean;
  readonly serviceType: SeededServiceType;
  readonly positions: readonly SeededPosition[];
}

export interface SeededPosition {
  readonly name: string;
  readonly ref: Ref;
  /** Whoever can serve there. */
  readonly candidates: readonly Volunteer[];
}

/** Makes the teams of all service types and gives each volunteer positions: where there are few, more of them. */
export function seedTeams(
  seeding: Seeding,
  serviceTypes: readonly SeededServiceType[],
  volunteers: readonly Volunteer[],
): readonly SeededTeam[] {
  const teams = serviceTypes.flatMap((serviceType) =>
    serviceType.kind.teams.map((name, sequence) => seedTeam(seeding, { serviceType, name, sequence })),
  );
  const positions = teams.flatMap((team) => team.positions.map((position) => ({ team, position })));
  const leading = positions.slice(0, 1);
  const most = volunteers.length < positions.length ? 4 : 2;
  for (const volunteer of volunteers) {
    const chosen = volunteer.first ? leading : seeding.dice.some(positions, seeding.dice.int(1, most));
    for (const { team, position } of chosen) assignPosition(seeding, { team, position, volunteer });
  }
  for (const team of teams) seedLeader(seeding, team, volunteers);
  return teams;
}

interface OpenTeam extends SeededTeam {
  readonly positions: readonly OpenPosition[];
}

interface OpenPosition extends SeededPosition {
  readonly candidates: Volunteer[];
}

function seedTeam(
  seeding: Seeding,
  { serviceType, name, sequence }: { serviceType: SeededServiceType; name: string; sequence: number },
): OpenTeam {
  const { rehearses = false, positions = [] } = TEAMS[name] ?? {};
  const record = seeding.add('Team', teamAttributes(name, sequence, rehearses), {
    default_responds_to: null,
    service_type: serviceType.ref,
    service_types: [serviceType.ref],
  });
  const ref = identify(record);
  return {
    ref,
    record,
    name,
    rehearses,
    serviceType,
    positions: positions.map((position, index) => ({
      name: position,
      ref: seeding.addRef(
        'TeamPosition',
        { name: position, negative_tag_groups: [], sequence: index, tag_groups: [], tags: [] },
        { attachment_types: [], tags: [], team: ref },
      ),
      candidates: [],
    })),
  };
}

function teamAttributes(name: string, sequence: number, rehearses: boolean): StoredRecord['attributes'] {
  const created = timestamp(FIRST_DAY);
  return {
    archived_at: null,
    assigned_directly: false,
    created_at: created,
    default_prepare_notifications: true,
    default_status: 'U',
    deleted_at: null,
    last_plan_from: null,
    name,
    rehearsal_team: rehearses,
    schedule_to: 'plan',
    secure_team: false,
    sequence,
    stage_color: null,
    stage_variant: null,
    updated_at: created,
    viewers_see: 0,
  };
}

function assignPosition(
  seeding: Seeding,
  { team, position, volunteer }: { team: OpenTeam; position: OpenPosition; volunteer: Volunteer },
): void {
  const { dice, store } = seeding;
  const assigned = timestamp(volunteer.updated);
  const { timePreferences } = team.serviceType;
  const picky = timePreferences.length > 1 && dice.chance(0.3);
  seeding.add(
    'PersonTeamPositionAssignment',
    {
      created_at: assigned,
      preferred_weeks: [],
      schedule_preference: dice.weighted(PREFERENCES),
      updated_at: assigned,
    },
    {
      person: volunteer.ref,
      team_position: position.ref,
      time_preference_options: picky ? [dice.pick(timePreferences)] : [],
    },
  );
  position.candidates.push(volunteer);
  const person = store.get('Person', volunteer.ref.id);
  if (person && team.rehearses) person.attributes['assigned_to_rehearsal_team'] = true;
}

const PREFERENCES = [
  { weight: 40, value: 'Every week' },
  { weight: 25, value: 'Every other week' },
  { weight: 20, value: 'Once a month' },
  { weight: 15, value: 'Twice a month' },
];

/** One of its members, or the administrator where there is none. */
function seedLeader(seeding: Seeding, team: OpenTeam, [administrator]: readonly Volunteer[]): void {
  const members = team.positions.flatMap(({ candidates }) => candidates);
  const leader = members[0] ? seeding.dice.pick(members) : administrator;
  if (!leader) return;
  seeding.store.relate(team.record, { default_responds_to: leader.ref });
  seeding.add(
    'TeamLeader',
    {
      send_responses_for_accepts: seeding.dice.chance(0.5),
      send_responses_for_blockouts: true,
      send_responses_for_declines: true,
    },
    { person: leader.ref, team: team.ref },
  );
}
