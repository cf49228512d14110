/** How a server's windows lie in time. Written from the definitions alone: it judges pacing and shares no code with it. */
export type Window = 'sliding log' | 'sliding counter' | 'fixed from the first request' | 'fixed on a grid';

export const WINDOWS: readonly Window[] = [
  'sliding log',
  'sliding counter',
  'fixed from the first request',
  'fixed on a grid',
];

export interface Verdict {
  readonly accepted: boolean;
  readonly count: number;
  /** Whole seconds. */
  readonly retryAfter: number;
}

/** Counts requests as they arrive, every one of them, and says which are too many. */
export class Judge {
  readonly arrivals: { readonly at: number; readonly ours: boolean; readonly accepted: boolean }[] = [];
  readonly window: Window;
  /** May be changed while it counts. */
  limit: number;
  /** In milliseconds. */
  readonly period: number;

  constructor(window: Window, limit: number, period: number) {
    this.window = window;
    this.limit = limit;
    this.period = period;
  }

  arrive(at: number, ours = true): Verdict {
    const before = this.arrivals.map((arrival) => arrival.at);
    const count = Math.floor(this.#count([...before, at], at));
    const accepted = count <= this.limit;
    this.arrivals.push({ at, ours, accepted });
    return { accepted, count, retryAfter: Math.max(1, Math.ceil(this.period / 1000)) };
  }

  get refused(): number {
    return this.arrivals.filter(({ ours, accepted }) => ours && !accepted).length;
  }

  #count(times: readonly number[], now: number): number {
    const { period, window } = this;
    const within = (from: number, to: number): number =>
      times.filter((time) => time >= from && time < to).length;
    const grid = Math.floor(now / period) * period;
    switch (window) {
      case 'sliding log':
        return times.filter((time) => time > now - period).length;
      case 'fixed on a grid':
        return within(grid, grid + period);
      case 'sliding counter':
        return within(grid, grid + period) + within(grid - period, grid) * (1 - (now - grid) / period);
      case 'fixed from the first request': {
        let start = -Infinity;
        let count = 0;
        for (const time of times) {
          if (time >= start + period) [start, count] = [time, 0];
          count++;
        }
        return count;
      }
    }
  }
}
