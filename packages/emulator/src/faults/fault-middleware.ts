import type { ServerResponse } from 'node:http';
import { DEFAULT_LIMIT, type RateLimiter } from '../rate-limit/rate-limiter.ts';
import { cutBody, resetBefore, resetInBody, resetInHeaders, slowBody, type Way } from './break-connection.ts';
import { faultAnswer, type FaultSurroundings } from './fault-answers.ts';
import type { Fault } from './fault.ts';
import type { FaultPlan, Happening } from './fault-plan.ts';
import type { Meddling } from './meddle.ts';

/** What faults need of the emulator. */
export interface FaultParts {
  readonly faultPlan: FaultPlan;
  readonly rateLimiter: RateLimiter;
  readonly now: () => number;
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** A request on its way in, and how to let it go on. */
export interface FaultyRequest {
  readonly request: Request;
  readonly requestId: string;
  readonly outgoing: ServerResponse | undefined;
  /** Has the request answered, with a hand in the church before. */
  readonly goOn: (meddling: Meddling) => Promise<Response>;
  /** Told of each fault that happens. */
  readonly note: (fault: Fault) => void;
}

/** Lets go wrong with a request what its rules say, in their order. */
export async function answerWithFaults(asked: FaultyRequest, parts: FaultParts): Promise<Response> {
  const { request, goOn, note } = asked;
  const happenings = parts.faultPlan.meet(request.method, new URL(request.url).pathname);
  const wait = (milliseconds: number): Promise<void> => parts.sleep(milliseconds, request.signal);
  const meddling: Mutable<Meddling> = { moves: [], lag: 0, spent: [] };
  let last: Ending | undefined;
  for (const happening of happenings) {
    const { fault } = happening;
    note(fault);
    if (isEnding(fault)) last ??= fault;
    else if (fault.fault === 'latency') await wait(latencyOf(happening));
    else prepare(fault, meddling, parts);
  }
  const answer = (): Promise<Response> => goOn(meddling);
  return last ? end(last, answer, { ...asked, way: { outgoing: asked.outgoing, wait } }, parts) : answer();
}

type Mutable<T> = { -readonly [Name in keyof T]: T[Name] };

type Ending = Extract<
  Fault,
  { fault: 'reset' | 'cut' | 'slow' | 'error' | 'rate-limit' | 'firewall' | 'token' }
>;

const ENDINGS: ReadonlySet<string> = new Set([
  'reset',
  'cut',
  'slow',
  'error',
  'rate-limit',
  'firewall',
  'token',
]);

const isEnding = (fault: Fault): fault is Ending => ENDINGS.has(fault.fault);

function latencyOf({ fault, chance }: Happening): number {
  if (fault.fault !== 'latency') return 0;
  return fault.milliseconds + chance() * (fault.jitter ?? 0);
}

/** What happens before the request is answered and leaves the answer to the emulator. */
function prepare(
  fault: Exclude<Fault, Ending>,
  meddling: Mutable<Meddling>,
  { rateLimiter }: FaultParts,
): void {
  switch (fault.fault) {
    case 'limit': {
      const { fault: _, ...change } = fault;
      rateLimiter.change(change);
      break;
    }
    case 'spend':
      meddling.spent = [...meddling.spent, fault.requests];
      break;
    case 'insert':
    case 'delete':
      meddling.moves = [...meddling.moves, fault];
      break;
    case 'lag':
      meddling.lag = Math.max(meddling.lag, fault.milliseconds);
      break;
    case 'latency':
  }
}

/** How the request ends that something went wrong with. */
async function end(
  fault: Ending,
  answer: () => Promise<Response>,
  { requestId, way }: Pick<FaultyRequest, 'requestId'> & { readonly way: Way },
  { now, rateLimiter }: FaultParts,
): Promise<Response> {
  const surroundings: FaultSurroundings = {
    requestId,
    now: now(),
    rateLimit: rateLimiter.rateLimit || DEFAULT_LIMIT,
  };
  switch (fault.fault) {
    case 'reset': {
      const { when = 'before', processed = when !== 'before' } = fault;
      const given = processed ? await answer() : faultAnswer({ fault: 'error' }, surroundings);
      if (when === 'headers') return resetInHeaders(given, way);
      if (when === 'body') return resetInBody(given, way);
      await given.body?.cancel();
      return resetBefore(way);
    }
    case 'cut':
      return cutBody(await answer(), fault, way);
    case 'slow':
      return slowBody(await answer(), fault.bytesPerSecond, way);
    case 'error':
      if (fault.processed) await (await answer()).body?.cancel();
      return faultAnswer(fault, surroundings);
    case 'rate-limit':
    case 'firewall':
    case 'token':
      return faultAnswer(fault, surroundings);
  }
}
