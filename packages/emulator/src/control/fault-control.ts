import { checkFaults } from '../faults/check-faults.ts';
import type { FaultPlan, FaultReport } from '../faults/fault-plan.ts';
import type { FaultRule } from '../faults/fault.ts';

/** What goes wrong, and with which requests. */
export interface FaultControl {
  /**
   * Replaces all rules. The new ones count requests from now on.
   *
   * @param options - `seed`: of what is left to chance; by default the one before, at first that of the church
   * @throws TypeError for rules that make no sense; the old ones stay then
   * @example
   * ```ts
   * emulator.control.faults.set([
   *   { fault: 'error', status: 503, path: '/people/v2/people', nth: 3 },
   *   { fault: 'reset', when: 'body', method: 'GET', probability: 0.1 },
   *   { fault: 'latency', milliseconds: 50, jitter: 100 },
   * ]);
   * ```
   */
  set(rules: readonly FaultRule[], options?: { readonly seed?: number | undefined }): void;
  /** Adds rules, which count requests from now on. */
  add(...rules: readonly FaultRule[]): void;
  /**
   * Takes away the rules that are equal to these. The others go on counting.
   *
   * @throws TypeError for rules that make no sense
   */
  remove(...rules: readonly FaultRule[]): void;
  /** Nothing goes wrong any more. */
  clear(): void;
  /** The rules in their order, and how often each had a say. */
  report(): readonly FaultReport[];
}

export function createFaultControl({ faultPlan }: { readonly faultPlan: FaultPlan }): FaultControl {
  return {
    set: (rules, { seed } = {}) => faultPlan.replace(checkFaults(rules), checkSeed(seed)),
    add: (...rules) => faultPlan.add(checkFaults(rules)),
    remove: (...rules) => faultPlan.remove(checkFaults(rules)),
    clear: () => faultPlan.replace([]),
    report: () => faultPlan.report(),
  };
}

function checkSeed(seed: unknown): number | undefined {
  if (seed === undefined || (Number.isSafeInteger(seed) && Number(seed) >= 0)) return seed as number;
  throw new TypeError(`The seed of faults must be a whole number from 0; got ${JSON.stringify(seed)}.`);
}
