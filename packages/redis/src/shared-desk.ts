import {
  budgetStateOf,
  isIdle,
  settlementOf,
  usedOf,
  WaitingRoom,
  type BudgetState,
  type PacerOutcome,
  type SlotRequest,
  type Reservation,
  type Settlement,
  type Waiter,
  type World,
} from 'tspco/pacing';
import type { Store } from './link.ts';
import {
  join,
  lifetimeOf,
  newShared,
  parseShared,
  part,
  play,
  type Played,
  type SharedBudget,
} from './shared-budget.ts';

export interface DeskOptions {
  /** The name of this process. */
  readonly me: string;
  /** Where the budget stands in Redis. */
  readonly key: string;
  readonly store: Store;
  readonly world: World;
}

/** So long another process may take for a slot that was left to it, in milliseconds; it may be far from Redis. */
const PATIENCE = 500;
/** Messages can get lost; who waits looks by itself after so many milliseconds. */
const LONGEST_SLEEP = 1000;

/**
 * One budget as this process sees it, and who waits for it here. It works in rounds: whatever has come together since
 * the last one, requests that ended and requests that want to be sent, is done in one go.
 */
export class SharedDesk {
  readonly #options: DeskOptions;
  readonly #room: WaitingRoom = new WaitingRoom();
  readonly #since = new WeakMap<Waiter, number>();
  readonly #underWay = new Set<string>();
  #settlements: Settlement[] = [];
  #shared: SharedBudget = newShared();
  /** Whether this process went on alone since it last heard from Redis. */
  #alone = false;
  #heldSince: number | undefined;
  #listening = false;
  #sent = 0;
  #rounds: Promise<void> | undefined;
  #again = false;
  #cancelTimer: (() => void) | undefined;

  constructor(options: DeskOptions) {
    this.#options = options;
  }

  reserve(request: SlotRequest): Promise<Reservation> {
    const reservation = this.#room.enter(request);
    // Others shall not wait for one that went away.
    reservation.catch(() => this.wake());
    this.wake();
    return reservation;
  }

  get isIdle(): boolean {
    const { budget } = this.#shared;
    const now = this.#options.store.now();
    if (this.#room.size > 0 || this.#underWay.size > 0 || this.#rounds !== undefined) return false;
    usedOf(budget, now);
    return isIdle(budget, now);
  }

  state(): BudgetState {
    return budgetStateOf(structuredClone(this.#shared.budget), this.#room.size, this.#options.store.now());
  }

  /** Looks what can be done now, together with all that comes up until the event loop gets to it. */
  wake(): void {
    this.#again = true;
    this.#rounds ??= this.#run();
  }

  /** Stops listening; the desk is not used any more. */
  leave(): void {
    this.#options.store.unlisten(this.#channel);
  }

  get #channel(): string {
    return `${this.#options.key}:changed`;
  }

  /** When nothing is left to do at the moment. */
  async settled(): Promise<void> {
    await this.#rounds;
  }

  async #run(): Promise<void> {
    await Promise.resolve();
    while (this.#again) {
      this.#again = false;
      this.#cancelTimer?.();
      this.#cancelTimer = undefined;
      await this.#round();
    }
    this.#rounds = undefined;
  }

  async #round(): Promise<void> {
    const { store } = this.#options;
    if (!store.away) {
      try {
        return await this.#roundTogether();
      } catch {
        // The link has said so, and goes on trying. No request waits for it.
      }
    }
    const now = store.now();
    if (!this.#alone) part(this.#shared, this.#options.me, now);
    this.#alone = true;
    const settlements = this.#settlements.length;
    this.#finish(this.#shared, this.#play(this.#shared, now), settlements, now);
  }

  async #roundTogether(): Promise<void> {
    const { store, key, me } = this.#options;
    if (this.#room.size > 0 && !this.#listening) {
      store.listen(this.#channel, (from) => {
        if (from !== me && this.#room.size > 0) this.wake();
      });
      this.#listening = true;
    }
    for (let stored = await store.load(key); ;) {
      const { text, now } = stored;
      const known = parseShared(text);
      // What has vanished from Redis is put there again.
      const shared = known ?? structuredClone(this.#shared);
      const joined = known && this.#alone ? join(known, this.#shared, me, now) : shared;
      const settlements = this.#settlements.length;
      const played = this.#play(joined, now);
      if (played.changed || this.#alone) {
        const channel = played.concernsOthers ? this.#channel : undefined;
        const lifetime = lifetimeOf(joined, now);
        const other = await store.store(key, text, JSON.stringify(joined), { lifetime, channel, from: me });
        if (other !== undefined) {
          stored = other;
          continue;
        }
      }
      this.#alone = false;
      return this.#finish(joined, played, settlements, now);
    }
  }

  #play(shared: SharedBudget, now: number): Played {
    const waiters = [...this.#room];
    for (const waiter of waiters) if (!this.#since.has(waiter)) this.#since.set(waiter, now);
    const turn = {
      me: this.#options.me,
      underWay: this.#underWay,
      settlements: this.#settlements,
      waiters,
      sinceOf: (waiter: Waiter) => this.#since.get(waiter) ?? now,
      nextId: () => `${this.#options.me}-${(++this.#sent).toString(36)}`,
      impatient: this.#heldSince !== undefined && now - this.#heldSince >= PATIENCE,
    };
    return play(shared, turn, now);
  }

  #finish(shared: SharedBudget, { granted, wait, held }: Played, settlements: number, now: number): void {
    this.#shared = shared;
    this.#settlements = this.#settlements.slice(settlements);
    const present = new Set(this.#room);
    for (const { waiter, id } of granted) {
      this.#underWay.add(id);
      const reservation = { settle: (outcome: PacerOutcome) => this.#settle(id, outcome, waiter.request) };
      if (present.has(waiter)) waiter.grant(reservation);
      // It was aborted while its slot was taken.
      else reservation.settle({ status: undefined, rate: undefined, pause: undefined, sent: false });
    }
    this.#heldSince = held ? (this.#heldSince ?? now) : undefined;
    if (this.#room.size === 0) return;
    const pause = Math.min(Math.ceil(wait), held ? PATIENCE : LONGEST_SLEEP);
    this.#cancelTimer = this.#options.world.setTimer(pause, () => this.wake());
  }

  #settle(id: string, outcome: PacerOutcome, request: SlotRequest): void {
    if (!this.#underWay.delete(id)) return;
    this.#settlements.push(settlementOf(id, outcome, request));
    this.wake();
  }
}
