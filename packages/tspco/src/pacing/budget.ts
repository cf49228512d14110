import type { RateState } from './rate.ts';

/**
 * What is known about one budget of requests: plain data, so that it can live in this process or in a store that
 * several share. Times are milliseconds since the epoch, by the clock of whoever keeps it.
 *
 * The server counts requests in windows whose kind it does not tell. Two things hold for every kind, and all rules here
 * rest on them. A count never rises by itself: after an answer that says 40, with 3 requests under way, at most 43 count
 * until more is sent. And what is a whole period old counts no more, except that a sliding counter may spread the
 * forgetting over one more period. See `docs/pacing.md`.
 */
export interface Budget {
  /** Requests allowed in a period; `null` while unknown and where the server names no limit. */
  limit: number | null;
  /** In milliseconds. */
  period: number;
  /** When each request under way was sent, by name, the oldest first. */
  readonly underWay: Record<string, number>;
  /** When the other requests that the server may still count were answered, the oldest first: ours and other programs'. */
  readonly counted: number[];
  /** When the server last answered; 0 before it ever did. */
  heardAt: number;
  /** The shortest time between sending and answer so far; 0 while unknown. */
  fastest: number;
  /** The end of the server's pause after a 429; 0 without one. */
  pausedUntil: number;
  /** While the server may forget gradually: what was taken for forgotten in the latest period, and when it was. */
  readonly forgotten: { readonly at: number; readonly due: number }[];
  /** Whether the server may forget gradually, as a sliding counter does. Nothing else is assumed until it shows. */
  gradual: boolean;
  /** Whether the server itself has named this limit, and not one that this one is made from. */
  named: boolean;
  /** A count, the earliest moment that it can be of, and when it was heard: a sliding counter falls slowly from there. */
  reference: { readonly count: number; readonly at: number; readonly heardAt: number };
}

/** A request that wants to be sent. */
export interface Take {
  /** Names it; not a number, so that names stay in their order. */
  readonly id: string;
  /** The part of the limit that it may be sent in, from 0 to 1. */
  readonly share: number;
  /** Whether a pause of this budget does not concern it; default `false`. */
  readonly despitePause?: boolean;
}

/** How it ended. */
export interface Settlement {
  readonly id: string;
  /** What the answer said. */
  readonly rate: RateState | undefined;
  /** Whether it spoke of another budget, of whose limit this one's is a part. */
  readonly ofOther?: boolean;
  /** Whether the server answered. */
  readonly answered: boolean;
  /** Whether it may have been sent at all. */
  readonly sent: boolean;
  /** How long to leave the server alone, in milliseconds. */
  readonly pause: number | undefined;
}

/** The period that Planning Center has had so far; only until an answer tells. */
const USUAL_PERIOD = 20_000;
// Timers, clocks and ways to the server are not exact: a period is taken to be this much longer.
const MARGIN = 1.01;
// What was heard longer ago, in periods, says nothing about what others have sent since.
const FRESH = 1.5;
/** So long the others wait for the first answer, in milliseconds; then another request finds out. */
const PATIENCE = 2000;
/** A request that was under way for so long has reached the server, or never will; in milliseconds. */
export const LONGEST_WAY = 60_000;

// Above an offset of 30,000, Planning Center allows 75 requests where it allows 100 elsewhere.
const HIGH_OFFSET_SHARE = 3 / 4;

const NO_REFERENCE: Budget['reference'] = { count: 0, at: 0, heardAt: 0 };

export function newBudget(): Budget {
  return {
    limit: null,
    period: USUAL_PERIOD,
    underWay: {},
    counted: [],
    heardAt: 0,
    fastest: 0,
    pausedUntil: 0,
    forgotten: [],
    gradual: true,
    named: false,
    reference: NO_REFERENCE,
  };
}

/**
 * Takes a slot for a request if it may be sent now.
 *
 * @returns 0 when it may, else the milliseconds after which to ask again: `Infinity` when only an answer can help
 */
export function take(budget: Budget, request: Take, now: number): number {
  forget(budget, now);
  const wait = waitFor(budget, request, now);
  if (wait <= 0) budget.underWay[request.id] = now;
  return Math.max(0, wait);
}

function waitFor(budget: Budget, { share, despitePause }: Take, now: number): number {
  const { limit, period, counted, heardAt, pausedUntil } = budget;
  if (pausedUntil > now) return despitePause ? 0 : pausedUntil - now;
  const sent = Object.values(budget.underWay);
  const newest = sent.at(-1);
  // The limit may have changed and others may have used it up: one request finds out what is true now.
  if (now - heardAt >= FRESH * period && newest !== undefined && newest + PATIENCE > now) {
    return newest + PATIENCE - now;
  }
  if (limit === null) return 0;
  const used = sent.length + counted.length;
  const allowed = share < 1 ? Math.max(1, Math.floor(limit * share)) : limit;
  return used < allowed ? 0 : nextForgotten(budget) - now;
}

/**
 * Gives a slot back and learns from the answer. The slot stays in use until the server has forgotten the request.
 */
