import { namedProfile } from '../credentials/choose-credentials.ts';
import { describeProfile } from '../credentials/describe-profile.ts';
import { readProfiles, writeProfiles } from '../credentials/profiles.ts';
import { EXIT } from '../exit-codes.ts';
import { Failure, usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';

/** Uses another profile from now on. */
export async function switchProfile(invocation: Invocation, wanted: string | undefined): Promise<void> {
  const { env, prompts } = invocation.context;
  const all = await readProfiles(env);
  const names = Object.keys(all.profiles);
  if (names.length === 0) {
    throw new Failure('There are no profiles.', {
      exitCode: EXIT.authentication,
      remedy: 'pco auth login',
    });
  }
  if (wanted === undefined && !invocation.isInteractive) {
    throw usageFailure(`Which profile? There are: ${names.join(', ')}.`, 'pco auth switch NAME');
  }
  const chosen = wanted ?? (await prompts.select('Which profile?', names));
  const { name, profile } = await namedProfile(env, chosen);
  await writeProfiles(env, { ...all, current: name });
  await invocation.note(`From now on: ${name}, ${describeProfile(profile)}.`);
}
