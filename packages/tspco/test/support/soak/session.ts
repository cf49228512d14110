import type { Emulator } from '@tspco/emulator';
import type { TokenSession } from 'tspco';

/** A session of the emulator's administrator, who signs in again when a token was refused. */
export async function signIn(emulator: Emulator, id: string): Promise<TokenSession> {
  let { accessToken: token } = await emulator.control.signIn();
  let renewal: Promise<void> | undefined;
  const renew = async (): Promise<void> => {
    ({ accessToken: token } = await emulator.control.signIn());
    renewal = undefined;
  };
  return {
    id,
    accessToken: () => Promise.resolve(token),
    async renew(refused) {
      // Of several requests that were refused with one token, the first renews it for all.
      if (refused === token) await (renewal ??= renew());
      return true;
    },
  };
}
