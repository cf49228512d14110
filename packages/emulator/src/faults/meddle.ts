import type { ApiCall } from '../api/api-call.ts';
import type { Church } from '../store/church.ts';
import type { DeleteFault, InsertFault } from './fault.ts';

/** What is done behind the back of a request for an app's resources, just before it is answered. */
export interface Meddling {
  readonly moves: readonly (InsertFault | DeleteFault)[];
  /** How many milliseconds of writes a read does not see. */
  readonly lag: number;
  /** Requests that others make with the same budget; `undefined` for all that are left. */
  readonly spent: readonly (number | undefined)[];
}

export const NO_MEDDLING: Meddling = { moves: [], lag: 0, spent: [] };

/** What of a call tells which rows it reads. */
export type RowsCall = Pick<ApiCall, 'version' | 'segments' | 'principal'>;

/** Lets rows appear in the collection that a call reads, or vanish from it. */
export type MoveRows = (call: RowsCall, church: Church, move: InsertFault | DeleteFault) => void;

/** What a request for an app's resources meets on its way. */
export interface MeddleParts {
  readonly moveRows: MoveRows;
  readonly replicas: Replicas;
  /** Whether any rule may ask for what a church was like before. */
  readonly mayLag: () => boolean;
}

/** Does to a church what is to be done, and returns the one that the request sees. */
export function meddle(
  call: RowsCall & Pick<ApiCall, 'method'>,
  church: Church,
  { moves, lag }: Meddling,
  { moveRows, replicas, mayLag }: MeddleParts,
): Church {
  for (const move of moves) moveRows(call, church, move);
  if (call.method === 'GET') return lag > 0 ? replicas.before(church, lag) : church;
  if (mayLag()) replicas.remember(church);
  return church;
}

/** Keeps for each church how it was before the writes of late, as long as somebody may read it so. */
export class Replicas {
  readonly #now: () => number;
  readonly #writes = new WeakMap<Church, { readonly at: number; readonly before: Church }[]>();

  constructor(now: () => number) {
    this.#now = now;
  }

  /** A write comes now. */
  remember(church: Church): void {
    const writes = this.#writes.get(church) ?? [];
    writes.push({ at: this.#now(), before: church.copy() });
    // Longer than a lag that anybody tries something with, and than a test writes much in.
    this.#writes.set(church, writes.filter(({ at }) => at > this.#now() - LONGEST_LAG).slice(-MOST_WRITES));
  }

  /** The church without what was written in so many milliseconds before now. */
  before(church: Church, milliseconds: number): Church {
    const since = this.#now() - milliseconds;
    return this.#writes.get(church)?.find(({ at }) => at > since)?.before ?? church;
  }
}

/** Copies of a church are not kept for longer. */
export const LONGEST_LAG: number = 60 * 60 * 1000;
const MOST_WRITES = 1000;
