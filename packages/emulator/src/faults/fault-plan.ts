import { isDeepStrictEqual } from 'node:util';
import { createChance, type Chance } from '../basics/chance.ts';
import type { Fault, FaultRule } from './fault.ts';

/** A rule, and how often it had a say. */
export interface FaultReport {
  readonly rule: FaultRule;
  /** Requests with its method and path. */
  readonly seen: number;
  /** How many of them something went wrong with. */
  readonly happened: number;
}

/** A fault that happens now. */
export interface MetFault {
  readonly fault: Fault;
  /** From 0 to 1: what the fault itself leaves to chance. */
  readonly luck: number;
}

/** Decides what goes wrong with which request. */
export class FaultPlan {
  #seed: number;
  #rules: PlannedRule[] = [];
  /** How many there have been since they were replaced: each has a chance of its own. */
  #added = 0;

  constructor(rules: readonly FaultRule[], seed: number) {
    this.#seed = seed;
    this.replace(rules);
  }

  /** Other rules, which have seen nothing yet. */
  replace(rules: readonly FaultRule[], seed: number = this.#seed): void {
    this.#seed = seed;
    this.#rules = [];
    this.#added = 0;
    this.add(rules);
  }

  add(rules: readonly FaultRule[]): void {
    for (const rule of rules) {
      this.#rules.push(planned(rule, this.#seed + 7919 * this.#added));
      this.#added += 1;
    }
  }

  /** The rules that are equal to these are no more. */
  remove(rules: readonly FaultRule[]): void {
    this.#rules = this.#rules.filter(({ rule }) => !rules.some((gone) => isDeepStrictEqual(gone, rule)));
  }

  report(): readonly FaultReport[] {
    return this.#rules.map(({ rule, seen, happened }) => ({ rule, seen, happened }));
  }

  /** Whether any rule has this fault. */
  knows(fault: Fault['fault']): boolean {
    return this.#rules.some(({ rule }) => rule.fault === fault);
  }

  /** What goes wrong with a request that arrives now, in the order of the rules. */
  meet(method: string, path: string): readonly MetFault[] {
    return this.#rules
      .filter(({ methods, pattern }) => (methods?.includes(method) ?? true) && (pattern?.test(path) ?? true))
      .flatMap((planned) => meetRule(planned) ?? []);
  }
}

function meetRule(planned: PlannedRule): MetFault | undefined {
  const { rule, chance } = planned;
  planned.seen += 1;
  // Thrown for each request as it comes, so that neither other conditions nor waiting change the outcome.
  const [fate, luck] = [chance(), chance()];
  if (rule.probability !== undefined && fate >= rule.probability) return undefined;
  if (rule.nth !== undefined && ![rule.nth].flat().includes(planned.seen)) return undefined;
  if (rule.every !== undefined && planned.seen % rule.every !== 0) return undefined;
  if (rule.times !== undefined && planned.happened >= rule.times) return undefined;
  planned.happened += 1;
  return { fault: rule, luck };
}

interface PlannedRule {
  readonly rule: FaultRule;
  readonly methods: readonly string[] | undefined;
  readonly pattern: RegExp | undefined;
  readonly chance: Chance;
  seen: number;
  happened: number;
}

function planned(rule: FaultRule, seed: number): PlannedRule {
  const { method, path } = rule;
  return {
    rule,
    methods: method === undefined ? undefined : [method].flat().map((name) => name.toUpperCase()),
    pattern: path === undefined ? undefined : patternOf(path),
    chance: createChance(seed),
    seen: 0,
    happened: 0,
  };
}

function patternOf(path: string): RegExp {
  const parts = path.split(/(\*\*|\*)/).map((part) => {
    if (part === '**') return '.*';
    return part === '*' ? '[^/]*' : part.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  });
  return new RegExp(`^${parts.join('')}$`);
}
