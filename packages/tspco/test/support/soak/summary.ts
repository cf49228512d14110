import type { FaultRule } from '@tspco/emulator';
import type { RetryEvent } from 'tspco';
import { SOAK_FAULTS } from './rules.ts';
import type { Round } from './soak.ts';

/** Counts what happened, for a table and against the chance that nothing was tried. */
export class Summary {
  readonly #seed: number;
  readonly #arrived = new Map<string, number>();
  readonly #faults = new Map<string, number>();
  readonly #retries = new Map<string, number>();
  readonly #outcomes = new Map<string, number>();

  constructor(seed: number) {
    this.#seed = seed;
  }

  addRetry({ reason, status }: RetryEvent): void {
    count(this.#retries, status === undefined ? reason : `${reason} ${status}`);
  }

  add({ reports, ledger, faults }: Round): void {
    for (const { method, url } of ledger)
      count(this.#arrived, url.startsWith('/v2/files') ? 'upload' : method);
    for (const { rule, happened } of faults) count(this.#faults, nameOf(rule), happened);
    for (const { failure } of reports) count(this.#outcomes, failure ? failed(failure.sent) : 'done');
  }

  /** What the run has tried too little of to prove anything. Only what is left to chance can be on it. */
  shortfalls(): readonly string[] {
    const arrived = sum(this.#arrived);
    const share = (counts: ReadonlyMap<string, number>, name: string): number =>
      (counts.get(name) ?? 0) / arrived;
    const enough: Readonly<Record<string, boolean>> = {
      'a fifth POST': share(this.#arrived, 'POST') > 0.2,
      'a tenth PATCH': share(this.#arrived, 'PATCH') > 0.1,
      'a twentieth uploads': share(this.#arrived, 'upload') > 0.05,
      'three faults for ten requests': sum(this.#faults) > 0.3 * arrived,
      'every outcome': ['done', ...['no', 'maybe', 'yes'].map(failed)].every((name) =>
        this.#outcomes.has(name),
      ),
    };
    return Object.keys(enough).filter((name) => !enough[name]);
  }

  /** @param heaps - in bytes, after each round */
  text(heaps: readonly number[]): string {
    const megabytes = heaps.map((heap) => (heap / 1_048_576).toFixed(1)).join(' ');
    return [
      `Seed ${this.#seed}: ${sum(this.#arrived)} requests arrived`,
      ...lines(this.#arrived),
      `Went wrong (${SOAK_FAULTS.length} rules):`,
      ...lines(this.#faults),
      'Sent again because of:',
      ...lines(this.#retries),
      'Reported:',
      ...lines(this.#outcomes),
      `Heap after each round, in MB: ${megabytes}`,
    ].join('\n');
  }
}

const failed = (sent: string): string => `failed, sent: ${sent}`;

function count(counts: Map<string, number>, name: string, by = 1): void {
  counts.set(name, (counts.get(name) ?? 0) + by);
}

const sum = (counts: ReadonlyMap<string, number>): number =>
  [...counts.values()].reduce((total, number) => total + number, 0);

const lines = (counts: ReadonlyMap<string, number>): string[] =>
  [...counts].map(([name, number]) => `${String(number).padStart(7)}  ${name}`);

function nameOf(rule: FaultRule): string {
  return Object.entries(rule)
    .filter(([name]) => name !== 'probability')
    .map(([name, value]) => (name === 'fault' ? String(value) : `${name}: ${JSON.stringify(value)}`))
    .join(' ');
}
