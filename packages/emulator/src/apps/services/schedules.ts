import type { Surroundings } from '../../schema/app-model.ts';
import { identify, refs } from '../../store/identifiers.ts';
import type { Json, Ref, StoredRecord } from '../../store/record.ts';

/** What a person is scheduled for: their places in plans, seen from their side. */
export function schedulesOf(person: StoredRecord, around: Surroundings): readonly StoredRecord[] {
  return around.store
    .pointingAt('PlanPerson', 'person', person)
    .map((planPerson) => scheduleOf(planPerson, person, around))
    .filter((schedule) => schedule !== undefined);
}

function scheduleOf(
  planPerson: StoredRecord,
  person: StoredRecord,
  { store }: Surroundings,
): StoredRecord | undefined {
  const target = (record: StoredRecord, relation: string): StoredRecord | undefined => {
    const [ref] = refs(record.relations[relation]);
    return ref && store.get(ref.type, ref.id);
  };
  const plan = target(planPerson, 'plan');
  if (!plan) return undefined;
  const [serviceType, team] = [target(plan, 'service_type'), target(planPerson, 'team')];
  const responds = target(planPerson, 'responds_to');
  const [organization] = store.all('Organization');
  return {
    type: 'Schedule',
    id: planPerson.id,
    attributes: {
      can_accept_partial: planPerson.attributes['can_accept_partial'] ?? false,
      can_accept_partial_one_time: false,
      can_rehearse: plan.attributes['rehearsable'] ?? false,
      dates: plan.attributes['dates'] ?? null,
      decline_reason: planPerson.attributes['decline_reason'] ?? null,
      organization_name: named(organization),
      organization_time_zone: organization?.attributes['time_zone'] ?? null,
      organization_twenty_four_hour_time: organization?.attributes['twenty_four_hour_time'] ?? null,
      person_name: person.attributes['full_name'] ?? null,
      plan_visible: true,
      plan_visible_to_me: true,
      position_display_times: null,
      responds_to_name: responds?.attributes['full_name'] ?? null,
      service_type_name: named(serviceType),
      short_dates: plan.attributes['short_dates'] ?? null,
      sort_date: plan.attributes['sort_date'] ?? null,
      status: planPerson.attributes['status'] ?? null,
      team_name: named(team),
      team_position_name: planPerson.attributes['team_position_name'] ?? null,
    },
    relations: {
      organization: identifyOne(organization),
      person: identifyOne(person),
      plan: identifyOne(plan),
      plan_person: identifyOne(planPerson),
      responds_to_person: identifyOne(responds),
      service_type: identifyOne(serviceType),
      team: identifyOne(team),
      times: refs(planPerson.relations['times']),
    },
  };
}

/** A person's answer for each time of a plan. */
export function planPersonTimes(planPerson: StoredRecord): readonly StoredRecord[] {
  const declined = refs(planPerson.relations['declined_plan_times']);
  return refs(planPerson.relations['times']).map((time) => ({
    type: 'PlanPersonTime',
    id: `${planPerson.id}${time.id}`,
    attributes: {
      created_at: planPerson.attributes['created_at'] ?? null,
      status: declined.some(({ id }) => id === time.id) ? 'D' : (planPerson.attributes['status'] ?? null),
      updated_at: planPerson.attributes['updated_at'] ?? null,
    },
    relations: {
      plan: planPerson.relations['plan'] ?? null,
      plan_person: identifyOne(planPerson),
      plan_time: time,
    },
  }));
}

function named(record: StoredRecord | undefined): Json {
  return record?.attributes['name'] ?? null;
}

function identifyOne(record: StoredRecord | undefined): Ref | null {
  return record ? identify(record) : null;
}
