import { remarks } from './scenario.js';

const SIGNS = { ok: '✓', differs: '✗', skipped: '-' };

/** Prints verdicts as they come, and sums them up. */
export class Report {
  #verbose;
  #print;
  #secrets = [];
  #tally = { ok: 0, differs: 0, skipped: 0 };
  #leftovers = [];

  /** @param {{ verbose?: boolean, print?: (line: string) => void }} [options] */
  constructor({ verbose = false, print = console.log } = {}) {
    this.#verbose = verbose;
    this.#print = print;
  }

  /**
   * From now on these texts are never printed.
   *
   * @param {string[]} secrets
   */
  hide(secrets) {
    this.#secrets = secrets;
  }

  /** @param {string} line */
  say(line) {
    this.#print(this.#secrets.reduce((text, secret) => text.replaceAll(secret, '[hidden]'), line));
  }

  /**
   * @param {import('./scenario.js').Scenario} scenario
   * @param {import('./verdicts.js').Verdict & { leftovers: string[] }} verdict
   */
  add({ name }, { leftovers, ...verdict }) {
    this.#tally[verdict.kind]++;
    this.#leftovers.push(...leftovers);
    if (verdict.kind !== 'ok' || this.#verbose) this.say(`  ${SIGNS[verdict.kind]} ${name}`);
    if (verdict.kind === 'differs') this.say(`      ${verdict.what}`);
    if (verdict.kind === 'skipped') this.say(`      skipped: ${verdict.why}`);
    for (const path of leftovers) this.say(`      could not be deleted, please do it: ${path}`);
  }

  /** Prints the sums. @returns {number} the exit code */
  finish() {
    const { ok, differs, skipped } = this.#tally;
    this.say(`\n${ok} as they should be, ${differs} differ, ${skipped} skipped`);
    if (differs > 0 || this.#leftovers.length > 0) return 1;
    return ok > 0 ? 0 : 2;
  }
}

/** @param {import('./scenario.js').Chapter[]} chapters */
export function printScenarios(chapters, print = console.log) {
  for (const { title, scenarios } of chapters) {
    print(`\n${title}`);
    for (const scenario of scenarios) {
      print(`  ${scenario.name}`);
      for (const remark of remarks(scenario)) print(`      ${remark}`);
    }
  }
}

/** @param {import('./scenario.js').Chapter[]} chapters */
export function printFacts(chapters, print = console.log) {
  for (const { title, facts, unshown = {}, scenarios } of chapters) {
    print(`\n${title}`);
    for (const [fact, says] of Object.entries(facts)) {
      print(`  ${fact}: ${says}`);
      for (const { name } of scenarios.filter(({ shows }) => shows.includes(fact))) print(`      ✓ ${name}`);
    }
    for (const [fact, why] of Object.entries(unshown)) print(`  ${fact}\n      without a scenario: ${why}`);
  }
}
