import { actionRefused } from '../../basics/api-error.ts';
import { identify } from '../../store/identifiers.ts';
import type { StoredRecord } from '../../store/record.ts';
import { related } from '../related.ts';
import type { ActionCall, AppModel, Surroundings } from '../../schema/app-model.ts';
import { whoAsks } from '../../schema/who-asks.ts';
import { liveOf, playedItems } from './live.ts';

/** The live view of a plan goes through its items; the plan keeps where it is, and who leads. */
export const liveActions: AppModel['actions'] = {
  'Live.go_to_next_item': { run: (call) => step(call, 1) },
  'Live.go_to_previous_item': { run: (call) => step(call, -1) },
  'Live.toggle_control': { run: toggleControl },
};

function step({ record: { id }, around }: ActionCall, by: 1 | -1): StoredRecord {
  const { store } = around;
  const plan = planOf(id, around);
  const items = playedItems(plan, around);
  const [current] = related(plan, 'live_item_time', around);
  const [playing] = related(current, 'item', around);
  const at = items.findIndex((item) => item.id === playing?.id);
  const next = at === -1 && by === -1 ? undefined : items[at + by];
  if (!next) throw actionRefused('Live', by === 1 ? 'There is no next item' : 'There is no previous item');
  const now = around.church.timestamp();
  if (current) store.change(current, { attributes: { live_end_at: now } });
  // What was to come next does not come, unless it is what begins now.
  for (const waiting of related(plan, 'live_next_item_time', around)) store.delete(waiting);
  const begun = addItemTime(plan, next, now, around);
  const after = items[at + by + 1];
  const relations = {
    live_item_time: identify(begun),
    live_next_item_time: after ? identify(addItemTime(plan, after, null, around)) : null,
  };
  return liveOf(store.change(plan, { relations }), around);
}

function addItemTime(
  plan: StoredRecord,
  item: StoredRecord,
  start: string | null,
  around: Surroundings,
): StoredRecord {
  const { store } = around;
  return store.put({
    type: 'ItemTime',
    id: store.nextId('ItemTime'),
    attributes: {
      exclude: false,
      length: item.attributes['length'] ?? 0,
      length_offset: 0,
      live_end_at: null,
      live_start_at: start,
    },
    relations: { item: identify(item), plan: identify(plan), plan_time: planTime(plan, around) },
  });
}

/** Whoever has control gives it back; from anybody else it is taken. */
function toggleControl({ record: { id }, around }: ActionCall): StoredRecord {
  const { store, personId } = around;
  const plan = planOf(id, around);
  const [controller] = related(plan, 'live_controller', around);
  const taken = controller?.id === personId ? null : whoAsks(around);
  return liveOf(store.change(plan, { relations: { live_controller: taken } }), around);
}

function planOf(id: string, { store }: Surroundings): StoredRecord {
  const plan = store.get('Plan', id);
  if (!plan) throw new Error(`There is a live view of the plan ${id}, and no plan.`);
  return plan;
}

/** The plan's first service. */
function planTime(plan: StoredRecord, { store }: Surroundings): { type: string; id: string } | null {
  const first = store
    .pointingAt('PlanTime', 'plan', plan)
    .find(({ attributes }) => attributes['time_type'] === 'service');
  return first ? identify(first) : null;
}
