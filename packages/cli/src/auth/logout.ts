import { namedProfile } from '../credentials/choose-credentials.ts';
import { sessionOf } from '../credentials/create-client.ts';
import { grantsFolder, readProfiles, writeProfiles, type OAuthProfile } from '../credentials/profiles.ts';
import { EXIT } from '../exit-codes.ts';
import { Failure, usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';

/** Forgets a profile, and takes the consent behind it back. */
export async function logout(
  invocation: Invocation,
  given: string | undefined,
  { local = false }: { readonly local?: boolean },
): Promise<void> {
  const { context, globals } = invocation;
  const { env } = context;
  const { current } = await readProfiles(env);
  if (given !== undefined && globals.profile !== undefined && given !== globals.profile) {
    throw usageFailure(`Which profile, ${given} or ${globals.profile}?`, 'pco auth logout NAME');
  }
  const wanted = given ?? globals.profile ?? (env['PCO_PROFILE'] || undefined) ?? current;
  if (wanted === undefined) {
    throw new Failure('Nobody is signed in.', { exitCode: EXIT.authentication });
  }
  const { name, profile } = await namedProfile(env, wanted);
  if (profile.kind === 'oauth') await forgetGrant(profile, name, { env, local });
  const { profiles } = await readProfiles(env);
  const { [name]: _, ...others } = profiles;
  const next = current === name ? undefined : current;
  await writeProfiles(env, { current: next, profiles: others });
  const rest = Object.keys(others);
  const hint =
    next === undefined && rest.length > 0 ? ` There are still: ${rest.join(', ')} (pco auth switch).` : '';
  await invocation.note(`Forgot ${name}.${hint}`);
  if (profile.kind === 'personal-token') {
    await invocation.note('The token itself is good until you delete it in Planning Center.');
  }
}

interface Forgetting {
  readonly env: Invocation['context']['env'];
  readonly local: boolean;
}

async function forgetGrant(profile: OAuthProfile, name: string, { env, local }: Forgetting): Promise<void> {
  if (local) {
    const { fileTokenStore } = await import('tspco/file-store');
    await fileTokenStore(await grantsFolder(env)).remove(name);
    return;
  }
  const session = await sessionOf(profile, name, env);
  try {
    await session.revoke();
  } catch (error) {
    throw new Failure('Planning Center could not be asked to forget the tokens, so nothing was changed.', {
      remedy: 'Try again later, or only forget them here: pco auth logout --local.',
      cause: error,
    });
  }
}
