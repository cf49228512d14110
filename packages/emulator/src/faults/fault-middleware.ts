import type { MiddlewareHandler } from 'hono';
import type { HttpEnv } from '../http/http-env.ts';
import { DEFAULT_LIMIT, type RateLimiter } from '../rate-limit/rate-limiter.ts';
import {
  cutBody,
  resetBefore,
  resetInBody,
  resetInHeaders,
  slowBody,
  type Outlet,
} from './break-connection.ts';
import { faultAnswer, type FaultSurroundings } from './fault-answers.ts';
import type { Fault, LatencyFault } from './fault.ts';
import type { FaultPlan, MetFault } from './fault-plan.ts';
import { NO_MEDDLING, type Meddling } from './meddle.ts';

/** What faults need of the emulator. */
export interface FaultParts {
  readonly faultPlan: FaultPlan;
  readonly rateLimiter: RateLimiter;
  readonly now: () => number;
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
}

/** Lets go wrong with a request what its rules say. */
export function goWrong(parts: FaultParts): MiddlewareHandler<HttpEnv> {
  return async (context, next) => {
    const { requestId, logged } = context.var;
    const { raw } = context.req;
    const met = parts.faultPlan.meet(raw.method, new URL(raw.url).pathname);
    logged.faults = met.map(({ fault }) => fault.fault);
    const outlet = {
      outgoing: context.env?.outgoing,
      now: parts.now,
      wait: (milliseconds: number) => parts.sleep(milliseconds, raw.signal),
    };
    const last = await begin(met, outlet, parts, (meddling) => context.set('meddling', meddling));
    if (!last) return next();
    const goOn = async (): Promise<Response> => {
      await next();
      return context.res;
    };
    const answer = await end(last, goOn, { requestId, outlet }, parts);
    // Without this step, the new answer would inherit the headers of the one before.
    context.res = undefined;
    context.res = answer;
  };
}

/** What happens before the request is answered, in the order of the rules. Returns the fault that it ends with. */
async function begin(
  met: readonly MetFault[],
  { wait }: Outlet,
  parts: FaultParts,
  tell: (meddling: Meddling) => void,
): Promise<Ending | undefined> {
  const meddling: Mutable<Meddling> = { ...NO_MEDDLING };
  let last: Ending | undefined;
  for (const { fault, luck } of met) {
    if (isEnding(fault)) last ??= fault;
    else if (fault.fault === 'latency') await wait(fault.milliseconds + luck * (fault.jitter ?? 0));
    else prepare(fault, meddling, parts);
  }
  tell(meddling);
  return last;
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

/** What happens before the request is answered and leaves the answer to the emulator. */
function prepare(
  fault: Exclude<Fault, Ending | LatencyFault>,
  meddling: Mutable<Meddling>,
  { rateLimiter }: FaultParts,
): void {
  switch (fault.fault) {
    case 'limit': {
      const { limit, period, window, highOffsetLimit } = fault;
      rateLimiter.change({ limit, period, window, highOffsetLimit });
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
  }
}

/** How the request ends that something went wrong with. */
async function end(
  fault: Ending,
  answer: () => Promise<Response>,
  { requestId, outlet }: { readonly requestId: string; readonly outlet: Outlet },
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
      if (when === 'headers') return resetInHeaders(given, outlet);
      if (when === 'body') return resetInBody(given, outlet);
      await given.body?.cancel();
      return resetBefore(outlet);
    }
    case 'cut':
      return cutBody(await answer(), fault, outlet);
    case 'slow':
      return slowBody(await answer(), fault.bytesPerSecond, outlet);
    case 'error':
      if (fault.processed) await (await answer()).body?.cancel();
      return faultAnswer(fault, surroundings);
    case 'rate-limit':
    case 'firewall':
    case 'token':
      return faultAnswer(fault, surroundings);
  }
}
