import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CHAPTERS } from './chapters/index.js';
import { NO_PACE, play } from './program/play.js';
import { startEmulator } from './program/targets.js';

let target;
beforeEach(async () => {
  target = await startEmulator();
});
afterEach(() => target.close());

for (const { title, scenarios } of CHAPTERS)
  describe(title, () => {
    for (const { notEmulated, ...scenario } of scenarios)
      if (notEmulated === undefined)
        it(scenario.name, async () => {
          expect(await play(scenario, { target, pace: NO_PACE })).toEqual({ kind: 'ok', leftovers: [] });
        });
      else
        it(`not yet emulated: ${scenario.name}`, async () => {
          // When this fails, the emulator has learned it, and the mark must go.
          const { kind } = await play(scenario, { target, pace: NO_PACE });
          expect(kind).not.toBe('ok');
        });
  });
