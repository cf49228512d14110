import type { Ref, StoredRecord } from '../../store/record.ts';
import { DAY } from '../dates.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { Dice } from '../dice.ts';
import type { Seeding } from '../seeding.ts';
import { DECLINE_REASONS } from '../words/services.ts';
import type { Blockouts } from './blockouts.ts';
import type { SeededTimes } from './plan-times.ts';
import type { PlanDraft } from './plans.ts';
import type { SeededPosition, SeededTeam } from './teams.ts';
import type { Volunteer } from './volunteers.ts';

export interface ScheduleOptions {
  readonly draft: PlanDraft;
  readonly times: SeededTimes;
  readonly teams: readonly SeededTeam[];
  readonly blockouts: Blockouts;
  /** Who asks people to serve. */
  readonly scheduler: Volunteer;
}

/** Asks one person for each position, nobody twice and nobody who is away; what nobody takes is still needed. */
export function seedPlanPeople(seeding: Seeding, options: ScheduleOptions): void {
  const { draft, blockouts } = options;
  const asked = new Set<Volunteer>();
  for (const team of options.teams) {
    for (const position of team.positions) {
      const free = position.candidates.filter(
        (volunteer) => !asked.has(volunteer) && !blockouts.covers(volunteer.ref.id, draft.starts),
      );
      const volunteer = free.length > 0 && seeding.dice.chance(0.92) ? seeding.dice.pick(free) : null;
      if (volunteer) asked.add(volunteer);
      const status = volunteer ? drawStatus(seeding.dice, draft) : 'D';
      if (volunteer) addPlanPerson(seeding, options, { team, position, volunteer, status });
      if (status === 'D') addNeededPosition(seeding, draft, { team, position });
    }
  }
}

type Status = 'C' | 'D' | 'U';

interface Assignment {
  readonly team: SeededTeam;
  readonly position: SeededPosition;
  readonly volunteer: Volunteer;
  readonly status: Status;
}

/** The nearer the day, the fewer have not answered. */
function drawStatus(dice: Dice, { week }: PlanDraft): Status {
  if (dice.chance(0.06)) return 'D';
  return dice.chance(week < 0 ? 0.04 : 0.15 + week * 0.1) ? 'U' : 'C';
}

function addPlanPerson(
  seeding: Seeding,
  { draft, times, scheduler }: ScheduleOptions,
  assignment: Assignment,
): void {
  const { team, volunteer, status } = assignment;
  const there = [...(team.rehearses ? times.others : times.others.slice(1)), ...times.services];
  seeding.add('PlanPerson', planPersonAttributes(seeding.dice, draft, { ...assignment, scheduler }), {
    declined_plan_times: status === 'D' ? there : [],
    person: volunteer.ref,
    plan: draft.plan,
    plan_template: null,
    responds_to: respondsTo(team) ?? scheduler.ref,
    scheduled_by: scheduler.ref,
    service_times: [...times.services],
    service_type: draft.serviceType.ref,
    team: team.ref,
    time_preference_options: [],
    times: there,
  });
}

function respondsTo({ record }: SeededTeam): Ref | null {
  const leader = record.relations['default_responds_to'];
  return leader && 'type' in leader ? leader : null;
}

function planPersonAttributes(
  dice: Dice,
  { created }: PlanDraft,
  { position, volunteer, status, scheduler }: Assignment & { scheduler: Volunteer },
): StoredRecord['attributes'] {
  const answered = status === 'U' ? null : timestamp(created + dice.int(1, 3) * DAY);
  const prepared = timestamp(created);
  return {
    can_accept_partial: false,
    created_at: prepared,
    decline_reason: status === 'D' ? dice.pick(DECLINE_REASONS) : null,
    name: volunteer.name,
    notes: null,
    notification_changed_at: null,
    notification_changed_by_name: null,
    notification_prepared_at: prepared,
    notification_read_at: answered,
    notification_sender_name: scheduler.name,
    notification_sent_at: prepared,
    photo_thumbnail: volunteer.avatar,
    prepare_notification: true,
    scheduled_by_is_eligible_for_responds_to: true,
    scheduled_by_name: scheduler.name,
    status,
    status_updated_at: answered,
    team_position_name: position.name,
    updated_at: answered ?? prepared,
  };
}

function addNeededPosition(
  seeding: Seeding,
  { plan }: PlanDraft,
  { team, position }: Pick<Assignment, 'position' | 'team'>,
): void {
  seeding.add(
    'NeededPosition',
    { quantity: 1, scheduled_to: 'plan', team_position_name: position.name },
    { plan, team: team.ref, time: null, time_preference_option: null },
  );
}
