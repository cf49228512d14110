import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHAPTERS } from './chapters/index.js';
import { NO_PACE, play } from './program/play.js';
import { startEmulator } from './program/targets.js';

let target;
beforeEach(async () => {
  target = await startEmulator();
});
afterEach(() => target.close());

const named = (scenarios) => scenarios.map((scenario) => [scenario.name, scenario]);
const scenariosOf = (isEmulated) =>
  CHAPTERS.map(({ title, scenarios }) => [
    title,
    named(scenarios.filter(({ notEmulated }) => (notEmulated === undefined) === isEmulated)),
  ]).filter(([, scenarios]) => scenarios.length > 0);

describe.each(scenariosOf(true))('%s', (_, scenarios) => {
  it.each(scenarios)('%s', async (_, scenario) => {
    expect(await play(scenario, { target, pace: NO_PACE })).toEqual({ kind: 'ok', leftovers: [] });
  });
});

describe.each(scenariosOf(false))('not yet emulated: %s', (_, scenarios) => {
  // When one of these fails, the emulator has learned it, and the mark must go.
  it.each(scenarios)('%s', async (_, { notEmulated, ...scenario }) => {
    const { kind } = await play(scenario, { target, pace: NO_PACE });
    expect([kind, notEmulated]).toEqual([expect.not.stringMatching('ok'), expect.any(String)]);
  });
});
