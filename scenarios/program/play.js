import { NEEDS } from './scenario.js';
import { Difference, Skipped } from './verdicts.js';
import { Visit } from './visit.js';

/**
 * Plays one scenario and cleans up after it.
 *
 * @param {import('./scenario.js').Scenario} scenario
 * @param {object} parts
 * @param {import('./targets.js').Target} parts.target
 * @param {{ politely: <T>(send: () => Promise<T>) => Promise<T> }} parts.pace
 * @param {boolean} [parts.mayWrite]
 * @param {boolean} [parts.mayExhaust]
 * @param {(app: string) => Promise<string | undefined>} [parts.closedApp] - why an app cannot be read, if so
 * @returns {Promise<import('./verdicts.js').Verdict & { leftovers: string[] }>}
 */
export async function play(scenario, parts) {
  const why = reasonToSkip(scenario, parts) ?? (scenario.app && (await parts.closedApp?.(scenario.app)));
  if (why) return { kind: 'skipped', why, leftovers: [] };
  const visit = new Visit({ ...parts, scenario });
  const verdict = await verdictOf(scenario, visit);
  return { ...verdict, leftovers: await visit.leave() };
}

/** For those with nothing to lose: an emulator of one's own. */
export const NO_PACE = { politely: (send) => send() };

function reasonToSkip(scenario, { target, mayWrite, mayExhaust }) {
  const missing = (scenario.needs ?? []).find((need) => !target.has.includes(need));
  if (!target.isReal) return scenario.notEmulated && `not yet emulated: ${scenario.notEmulated}`;
  if (scenario.emulatorOnly) return scenario.emulatorOnly;
  if (scenario.writes && !mayWrite) return 'it writes, which --write allows';
  if (scenario.exhausts && !mayExhaust) return 'it uses up the rate limit, which --exhaust allows';
  return missing && `it needs ${NEEDS[missing]}`;
}

/** @returns {Promise<import('./verdicts.js').Verdict>} */
async function verdictOf(scenario, visit) {
  try {
    await scenario.play(visit);
    return { kind: 'ok' };
  } catch (error) {
    if (error instanceof Difference) return { kind: 'differs', what: error.message };
    if (error instanceof Skipped) return { kind: 'skipped', why: error.message };
    // A document without what the scenario looks into, or a server that does not answer.
    const cause = error.cause instanceof Error ? ` (${error.cause.message})` : '';
    return { kind: 'differs', what: `the scenario could not go on: ${error.message}${cause}` };
  }
}
