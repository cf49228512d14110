import type { LoginOptions } from '../commands/auth.ts';
import { credentialsVariableIn } from '../credentials/choose-credentials.ts';
import { keepProfile } from '../credentials/profiles.ts';
import { usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { loginWithToken } from './login-with-token.ts';

/** Signs in in one of the three ways, and keeps it as a profile. */
export async function login(invocation: Invocation, options: LoginOptions): Promise<void> {
  const { oauth, churchCenter, withToken } = options;
  if (invocation.globals.emulator) {
    throw usageFailure('The practice church of --emulator needs no credentials.');
  }
  if ([oauth, churchCenter, withToken].filter((way) => way !== undefined).length > 1) {
    throw usageFailure('--with-token, --oauth and --church-center exclude each other.');
  }
  if (oauth) {
    const { loginWithOAuth } = await import('./login-with-oauth.ts');
    await loginWithOAuth(invocation, options);
  } else if (churchCenter !== undefined) {
    await loginToChurchCenter(invocation, churchCenter);
  } else {
    if (!withToken && !invocation.isInteractive) {
      throw usageFailure(
        'Nobody can be asked here: this is no terminal.',
        'pco auth login --with-token < token.txt, or set PCO_APPLICATION_ID and PCO_SECRET.',
      );
    }
    await loginWithToken(invocation, { fromInput: withToken === true });
  }
  await tellIfOverruled(invocation);
}

async function loginToChurchCenter(invocation: Invocation, ccName: string): Promise<void> {
  if (!/^[a-z0-9-]+$/i.test(ccName)) {
    throw usageFailure(`"${ccName}" is no name in Church Center. It is the grace of grace.churchcenter.com.`);
  }
  const { context, globals } = invocation;
  const name = globals.profile ?? ccName;
  await keepProfile(context.env, name, {
    kind: 'church-center',
    ccName,
    apiBase: context.env['PCO_API_BASE'] || undefined,
  });
  await invocation.note(`From now on pco reads what ${ccName} shows in Church Center, profile ${name}.`);
}

async function tellIfOverruled(invocation: Invocation): Promise<void> {
  const { env } = invocation.context;
  const set = credentialsVariableIn(env);
  if (set === undefined) return;
  await invocation.note(
    `Note: ${set} is set, so the environment's credentials are used. Unset it, or use --profile.`,
  );
}
