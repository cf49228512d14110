import type { AppModel, Surroundings } from '../../schema/app-model.ts';
import { refs } from '../../store/identifiers.ts';
import { textOf, type StoredRecord } from '../../store/record.ts';
import { found, me, related } from '../related.ts';
import { liveOf } from './live.ts';
import { arrangementSections, contributors, publicView } from './singletons.ts';
import { planPersonTimes, schedulesOf } from './schedules.ts';
import { songItems, songSchedules } from './song-schedules.ts';

type Records = (record: StoredRecord, around: Surroundings) => readonly StoredRecord[];

const attached = { inverse: 'attachable' } as const;

/** Edges of Services that no relation leads along. */
export const servicesEdges: AppModel['edges'] = {
  'Organization.chat': {
    records: (_, { store }) =>
      store.all('Organization').map(({ id }) => ({ type: 'Chat', id, attributes: {}, relations: {} })),
  },
  'Organization.me': me,
  'Arrangement.attachments': attached,
  'Arrangement.sections': { records: arrangementSections },
  'Folder.folders': { inverse: 'parent' },
  'Item.attachments': attached,
  'Key.attachments': attached,
  'Live.controller': { records: (live, around) => related(planOf(live, around), 'live_controller', around) },
  'Live.current_item_time': {
    records: (live, around) => related(planOf(live, around), 'live_item_time', around),
  },
  'Live.items': { records: pointing('Item', 'plan') },
  'Live.next_item_time': {
    records: (live, around) => related(planOf(live, around), 'live_next_item_time', around),
  },
  'Live.service_type': { records: (live, around) => related(planOf(live, around), 'service_type', around) },
  'Live.watchable_plans': { records: (live, around) => found(planOf(live, around)) },
  'Media.attachments': attached,
  'Person.schedules': { records: schedulesOf },
  'Plan.all_attachments': {
    records: (plan, around) => [
      ...around.store.pointingAt('Attachment', 'attachable', plan),
      ...around.store
        .pointingAt('Item', 'plan', plan)
        .flatMap((item) =>
          [[item], related(item, 'song', around), related(item, 'arrangement', around)].flat(),
        )
        .flatMap((owner) => around.store.pointingAt('Attachment', 'attachable', owner)),
    ],
  },
  'Plan.attachments': attached,
  'Plan.contributors': { records: contributors },
  'Plan.live': { records: (plan, around) => [liveOf(plan, around)] },
  'Plan.my_schedules': {
    records: (plan, around) =>
      found(around.store.get('Person', around.personId)).flatMap((me) =>
        schedulesOf(me, around).filter(({ relations }) => refs(relations['plan'])[0]?.id === plan.id),
      ),
  },
  'Plan.next_plan': { records: (plan, around) => neighbour(plan, 1, around) },
  'Plan.previous_plan': { records: (plan, around) => neighbour(plan, -1, around) },
  'Plan.signup_teams': { records: () => [] },
  'PlanPerson.plan_person_times': { records: planPersonTimes },
  'PlanPerson.plan_times': { own: 'times' },
  'Schedule.plan_times': { own: 'times' },
  'Schedule.declined_plan_times': {
    records: (schedule, around) =>
      related(schedule, 'plan_person', around).flatMap((planPerson) =>
        related(planPerson, 'declined_plan_times', around),
      ),
  },
  'Schedule.respond_to': { own: 'responds_to_person' },
  'ServiceType.attachments': attached,
  'ServiceType.plan_person_times': {
    records: (serviceType, around) =>
      plansOf(serviceType, around)
        .flatMap((plan) => around.store.pointingAt('PlanPerson', 'plan', plan))
        .flatMap((planPerson) => planPersonTimes(planPerson)),
  },
  'ServiceType.plan_times': {
    records: (serviceType, around) =>
      plansOf(serviceType, around).flatMap((plan) => around.store.pointingAt('PlanTime', 'plan', plan)),
  },
  'ServiceType.plans': { inverse: 'service_type' },
  'ServiceType.public_view': { records: (serviceType) => [publicView(serviceType)] },
  'ServiceType.team_positions': {
    records: (serviceType, around) =>
      teamsOf(serviceType, around).flatMap((team) => around.store.pointingAt('TeamPosition', 'team', team)),
  },
  'ServiceType.teams': { records: teamsOf, inverse: 'service_type' },
  'ServiceType.unscoped_plans': { inverse: 'service_type' },
  'Song.attachments': attached,
  'Song.last_scheduled_item': {
    records: (song, around) => songItems(song, around, { upTo: around.church.timestamp() }).slice(-1),
  },
  'Song.song_schedules': { records: songSchedules },
  'Song.unscoped_arrangements': { inverse: 'song' },
  'Team.people': {
    records: (team, around) => [
      ...new Set(assignmentsOf(team, around).flatMap((assignment) => related(assignment, 'person', around))),
    ],
  },
  'Team.person_team_position_assignments': { records: assignmentsOf },
  'TeamLeader.people': { own: 'person' },
};

/** The plans of the same service type just before or after one, by their dates. */
function neighbour(plan: StoredRecord, step: 1 | -1, around: Surroundings): readonly StoredRecord[] {
  const [serviceType] = related(plan, 'service_type', around);
  if (!serviceType) return [];
  const plans = plansOf(serviceType, around)
    .filter(({ attributes }) => typeof attributes['sort_date'] === 'string')
    .sort((a, b) => (textOf(a.attributes['sort_date']) < textOf(b.attributes['sort_date']) ? -1 : 1));
  const index = plans.findIndex(({ id }) => id === plan.id);
  return index === -1 ? [] : found(plans[index + step]);
}

function plansOf(serviceType: StoredRecord, { store }: Surroundings): StoredRecord[] {
  return store.pointingAt('Plan', 'service_type', serviceType);
}

/** A team belongs to one service type, or is shared by several. */
function teamsOf(serviceType: StoredRecord, { store }: Surroundings): readonly StoredRecord[] {
  const own = store.pointingAt('Team', 'service_type', serviceType);
  return [...new Set([...own, ...store.pointingAt('Team', 'service_types', serviceType)])];
}

function assignmentsOf(team: StoredRecord, { store }: Surroundings): readonly StoredRecord[] {
  return store
    .pointingAt('TeamPosition', 'team', team)
    .flatMap((position) => store.pointingAt('PersonTeamPositionAssignment', 'team_position', position));
}

function planOf(live: StoredRecord, { store }: Surroundings): StoredRecord | undefined {
  return store.get('Plan', live.id);
}

function pointing(type: string, relation: string): Records {
  return (record, around) => {
    const plan = planOf(record, around);
    return plan ? around.store.pointingAt(type, relation, plan) : [];
  };
}
