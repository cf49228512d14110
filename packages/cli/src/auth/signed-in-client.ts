import type { PCO } from 'tspco';
import { chooseCredentials, type Chosen } from '../credentials/choose-credentials.ts';
import { createClient } from '../credentials/create-client.ts';
import { EXIT } from '../exit-codes.ts';
import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';

/** The client of whoever is meant; somebody without credentials signs in first. */
export async function signedInClient(invocation: Invocation): Promise<PCO> {
  const { context, globals } = invocation;
  const chosen = (await chooseCredentials(context, globals)) ?? (await askForToken(invocation));
  return createClient(chosen, invocation);
}

/** Somebody at a terminal can be asked; everybody else is told what there is. */
async function askForToken(invocation: Invocation): Promise<Chosen> {
  if (!invocation.isInteractive) {
    throw new Failure('There are no credentials.', {
      exitCode: EXIT.authentication,
      remedy:
        'pco auth login; or set PCO_APPLICATION_ID and PCO_SECRET; or add --emulator to ask a practice church.',
    });
  }
  const { loginWithToken } = await import('./login-with-token.ts');
  const { name, profile } = await loginWithToken(invocation);
  return { from: 'profile', name, profile };
}
