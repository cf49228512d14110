import { createChance, type Chance } from '../chance.ts';
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
export interface Happening {
  readonly fault: Fault;
  /** From 0 to 1: what the fault itself leaves to chance. */
  readonly luck: number;
}

/** Decides what goes wrong with which request. */
export class FaultPlan {
  #seed: number;
  #rules: PlannedRule[] = [];

  constructor(rules: readonly FaultRule[], seed: number) {
    this.#seed = seed;
    this.replace(rules);
  }

  /** Other rules, which have seen nothing yet. */
  replace(rules: readonly FaultRule[], seed: number = this.#seed): void {
    this.#seed = seed;
    this.#rules = [];
    this.add(rules);
  }

  add(rules: readonly FaultRule[]): void {
    for (const rule of rules) this.#rules.push(planned(rule, this.#seed + 7919 * this.#rules.length));
  }

  report(): readonly FaultReport[] {
    return this.#rules.map(({ rule, seen, happened }) => ({ rule, seen, happened }));
  }

  /** Whether any rule has this fault. */
  knows(fault: Fault['fault']): boolean {
    return this.#rules.some(({ rule }) => rule.fault === fault);
  }

  /** What goes wrong with a request that arrives now, in the order of the rules. */
  meet(method: string, path: string): readonly Happening[] {
    const met = this.#rules.filter((planned) => this.#meets(planned, method, path));
    // Thrown now, since requests that are held up go on in another order than they came in.
    return met.map(({ rule, chance }) => ({ fault: rule, luck: chance() }));
  }

  #meets(planned: PlannedRule, method: string, path: string): boolean {
    const { rule, methods, pattern, chance } = planned;
    if (methods && !methods.includes(method)) return false;
    if (pattern && !pattern.test(path)) return false;
    planned.seen += 1;
    // Thrown for each request, so that the outcome does not hang on the other conditions.
    const isLucky = rule.probability === undefined || chance() < rule.probability;
    if (!isLucky) return false;
    if (rule.nth !== undefined && ![rule.nth].flat().includes(planned.seen)) return false;
    if (rule.every !== undefined && planned.seen % rule.every !== 0) return false;
    if (rule.times !== undefined && planned.happened >= rule.times) return false;
    planned.happened += 1;
    return true;
  }
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
