import type { Ref } from '../../store/record.ts';
import { HOUR } from '../dates.ts';
import { timestamp } from '../../store/timestamp.ts';
import type { Seeding } from '../seeding.ts';
import { SERVICE_LENGTH, type Calendar } from './calendar.ts';
import type { PlanDraft } from './plans.ts';
import type { SeededTeam } from './teams.ts';

/** When the teams of a plan are there. */
export interface SeededTimes {
  readonly services: readonly Ref[];
  /** Of rehearsals and of the huddle before the service. */
  readonly others: readonly Ref[];
}

/** Gives a plan its rehearsal, the time when everybody comes together, and its services. */
export function seedPlanTimes(
  seeding: Seeding,
  calendar: Calendar,
  { draft, teams }: { draft: PlanDraft; teams: readonly SeededTeam[] },
): SeededTimes {
  const { kind } = draft.serviceType;
  const { rehearsal, huddle, weekday } = kind;
  const rehearsing = teams.filter(({ rehearses }) => rehearses);
  const add = (day: number, minute: number, time: Omit<TimeOptions, 'starts'>): Ref =>
    addPlanTime(seeding, draft, { ...time, starts: calendar.at(draft.week, day, minute) });
  const others = [
    add(weekday - rehearsal.daysBefore, rehearsal.starts, {
      type: 'rehearsal',
      name: 'Rehearsal',
      length: 1.5 * HOUR,
      teams: rehearsing,
    }),
  ];
  if (huddle !== null) {
    others.push(add(weekday, huddle, { type: 'other', name: 'Huddle', length: HOUR / 4, teams }));
  }
  const services = kind.starts.map((minute) =>
    add(weekday, minute, { type: 'service', name: null, length: SERVICE_LENGTH, teams }),
  );
  return { services, others };
}

interface TimeOptions {
  readonly type: 'other' | 'rehearsal' | 'service';
  readonly name: string | null;
  readonly starts: number;
  readonly length: number;
  readonly teams: readonly SeededTeam[];
}

function addPlanTime(seeding: Seeding, { plan, created }: PlanDraft, options: TimeOptions): Ref {
  const teams = options.teams.map(({ ref }) => ref);
  return seeding.addRef(
    'PlanTime',
    {
      created_at: timestamp(created),
      ends_at: timestamp(options.starts + options.length),
      live_ends_at: null,
      live_starts_at: null,
      name: options.name,
      recorded: false,
      scheduled_team_ids: teams.map(({ id }) => id),
      starts_at: timestamp(options.starts),
      team_reminders: [],
      time_type: options.type,
      updated_at: timestamp(created),
    },
    { assigned_positions: [], assigned_teams: teams, plan },
  );
}
