import type { Church } from '../store/church.ts';
import type { StoredRecord } from '../store/record.ts';

/** What was selected of a church, as long as it would be the same. */
interface Memory {
  readonly state: string;
  readonly selections: Map<string, readonly StoredRecord[]>;
}

const memories = new WeakMap<Church, Memory>();

/** Somebody who reads a list to its end reads few others meanwhile. */
const MOST = 8;

/**
 * The result of a selection, made again only when a record was changed, or a second went by: what is future, expired
 * or available hangs on the clock. So that whoever reads one page after another does not search and sort a hundred
 * thousand records for each of them.
 */
export function remembered(
  church: Church,
  key: string,
  select: () => readonly StoredRecord[],
): readonly StoredRecord[] {
  const state = `${church.revision} ${Math.floor(church.now() / 1000)}`;
  let memory = memories.get(church);
  if (memory?.state !== state) {
    memory = { state, selections: new Map() };
    memories.set(church, memory);
  }
  const known = memory.selections.get(key);
  if (known) return known;
  const selected = select();
  const [oldest] = memory.selections.keys();
  if (memory.selections.size >= MOST && oldest !== undefined) memory.selections.delete(oldest);
  memory.selections.set(key, selected);
  return selected;
}
