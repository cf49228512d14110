import {
  askInTurn,
  LONGEST_WAY,
  newBudget,
  settle,
  take,
  takeOf,
  usedOf,
  type Budget,
  type Settlement,
  type Waiter,
} from 'tspco/pacing';

/** What the processes share about one budget: plain data. */
export interface SharedBudget {
  readonly budget: Budget;
  /** The requests that wait in each process, by the process's name. */
  readonly waiting: Record<string, Queue>;
}

/** The requests that wait in one process. */
interface Queue {
  /** 0 when its first one is interactive, else 1. */
  readonly lane: number;
  /** Since when the first one waits. */
  readonly since: number;
  readonly count: number;
}

/** What a process wants to do with a shared budget. */
export interface Turn {
  /** The name of the process; the ids of its requests begin with it and a hyphen. */
  readonly me: string;
  /** The process's requests under way. */
  readonly underWay: ReadonlySet<string>;
  /** How requests of it ended. */
  readonly settlements: readonly Settlement[];
  /** Those that wait in it, in their order. */
  readonly waiters: readonly Waiter[];
  readonly sinceOf: (waiter: Waiter) => number;
  readonly nextId: () => string;
  /** Whether processes that it let go first had time enough to do so. */
  readonly impatient: boolean;
}

/** What has become of a turn. */
export interface Played {
  readonly granted: readonly { readonly waiter: Waiter; readonly id: string }[];
  /** The milliseconds after which to ask again. */
  readonly wait: number;
  /** Whether a slot was left for another process, whose request has waited for longer. */
  readonly held: boolean;
  /** Whether anything has changed that others must know. */
  readonly changed: boolean;
  /** Whether that may let others go. */
  readonly concernsOthers: boolean;
}

export function newShared(): SharedBudget {
  return { budget: newBudget(), waiting: {} };
}

/** Reads a shared budget; `undefined` when there is none or it cannot be read. */
export function parseShared(text: string | null): SharedBudget | undefined {
  if (text === null) return undefined;
  try {
    const { budget, waiting } = JSON.parse(text) as Partial<SharedBudget>;
    return budget && waiting && { budget: { ...newBudget(), ...budget }, waiting };
  } catch {
    return undefined;
  }
}

/** Gives back what has ended and takes slots for those that wait, as far as it is their turn among all processes. */
export function play(shared: SharedBudget, turn: Turn, now: number): Played {
  const { budget, waiting } = shared;
  const { me, settlements, waiters, sinceOf, nextId } = turn;
  const before = JSON.stringify(waiting[me]);
  delete waiting[me];
  let changed = forgetStrangers(budget, turn);
  for (const settlement of settlements) settle(budget, settlement, now);
  const struck: string[] = [];
  const granted: { waiter: Waiter; id: string }[] = [];
  let held = false;
  const wait = askInTurn(waiters, (waiter) => {
    const id = nextId();
    const wait = take(budget, takeOf(id, waiter.request), now);
    if (wait > 0) return wait;
    const ahead = queuesAhead(waiting, { ...queueOf(waiter, sinceOf), count: 1 });
    if (slotsLeft(budget) < ahead.reduce((sum, [, { count }]) => sum + count, 0)) {
      if (!turn.impatient) {
        held = true;
        delete budget.underWay[id];
        return Infinity;
      }
      for (const [name] of ahead) {
        struck.push(name);
        delete waiting[name];
      }
    }
    granted.push({ waiter, id });
    return 0;
  });
  register(waiting, turn, new Set(granted.map(({ waiter }) => waiter)));
  changed ||= settlements.length + granted.length + struck.length > 0;
  const concernsOthers = changed && Object.keys(waiting).some((name) => name !== me);
  changed ||= JSON.stringify(waiting[me]) !== before;
  return { granted, wait, held, changed, concernsOthers };
}

/** What was taken in this process's name and is not its own any more: Redis did it, and its answer was lost. */
function forgetStrangers(budget: Budget, { me, underWay, settlements }: Turn): boolean {
  const settled = new Set(settlements.map(({ id }) => id));
  let found = false;
  for (const id of Object.keys(budget.underWay)) {
    if (!id.startsWith(`${me}-`) || underWay.has(id) || settled.has(id)) continue;
    delete budget.underWay[id];
    found = true;
  }
  return found;
}

/** Says who waits in this process. Those that may use only a part of the limit hold up nobody, so they are not told. */
function register(waiting: SharedBudget['waiting'], turn: Turn, gone: ReadonlySet<Waiter>): void {
  const left = turn.waiters.filter((waiter) => !gone.has(waiter) && (waiter.request.share ?? 1) === 1);
  const [first] = left;
  if (first !== undefined) waiting[turn.me] = { ...queueOf(first, turn.sinceOf), count: left.length };
}

function queueOf(waiter: Waiter, sinceOf: Turn['sinceOf']): Omit<Queue, 'count'> {
  return { lane: waiter.request.priority === 'interactive' ? 0 : 1, since: sinceOf(waiter) };
}

function queuesAhead(waiting: SharedBudget['waiting'], own: Queue): [string, Queue][] {
  return Object.entries(waiting).filter(
    ([, { lane, since }]) => lane < own.lane || (lane === own.lane && since < own.since),
  );
}

function slotsLeft({ limit, counted, underWay }: Budget): number {
  return limit === null ? Infinity : limit - counted.length - Object.keys(underWay).length;
}

/**
 * Goes on without the others: it will not be heard how their requests end, so they are taken to have ended now, and
 * nobody waits for them.
 */
export function part({ budget, waiting }: SharedBudget, me: string, now: number): void {
  for (const name of Object.keys(waiting)) delete waiting[name];
  for (const id of Object.keys(budget.underWay)) {
    if (id.startsWith(`${me}-`)) continue;
    settle(budget, { id, rate: undefined, answered: false, sent: true, pause: undefined }, now);
  }
}

/**
 * Joins what a process knew alone, while Redis was away, to what Redis knows. Each has learned from the server's answers
 * what the server counts, so the fuller one is believed; its next answer says how much is true.
 */
export function join(stored: SharedBudget, alone: SharedBudget, me: string, now: number): SharedBudget {
  const fuller = usedOf(alone.budget, now) > usedOf(stored.budget, now) ? alone.budget : stored.budget;
  const later = alone.budget.heardAt > stored.budget.heardAt ? alone.budget : stored.budget;
  const isMine = ([id]: [string, number]): boolean => id.startsWith(`${me}-`);
  const theirs = Object.entries(stored.budget.underWay).filter((entry) => !isMine(entry));
  const mine = Object.entries(alone.budget.underWay).filter(isMine);
  const underWay = Object.fromEntries([...theirs, ...mine].sort(([, a], [, b]) => a - b));
  const pausedUntil = Math.max(alone.budget.pausedUntil, stored.budget.pausedUntil);
  return {
    budget: { ...later, counted: fuller.counted, underWay, pausedUntil },
    waiting: stored.waiting,
  };
}

/** How long a shared budget matters when nobody uses it any more, in milliseconds. */
export function lifetimeOf({ budget }: SharedBudget, now: number): number {
  return 2 * budget.period + Math.max(LONGEST_WAY, budget.pausedUntil - now);
}
