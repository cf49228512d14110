import { bySequence } from '../places.ts';
import { identify, refs } from '../../store/identifiers.ts';
import type { StoredRecord } from '../../store/record.ts';
import type { Surroundings } from '../../schema/app-model.ts';

/** What to take over from a plan or a template. */
export interface CopyOptions {
  readonly items: boolean;
  readonly notes: boolean;
  readonly people: boolean;
  /** Only people of these teams; of all when absent. */
  readonly teamIds: readonly string[] | undefined;
}

/** Copies items, notes and people of a plan or template into another, after those that it has. */
export function copyInto(
  target: StoredRecord,
  source: StoredRecord,
  { items, notes, people, teamIds }: CopyOptions,
  around: Surroundings,
): void {
  if (items) copyItems(target, source, around);
  if (notes) for (const note of parts('PlanNote', source, around)) copyPart(note, target, {}, around);
  if (!people) return;
  for (const member of parts('PlanPerson', source, around)) {
    const [team] = refs(member.relations['team']);
    if (teamIds && !teamIds.includes(team?.id ?? '')) continue;
    copyPart(member, target, { status: 'U', decline_reason: null, status_updated_at: null }, around);
  }
}

function copyItems(target: StoredRecord, source: StoredRecord, around: Surroundings): void {
  const { store } = around;
  const before = parts('Item', target, around).length;
  parts('Item', source, around)
    .sort(bySequence)
    .forEach((item, index) => {
      const copy = copyPart(item, target, { sequence: before + index + 1 }, around);
      for (const note of store.pointingAt('ItemNote', 'item', item)) {
        store.put({
          ...note,
          id: store.nextId('ItemNote'),
          attributes: { ...note.attributes, ...now(around) },
          relations: { ...note.relations, item: identify(copy) },
        });
      }
    });
}

function parts(type: string, owner: StoredRecord, { store }: Surroundings): StoredRecord[] {
  return store.pointingAt(type, owner.type === 'Plan' ? 'plan' : 'plan_template', owner);
}

/** Times are those of the plan that it came from, and not taken along. */
function copyPart(
  part: StoredRecord,
  target: StoredRecord,
  attributes: StoredRecord['attributes'],
  around: Surroundings,
): StoredRecord {
  const { store } = around;
  const isPlan = target.type === 'Plan';
  const times = part.type === 'PlanPerson' ? planTimes(target, around) : {};
  return store.put({
    type: part.type,
    id: store.nextId(part.type),
    attributes: { ...part.attributes, ...attributes, ...now(around) },
    relations: {
      ...part.relations,
      ...times,
      plan: isPlan ? identify(target) : null,
      plan_template: isPlan ? null : identify(target),
    },
  });
}

function planTimes(target: StoredRecord, { store }: Surroundings): StoredRecord['relations'] {
  const times = target.type === 'Plan' ? store.pointingAt('PlanTime', 'plan', target) : [];
  const services = times.filter(({ attributes }) => attributes['time_type'] === 'service');
  return { declined_plan_times: [], service_times: services.map(identify), times: times.map(identify) };
}

function now({ church }: Surroundings): StoredRecord['attributes'] {
  return { created_at: church.timestamp(), updated_at: church.timestamp() };
}
