import type { Surroundings } from '../../schema/app-model.ts';
import { refs } from '../../store/identifiers.ts';
import { textOf, type StoredRecord } from '../../store/record.ts';

type Store = Pick<Surroundings, 'store'>;

/** What somebody was checked in to of an event, the first time first. */
export function checkInsOfPersonEvent(both: StoredRecord, { store }: Store): readonly StoredRecord[] {
  const [event] = refs(both.relations['event']);
  const [person] = refs(both.relations['person']);
  if (!event || !person) return [];
  return store
    .pointingAt('CheckIn', 'person', person)
    .filter(({ relations }) => refs(relations['event']).some(({ id }) => id === event.id))
    .sort((a, b) => (isBefore(a, b) ? -1 : Number(isBefore(b, a))));
}

/** Of everybody the first check-in to each event. */
export function firstVisits({ store }: Store): ReadonlySet<StoredRecord> {
  const firsts = new Map<string, StoredRecord>();
  for (const checkIn of store.all('CheckIn')) {
    const [event] = refs(checkIn.relations['event']);
    const [person] = refs(checkIn.relations['person']);
    if (!event || !person) continue;
    const key = `${person.id} ${event.id}`;
    const known = firsts.get(key);
    if (!known || isBefore(checkIn, known)) firsts.set(key, checkIn);
  }
  return new Set(firsts.values());
}

function isBefore(a: StoredRecord, b: StoredRecord): boolean {
  return textOf(a.attributes['created_at']) < textOf(b.attributes['created_at']);
}
