import { actionRefused, attributeResourceNotFound } from '../../basics/api-error.ts';
import { identify, refs } from '../../store/identifiers.ts';
import { textOf, type Json, type Ref, type StoredRecord } from '../../store/record.ts';
import { related } from '../related.ts';
import type { ActionCall, AppModel, Surroundings } from '../../schema/app-model.ts';
import { schedulesOf } from './schedules.ts';

/** How people come to serve: they are asked, say yes or no, send somebody else, or sign up. */
export const scheduleActions: AppModel['actions'] = {
  'Plan.autoschedule': { run: autoschedule },
  'Schedule.accept': { run: accept },
  'Schedule.decline': { run: decline },
  'SignupSheet.accept': { run: signUp },
};

/** They may decline some of the times. */
function accept(call: ActionCall): StoredRecord {
  const declined = (call.relationships['declined_plan_times'] ?? []).map(identify);
  return answer(call, 'C', { declined_plan_times: declined });
}

function decline(call: ActionCall): StoredRecord {
  return answer(call, 'D', { declined_plan_times: refs(call.record.relations['times']) });
}

/** The answer is kept with their place in the plan, of which a schedule is the person's own view. */
function answer(call: ActionCall, status: 'C' | 'D', relations: StoredRecord['relations']): StoredRecord {
  const { record, attributes, around } = call;
  const { store, church } = around;
  const [place] = related(record, 'plan_person', around);
  const [person] = related(place, 'person', around);
  if (!place || !person) throw new Error(`The schedule ${record.id} has no place in a plan, or nobody's.`);
  const now = church.timestamp();
  const answered = store.change(place, {
    attributes: {
      status,
      decline_reason: status === 'D' ? (attributes['reason'] ?? null) : null,
      status_updated_at: now,
      updated_at: now,
    },
    relations,
  });
  replace(answered, call);
  const schedule = schedulesOf(person, around).find(({ id }) => id === record.id);
  if (!schedule) throw new Error(`The schedule ${record.id} is gone.`);
  return schedule;
}

/** Somebody else takes the place, at once when they are known to agree. */
function replace(place: StoredRecord, { attributes, around }: ActionCall): void {
  const id = attributes['replacement_id'] ?? null;
  if (id === null) return;
  const replacement = around.store.get('Person', textOf(id));
  if (!replacement) throw attributeResourceNotFound('replacement_id');
  addToPlan(
    {
      person: replacement,
      position: place.attributes['team_position_name'] ?? null,
      status: attributes['replacement_confirmed'] === true ? 'C' : 'U',
      relations: place.relations,
    },
    around,
  );
}

/** Asks those who can fill the plan's needed positions: who is assigned to one, free that day, and not asked yet. */
function autoschedule({ record: plan, relationships, around }: ActionCall): undefined {
  const { store } = around;
  const [team] = relationships['team'] ?? [];
  for (const needed of store.pointingAt('NeededPosition', 'plan', plan)) {
    const [of] = refs(needed.relations['team']);
    if (of && (!team || of.id === team.id)) fill(plan, needed, of, around);
  }
}

function fill(plan: StoredRecord, needed: StoredRecord, team: Ref, around: Surroundings): void {
  const { store } = around;
  const name = needed.attributes['team_position_name'] ?? null;
  const free = store
    .pointingAt('TeamPosition', 'team', team)
    .filter(({ attributes }) => attributes['name'] === name)
    .flatMap((position) => store.pointingAt('PersonTeamPositionAssignment', 'team_position', position))
    .flatMap((assignment) => related(assignment, 'person', around))
    .filter((person) => isFree(person, plan, around));
  const missing = Number(needed.attributes['quantity'] ?? 1);
  const asked = [...new Map(free.map((person) => [person.id, person])).values()].slice(0, missing);
  const times = store.pointingAt('PlanTime', 'plan', plan);
  for (const person of asked) {
    addToPlan(
      {
        person,
        position: name,
        status: 'U',
        relations: {
          plan: identify(plan),
          service_type: plan.relations['service_type'] ?? null,
          team,
          times: times.map(identify),
          service_times: times
            .filter(({ attributes }) => attributes['time_type'] === 'service')
            .map(identify),
        },
      },
      around,
    );
  }
  if (asked.length === missing) store.delete(needed);
  else store.change(needed, { attributes: { quantity: missing - asked.length } });
}

/** Neither asked for this plan already nor away on its day. */
function isFree(person: StoredRecord, plan: StoredRecord, { store }: Surroundings): boolean {
  const { sort_date: date } = plan.attributes;
  const asked = store
    .pointingAt('PlanPerson', 'plan', plan)
    .some(({ relations }) => refs(relations['person'])[0]?.id === person.id);
  const away = store
    .pointingAt('BlockoutDate', 'person', person)
    .some(
      ({ attributes }) =>
        typeof date === 'string' &&
        textOf(attributes['starts_at']) <= date &&
        date <= textOf(attributes['ends_at']),
    );
  return !asked && !away;
}

/** Whoever signs up has said yes. */
function signUp({ record: sheet, around }: ActionCall): undefined {
  const { store } = around;
  const [signup] = related(sheet, 'available_signup', around);
  const [person] = related(signup, 'person', around);
  const [plan] = related(sheet, 'plan', around);
  if (!person || !plan) throw actionRefused('SignupSheet', 'The sign-up is not open');
  addToPlan(
    {
      person,
      position: sheet.attributes['position_name'] ?? null,
      status: 'C',
      relations: {
        plan: identify(plan),
        service_type: plan.relations['service_type'] ?? null,
        team: sheet.relations['team'] ?? null,
        times: store.pointingAt('PlanTime', 'plan', plan).map(identify),
      },
    },
    around,
  );
  store.put({
    type: 'ScheduledPerson',
    id: store.nextId('ScheduledPerson'),
    attributes: { full_name: person.attributes['full_name'] ?? null, status: 'C', thumbnail: null },
    relations: { person: identify(person), signup_sheet: identify(sheet) },
  });
}

interface Place {
  readonly person: StoredRecord;
  readonly position: Json;
  readonly status: 'C' | 'U';
  /** Plan, service type, team and times. */
  readonly relations: StoredRecord['relations'];
}

function addToPlan({ person, position, status, relations }: Place, around: Surroundings): void {
  const { store, church, personId } = around;
  const now = church.timestamp();
  const scheduler = store.get('Person', personId);
  const sender = scheduler?.attributes['full_name'] ?? null;
  store.put({
    type: 'PlanPerson',
    id: store.nextId('PlanPerson'),
    attributes: {
      can_accept_partial: false,
      created_at: now,
      decline_reason: null,
      name: person.attributes['full_name'] ?? null,
      notes: null,
      notification_changed_at: null,
      notification_changed_by_name: null,
      notification_prepared_at: null,
      notification_read_at: null,
      notification_sender_name: sender,
      notification_sent_at: null,
      photo_thumbnail: person.attributes['photo_thumbnail_url'] ?? null,
      prepare_notification: true,
      scheduled_by_is_eligible_for_responds_to: true,
      scheduled_by_name: sender,
      status,
      status_updated_at: status === 'C' ? now : null,
      team_position_name: position,
      updated_at: now,
    },
    relations: {
      plan_template: null,
      service_times: [],
      time_preference_options: [],
      times: [],
      ...relations,
      declined_plan_times: [],
      person: identify(person),
      responds_to: scheduler ? identify(scheduler) : null,
      scheduled_by: scheduler ? identify(scheduler) : null,
    },
  });
}
