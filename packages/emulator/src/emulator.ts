import { assembleEmulator } from './assemble-emulator.ts';
import type { Emulator } from './emulator-interface.ts';
import { INSIDE } from './inside.ts';
import { settingsFrom, type EmulatorOptions } from './options.ts';

/**
 * Creates a Planning Center of your own: with a church, credentials, a rate limit, and nothing behind it but memory.
 *
 * Nothing happens yet: the church is made when it is first asked for, or by `listen`.
 *
 * @throws TypeError, RangeError for options that cannot be used
 * @example
 * ```ts
 * const emulator = createEmulator({ people: 50 });
 * const answer = await emulator.fetch('https://api.planningcenteronline.com/people/v2/people', {
 *   headers: {
 *     Authorization: `Basic ${btoa(`${emulator.applicationId}:${emulator.secret}`)}`,
 *     'User-Agent': 'my program',
 *   },
 * });
 * ```
 */
export function createEmulator(options: EmulatorOptions = {}): Emulator {
  return assembleEmulator(settingsFrom(options), {
    ...INSIDE,
    async seedChurch(church, options) {
      // It brings a library of names with it that takes longer to load than all the rest.
      const { seedChurch } = await import('./church/seed-church.ts');
      seedChurch(church, options);
    },
  });
}
