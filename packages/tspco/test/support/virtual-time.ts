import type { World } from '../../src/world.ts';

/** Time that passes only when everything waits for it, and then at once. */
export class VirtualTime {
  #now: number;
  readonly #timers = new Set<{ readonly due: number; readonly callback: () => void }>();

  constructor(start = Date.parse('2026-01-01T00:00:00Z')) {
    this.#now = start;
  }

  get now(): number {
    return this.#now;
  }

  world(random: () => number = () => 0.5): World {
    return { now: () => this.#now, random, setTimer: (ms, callback) => this.setTimer(ms, callback) };
  }

  setTimer(ms: number, callback: () => void): () => void {
    const timer = { due: this.#now + Math.max(0, ms), callback };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  sleep(ms: number): Promise<void> {
    return new Promise((resolve) => void this.setTimer(ms, resolve));
  }

  /** Lets time pass until the work is done. */
  async during<T>(work: Promise<T>): Promise<T> {
    let done = false;
    const end = (): void => void (done = true);
    work.then(end, end);
    for (;;) {
      // Whatever can go on without time goes on.
      await new Promise((resolve) => setImmediate(resolve));
      if (done) return work;
      const [first, ...others] = this.#timers;
      if (first === undefined) throw new Error('Everything waits, and nothing will happen any more.');
      const next = others.reduce((soonest, timer) => (timer.due < soonest.due ? timer : soonest), first);
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.due);
      next.callback();
    }
  }
}
