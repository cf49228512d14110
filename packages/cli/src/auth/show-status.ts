import type { StatusOptions } from '../commands/auth.ts';
import { chooseCredentials, credentialsVariableIn, type Chosen } from '../credentials/choose-credentials.ts';
import { describeProfile } from '../credentials/describe-profile.ts';
import { profilesFile, readProfiles, type Profile } from '../credentials/profiles.ts';
import { EXIT } from '../exit-codes.ts';
import type { Invocation } from '../invocation.ts';

/** Tells which credentials there are, and which are used. No secret is among it. */
export async function showStatus(invocation: Invocation, { format }: StatusOptions): Promise<number> {
  const { context, globals } = invocation;
  const { profiles } = await readProfiles(context.env);
  const chosen = await chooseCredentials(context, globals);
  if (format === 'json') {
    const shown = Object.entries(profiles).map(([name, profile]) => withoutSecrets(name, profile));
    await invocation.print(`${JSON.stringify({ used: usedName(chosen), profiles: shown }, undefined, 2)}\n`);
  } else {
    const file = await profilesFile(context.env);
    await invocation.print(invocation.asTyped(statusText(chosen, { profiles, file }, invocation)));
  }
  return chosen === undefined ? EXIT.authentication : EXIT.ok;
}

function statusText(
  chosen: Chosen | undefined,
  { profiles, file }: { readonly profiles: Readonly<Record<string, Profile>>; readonly file: string },
  { context: { env }, style }: Invocation,
): string {
  const lines = [`${style('bold', 'Used:')} ${usedText(chosen, env)}`];
  const names = Object.keys(profiles);
  if (names.length > 0) {
    lines.push('', `${style('bold', 'Profiles')} in ${file}:`);
    const width = Math.max(...names.map((name) => name.length));
    for (const [name, profile] of Object.entries(profiles)) {
      const mark = chosen?.from === 'profile' && chosen.name === name ? style('green', '*') : ' ';
      lines.push(`${mark} ${name.padEnd(width)}  ${describeProfile(profile)}`);
    }
  }
  return `${lines.join('\n')}\n`;
}

function usedText(chosen: Chosen | undefined, env: Invocation['context']['env']): string {
  switch (chosen?.from) {
    case undefined:
      return 'nothing. Sign in with pco auth login, or add --emulator to a command.';
    case 'emulator':
      return 'the practice church in this process';
    case 'environment':
      return `the environment (${credentialsVariableIn(env)})`;
    case 'profile':
      return `the profile ${chosen.name}`;
  }
}

function usedName(chosen: Chosen | undefined): string | null {
  return chosen?.from === 'profile' ? `profile ${chosen.name}` : (chosen?.from ?? null);
}

function withoutSecrets(name: string, profile: Profile): object {
  const shown = Object.entries(profile).filter(([key]) => key !== 'secret' && key !== 'clientSecret');
  return { name, ...Object.fromEntries(shown) };
}
