import { nearNames } from '@tspco/catalog';
import type { Context } from '../context.ts';
import { EXIT } from '../exit-codes.ts';
import { Failure, usageFailure } from '../failure.ts';
import type { GlobalOptions } from '../invocation.ts';
import { readProfiles, type Profile } from './profiles.ts';

/** Which credentials are used, and why. */
export type Chosen =
  | { readonly from: 'emulator' }
  | { readonly from: 'environment' }
  | { readonly from: 'profile'; readonly name: string; readonly profile: Profile };

const VARIABLES = ['PCO_APPLICATION_ID', 'PCO_SECRET', 'PCO_TOKEN', 'PCO_CC_NAME'];

/** The first variable of the environment that holds credentials. */
export function credentialsVariableIn(env: Context['env']): string | undefined {
  return VARIABLES.find((name) => env[name]);
}

/**
 * `--emulator`, else `--profile`, else the environment's credentials, else `PCO_PROFILE`, else the profile in use;
 * `undefined` when there is none of these.
 */
export async function chooseCredentials(
  { env }: Pick<Context, 'env'>,
  { emulator, profile }: GlobalOptions,
): Promise<Chosen | undefined> {
  if (emulator && profile !== undefined) {
    throw usageFailure('--emulator and --profile exclude each other: the practice church has no profiles.');
  }
  if (emulator) return { from: 'emulator' };
  if (profile !== undefined) return namedProfile(env, profile);
  if (credentialsVariableIn(env) !== undefined) return { from: 'environment' };
  if (env['PCO_PROFILE']) return namedProfile(env, env['PCO_PROFILE']);
  const { current } = await readProfiles(env);
  return current === undefined ? undefined : namedProfile(env, current);
}

/** A profile by its name. */
export async function namedProfile(
  env: Context['env'],
  name: string,
): Promise<{ readonly from: 'profile'; readonly name: string; readonly profile: Profile }> {
  const { profiles } = await readProfiles(env);
  const profile = Object.hasOwn(profiles, name) ? profiles[name] : undefined;
  if (profile) return { from: 'profile', name, profile };
  const names = Object.keys(profiles);
  const [near] = nearNames(name, names);
  const known = names.length === 0 ? 'There are none yet.' : `There are: ${names.join(', ')}.`;
  throw new Failure(
    `There is no profile "${name}". ${near === undefined ? known : `Did you mean "${near}"?`}`,
    { exitCode: EXIT.authentication, remedy: `pco auth login --profile ${name}` },
  );
}

/** Names whose data are read, without a secret: what was begun for one church must not go on with another. */
export function identityOf(chosen: Chosen | undefined, env: Context['env']): string {
  switch (chosen?.from) {
    case undefined:
      return 'nobody';
    case 'emulator':
      return 'emulator';
    case 'environment':
      return ['environment', env['PCO_APPLICATION_ID'], env['PCO_CC_NAME'], env['PCO_API_BASE']]
        .filter(Boolean)
        .join(' ');
    case 'profile':
      return `profile ${chosen.name}`;
  }
}
