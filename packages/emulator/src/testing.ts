import { assembleEmulator } from './assemble-emulator.ts';
import { seedShared } from './church/seed-shared.ts';
import type { Emulator } from './emulator-interface.ts';
import { INSIDE } from './inside.ts';
import { settingsFrom, type EmulatorOptions } from './options.ts';

export type { Control } from './control/control.ts';
export type { Emulator, Listening } from './emulator-interface.ts';
export type { EmulatorOptions } from './options.ts';

/** An emulator for one test, and what the test's requests need. */
export interface FreshChurch extends Emulator {
  /** For a client's constructor: `new PCO(church.pcoOptions)`. */
  readonly pcoOptions: {
    readonly applicationId: string;
    readonly secret: string;
    /** Answers in this process, without a socket. */
    readonly fetch: Emulator['fetch'];
  };
  /** For a request without a client: `church.fetch(url, { headers: church.headers })`. */
  readonly headers: { readonly Authorization: string; readonly 'User-Agent': string };
}

/**
 * Gives a test a church of its own, which no other test can change, in this process and without a socket. There is
 * nothing to close and nothing to clean up.
 *
 * The options are those of `createEmulator`, with other defaults: 50 people, and no rate limit. The first church of a
 * kind takes its time to be invented; the next ones share its records until they change them.
 *
 * @throws TypeError, RangeError for options that cannot be used
 * @example
 * ```ts
 * const church = freshChurch({ people: 20 });
 * const pco = new PCO(church.pcoOptions);
 * ```
 */
export function freshChurch(given: EmulatorOptions = {}): FreshChurch {
  const { people = 50, rateLimit = false } = given;
  const settings = settingsFrom({ ...given, people, rateLimit });
  const { clock } = settings;
  const emulator = assembleEmulator(settings, {
    ...INSIDE,
    seedChurch: (church, options) => {
      // Whoever sets the clock wants the church of that moment; whoever does not cannot tell one within the hour.
      const moment = given.clock ? clock.now() : Math.floor(clock.now() / HOUR);
      seedShared(church, options, moment);
    },
  });
  const { applicationId, secret, fetch, accessToken } = emulator;
  return {
    ...emulator,
    pcoOptions: { applicationId, secret, fetch },
    headers: { Authorization: `Bearer ${accessToken}`, 'User-Agent': 'test' },
  };
}

const HOUR = 3_600_000;