export function settle(budget: Budget, settlement: Settlement, now: number): void {
  const { id, rate, ofOther = false, answered, sent, pause } = settlement;
  const sentAt = budget.underWay[id];
  delete budget.underWay[id];
  if (!sent) return;
  if (answered) {
    budget.heardAt = now;
    const took = Math.max(1, now - (sentAt ?? now));
    if (sentAt !== undefined && (budget.fastest === 0 || took < budget.fastest)) budget.fastest = took;
  }
  if (rate !== undefined) learnLimit(budget, rate, ofOther);
  if (sentAt !== undefined && rate !== undefined && !ofOther) learnCount(budget, rate.count, sentAt, now);
  else if (budget.limit !== null || !answered) budget.counted.push(now);
  if (pause === undefined) return;
  budget.pausedUntil = Math.max(budget.pausedUntil, now + pause);
  // Something here was wrong.
  budget.gradual = true;
  budget.reference = NO_REFERENCE;
}

function learnLimit(budget: Budget, rate: RateState, ofOther: boolean): void {
  if (ofOther && budget.named) return;
  const limit = Math.max(1, ofOther ? Math.floor(rate.limit * HIGH_OFFSET_SHARE) : rate.limit);
  const period = Math.max(1, rate.period * 1000);
  if (limit !== budget.limit || period !== budget.period) budget.reference = NO_REFERENCE;
  Object.assign(budget, { limit, period, named: !ofOther });
}

function learnCount(budget: Budget, count: number, sentAt: number, now: number): void {
  const { counted, underWay } = budget;
  let later = 0;
  while (later < counted.length && (counted.at(-1 - later) ?? 0) > sentAt) later++;
  counted.push(now);
  const ours = Object.keys(underWay).length;
  // A sliding counter counts parts of requests and does not show them.
  const most = count + (budget.gradual ? 1 : 0);
  // Those on their way at the same time may have been counted before it or not; all the others were.
  const excess = counted.length - most - later;
  if (excess > 0) counted.splice(0, excess);
  // Others have sent the rest.
  const least = count >= (budget.limit ?? 0) ? most : count;
  for (let unknown = least - counted.length - ours; unknown > 0; unknown--) counted.push(now);
  compare(budget, count, sentAt, now);
}

/** Whether the count fell faster than that of a sliding counter can. */
function compare(budget: Budget, count: number, sentAt: number, now: number): void {
  const { reference, period, limit } = budget;
  const fastestFall = Math.max(limit ?? 0, reference.count) / period;
  const least = (at: number): number => reference.count - fastestFall * (at - reference.at);
  // The server may round. What was sent before may have been counted before, too.
  if (sentAt > reference.heardAt && count < least(now) - 1.5) budget.gradual = false;
  if (count >= least(sentAt)) budget.reference = { count, at: sentAt, heardAt: now };
}

/** Strikes what the server does not count any more. */
function forget(budget: Budget, now: number): void {
  const { counted, underWay, forgotten, limit } = budget;
  if (budget.heardAt > now) setBack(budget, now);
  for (const [id, sentAt] of Object.entries(underWay)) {
    if (sentAt + LONGEST_WAY > now) break;
    delete underWay[id];
    counted.push(now);
  }
  while ((forgotten[0]?.due ?? now) < now - budget.period) forgotten.shift();
  for (let due: number; (due = nextForgotten(budget)) <= now;) {
    const [oldest = 0] = counted.splice(0, 1);
    if (budget.gradual) forgotten.push({ at: oldest, due });
  }
  if (budget.pausedUntil === 0 || budget.pausedUntil > now) return;
  budget.pausedUntil = 0;
  // The server itself has said that one request may come now. It finds out how many more.
  budget.heardAt = 0;
  const used = counted.length + Object.keys(underWay).length;
  if (limit !== null && used >= limit) counted.splice(0, used - limit + 1);
}

/** When the oldest counted request will be forgotten; `Infinity` when none is counted. */
function nextForgotten({ counted, period, fastest, gradual, forgotten }: Budget): number {
  const [oldest] = counted;
  if (oldest === undefined) return Infinity;
  // It reached the server before its answer came, by what every way here and back has taken at least.
  const life = period * MARGIN - Math.min(fastest, period);
  if (!gradual) return oldest + life;
  // Those that came together are forgotten one by one over a whole period.
  let together = 0;
  for (const { at } of forgotten) if (at > oldest - period / 2) together++;
  for (const at of counted) if (at < oldest + period / 2) together++;
  return Math.max(oldest + life, forgotten.at(-1)?.due ?? 0) + (period * MARGIN) / together;
}

/** The clock was set back: what it said before must not hold anything up for longer than it would have. */
function setBack(budget: Budget, now: number): void {
  const { counted, underWay, heardAt } = budget;
  const by = heardAt - now;
  counted.splice(0, Infinity, ...counted.map((at) => at - by));
  for (const id of Object.keys(underWay)) underWay[id] = Math.min(underWay[id] ?? now, now);
  if (budget.pausedUntil > 0) budget.pausedUntil = Math.max(1, budget.pausedUntil - by);
  budget.heardAt = now;
  budget.forgotten.splice(0);
  budget.reference = NO_REFERENCE;
}

/** Whether nothing is known that would matter to the next request. */
export function isIdle({ heardAt, period, underWay, pausedUntil }: Budget, now: number): boolean {
  return now - Math.max(heardAt, pausedUntil) > 2 * period && Object.keys(underWay).length === 0;
}

/** What the server is taken to count now. */
export function usedOf(budget: Budget, now: number): number {
  forget(budget, now);
  return budget.counted.length + Object.keys(budget.underWay).length;
}
