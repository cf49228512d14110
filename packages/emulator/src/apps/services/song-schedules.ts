import type { Surroundings } from '../../schema/app-model.ts';
import { refs } from '../../store/identifiers.ts';
import { textOf, type StoredRecord } from '../../store/record.ts';

/** The items of plans that play a song, by the dates of their plans. */
export function songItems(
  song: StoredRecord,
  { store }: Surroundings,
  { upTo }: { upTo?: string } = {},
): StoredRecord[] {
  return store
    .pointingAt('Item', 'song', song)
    .map((item) => ({ item, date: planOf(item, store)?.attributes['sort_date'] }))
    .filter(({ date }) => typeof date === 'string' && (upTo === undefined || date <= upTo))
    .sort((a, b) => (textOf(a.date) < textOf(b.date) ? -1 : 1))
    .map(({ item }) => item);
}

/** When a song is played. */
export function songSchedules(song: StoredRecord, around: Surroundings): readonly StoredRecord[] {
  const { store } = around;
  const name = (record: StoredRecord, relation: string): string | null => {
    const [ref] = refs(record.relations[relation]);
    const found = ref && store.get(ref.type, ref.id)?.attributes['name'];
    return typeof found === 'string' ? found : null;
  };
  return songItems(song, around).flatMap((item) => {
    const plan = planOf(item, store);
    if (!plan) return [];
    return [
      {
        type: 'SongSchedule',
        id: item.id,
        attributes: {
          arrangement_name: name(item, 'arrangement'),
          key_name: item.attributes['key_name'] ?? null,
          plan_dates: plan.attributes['dates'] ?? null,
          plan_sort_date: plan.attributes['sort_date'] ?? null,
          plan_visible: true,
          service_type_name: name(plan, 'service_type'),
        },
        relations: {
          arrangement: item.relations['arrangement'] ?? null,
          item: { type: 'Item', id: item.id },
          key: item.relations['key'] ?? null,
          plan: { type: 'Plan', id: plan.id },
          service_type: plan.relations['service_type'] ?? null,
        },
      },
    ];
  });
}

function planOf(item: StoredRecord, store: Surroundings['store']): StoredRecord | undefined {
  const [ref] = refs(item.relations['plan']);
  return ref && store.get('Plan', ref.id);
}
