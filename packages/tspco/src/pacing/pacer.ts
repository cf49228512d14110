import { systemWorld, type World } from '../world.ts';
import {
  isIdle,
  newBudget,
  settle,
  take,
  usedOf,
  type Budget,
  type Settlement,
  type Take,
} from './budget.ts';
import type { RateState } from './rate.ts';
import { askInTurn, WaitingRoom } from './waiting-room.ts';

/** Interactive requests go before bulk ones when they have to wait. */
export type Priority = 'interactive' | 'bulk';

/** A request that wants to be sent. */
export interface PacerRequest {
  /** Requests with the same key share one budget. It holds no credential. */
  readonly key: string;
  readonly method: string;
  readonly priority: Priority;
  /** The offset it reads at; above 30,000 the server has a lower limit of its own. */
  readonly offset: number;
  /** The part of the limit that it may be sent in, from 0 to 1; default all of it. */
  readonly share?: number | undefined;
  readonly signal: AbortSignal | undefined;
}

/** How a request that was let through ended. */
export interface PacerOutcome {
  /** `undefined` when no answer came. */
  readonly status: number | undefined;
  /** What the answer said; `undefined` when it said nothing, or spoke of a count of the gateway's own. */
  readonly rate: RateState | undefined;
  /** After a 429: how long to leave the server alone, in milliseconds. */
  readonly pause: number | undefined;
  /** `false` when nothing of it can have reached the server; default `true`. */
  readonly sent?: boolean | undefined;
}

/** Permission to send one request now. `settle` must be called once when its outcome is known. */
export interface Reservation {
  /** Says what became of the request, so that its slot can be used again. */
  settle(outcome: PacerOutcome): void;
}

/** Where a budget stands, as far as the client knows. */
export interface BudgetState {
  /** Requests allowed in a period; `undefined` while no answer has told. */
  readonly limit: number | undefined;
  /** The period in seconds. */
  readonly period: number;
  /** Requests that the server is taken to count at the moment, those of other programs included. */
  readonly used: number;
  /** How many may be sent at once; `undefined` while the limit is unknown. */
  readonly left: number | undefined;
  /** Requests of this process that wait for their turn. */
  readonly waiting: number;
  /** How long the server is left alone after a 429, in milliseconds; 0 without one. */
  readonly pause: number;
}

/**
 * Decides when a request may be sent. The option `pacer` takes one of your own; several clients may share it.
 */
export interface Pacer {
  /** Returns when the request may be sent now; rejects with the signal's reason when that aborts. */
  reserve(request: PacerRequest): Reservation | Promise<Reservation>;
  /** What is known about a budget; for `pco.budget`. */
  state?(key: string): BudgetState | undefined;
}

const HIGH_OFFSET = 30_000;

/** A request at one of the budgets that it spends. */
export interface SlotRequest extends PacerRequest {
  /**
   * What the budget is to it: the ordinary one; that of high offsets; or the ordinary one of a request at a high offset,
   * which counts there, too.
   */
  readonly as: 'ordinary' | 'high' | 'also ordinary';
}

/**
 * Takes what a request needs: a slot of the ordinary budget, and for a high offset, of which the server allows fewer,
 * one of that budget before. Neither is kept from going on when the other is refused.
 *
 * @param reserve - takes a slot of the budget of that name
 */
export function reserveSlots(
  request: PacerRequest,
  reserve: (name: string, request: SlotRequest) => Reservation | Promise<Reservation>,
): Reservation | Promise<Reservation> {
  const { key, offset } = request;
  if (offset <= HIGH_OFFSET) return reserve(key, { ...request, as: 'ordinary' });
  return reserveBoth(reserve(`${key} high offsets`, { ...request, as: 'high' }), () =>
    reserve(key, { ...request, as: 'also ordinary' }),
  );
}

async function reserveBoth(
  first: Reservation | Promise<Reservation>,
  reserveSecond: () => Reservation | Promise<Reservation>,
): Promise<Reservation> {
  const high = await first;
  try {
    const ordinary = await reserveSecond();
    return {
      settle: (outcome) => {
        high.settle(outcome);
        ordinary.settle(outcome);
      },
    };
  } catch (error) {
    high.settle({ status: undefined, rate: undefined, pause: undefined, sent: false });
    throw error;
  }
}

/** What a request asks of a budget. */
export function takeOf(id: string, { share = 1, as }: SlotRequest): Take {
  return { id, share, despitePause: as === 'also ordinary' };
}

/**
 * What an outcome teaches about a budget. Answers at high offsets show the ordinary budget until they are refused; then
 * they show their own.
 */
export function settlementOf(
  id: string,
  { status, rate, pause, sent = true }: PacerOutcome,
  { as }: SlotRequest,
): Settlement {
  const settlement = { id, answered: status !== undefined, sent };
  if (as === 'also ordinary' && status === 429) return { ...settlement, rate: undefined, pause: undefined };
  const pacing = pause !== undefined && pause <= LONGEST_PAUSE ? pause : undefined;
  return { ...settlement, rate, ofOther: as === 'high' && status !== 429, pause: pacing };
}

// Rate limits end within seconds. Who asks for more means something else, and each request shall hear it by itself
// instead of waiting in a queue.
const LONGEST_PAUSE = 60_000;

/** A budget in this process, and who waits for it. */
class Desk {
  readonly budget: Budget = newBudget();
  readonly room: WaitingRoom = new WaitingRoom();
  readonly #world: World;
  #sent = 0;
  #cancelTimer: (() => void) | undefined;

  constructor(world: World) {
    this.#world = world;
  }

  reserve(request: SlotRequest): Reservation | Promise<Reservation> {
    if (this.room.size === 0) {
      const answer = this.#take(request);
      if (typeof answer !== 'number') return answer;
    }
    const reservation = this.room.enter(request);
    this.#admit();
    return reservation;
  }

  /** Lets go whoever may, and comes back when the next one may. */
  #admit(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
    const soonest = askInTurn(this.room, ({ request, grant }) => {
      const answer = this.#take(request);
      if (typeof answer === 'number') return answer;
      grant(answer);
      return 0;
    });
    if (soonest < Infinity) this.#cancelTimer = this.#world.setTimer(Math.ceil(soonest), () => this.#admit());
  }

  #take(request: SlotRequest): Reservation | number {
    const { budget, room } = this;
    const id = `r${++this.#sent}`;
    const wait = take(budget, takeOf(id, request), this.#world.now());
    if (wait > 0) return wait;
    return {
      settle: (outcome) => {
        settle(budget, settlementOf(id, outcome, request), this.#world.now());
        if (room.size > 0) this.#admit();
      },
    };
  }
}

/** A pacer for this process, which keeps every budget within the server's limit by what its answers tell. */
export function createPacer(world: World): Pacer {
  const desks = new Map<string, Desk>();
  const forgetIdle = (): void => {
    for (const [name, { budget, room }] of desks)
      if (room.size === 0 && isIdle(budget, world.now())) desks.delete(name);
  };
  const deskOf = (name: string): Desk => {
    let desk = desks.get(name);
    if (desk === undefined) {
      forgetIdle();
      desks.set(name, (desk = new Desk(world)));
    }
    return desk;
  };
  return {
    reserve: (request) => reserveSlots(request, (name, slot) => deskOf(name).reserve(slot)),
    state(key) {
      const desk = desks.get(key);
      return desk && budgetStateOf(desk.budget, desk.room.size, world.now());
    },
  };
}

/** A budget as users see it. */
export function budgetStateOf(budget: Budget, waiting: number, now: number): BudgetState {
  const used = usedOf(budget, now);
  const { limit, period, pausedUntil } = budget;
  return {
    limit: limit ?? undefined,
    period: period / 1000,
    used,
    left: limit === null ? undefined : Math.max(0, limit - used),
    waiting,
    pause: Math.max(0, pausedUntil - now),
  };
}

/** The pacer of every client in this process that is not given one: budgets belong to persons, not to clients. */
export const sharedPacer: Pacer = /* @__PURE__ */ createPacer(systemWorld);
