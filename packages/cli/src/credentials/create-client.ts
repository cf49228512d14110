import { randomUUID } from 'node:crypto';
import { OAuthSession, PCO, type ClientOptions, type PCOOptions } from 'tspco';
import type { Context } from '../context.ts';
import { EXIT } from '../exit-codes.ts';
import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { VERSION } from '../version.ts';
import type { Chosen } from './choose-credentials.ts';
import { grantsFolder, type OAuthProfile, type Profile } from './profiles.ts';

/** The client of these credentials, which are kept already or are to be tried before. */
export async function createClient(chosen: Chosen, invocation: Invocation): Promise<PCO> {
  return new PCO(await optionsFor(chosen, invocation));
}

/** The session of a profile that was connected by OAuth. */
export async function sessionOf(
  profile: OAuthProfile,
  name: string,
  env: Context['env'],
): Promise<OAuthSession> {
  const { fileTokenStore } = await import('tspco/file-store');
  const { clientId, clientSecret, scopes, redirectUri, apiBase } = profile;
  const store = fileTokenStore(await grantsFolder(env));
  return new OAuthSession({ clientId, clientSecret, scopes, redirectUri, apiBase, store, id: name });
}

async function optionsFor(chosen: Chosen, invocation: Invocation): Promise<PCOOptions> {
  const shared = sharedOptions(invocation);
  const { env } = invocation.context;
  switch (chosen.from) {
    case 'emulator':
      return { ...shared, ...(await emulatorOptions(invocation.context)) };
    case 'environment':
      return { ...shared, ...environmentOptions(invocation) };
    case 'profile': {
      const { name, profile } = chosen;
      return { ...shared, ...serverOf(profile), ...(await credentialsOf(profile, name, invocation, env)) };
    }
  }
}

function sharedOptions(invocation: Invocation): ClientOptions {
  const { globals, readOnly } = invocation;
  return {
    readOnly,
    userAgent: `pco/${VERSION}`,
    on: { warning: ({ message }) => void invocation.note(`Warning: ${message}`) },
    ...(globals.debug ? { logger: debugLogger(invocation) } : {}),
  };
}

function debugLogger(invocation: Invocation): NonNullable<ClientOptions['logger']> {
  const style = invocation.messageStyle;
  return {
    debug: (line) => void invocation.note(style('dim', line)),
    // A hook tells warnings to everybody.
    warn: () => {},
  };
}

/** A practice church in this process. It forgets what it is told when the command ends. */
async function emulatorOptions({ now }: Context): Promise<PCOOptions> {
  const { createEmulator } = await import('@tspco/emulator');
  const { applicationId, secret, fetch } = createEmulator({ clock: { now } });
  // Each emulator counts its own requests, so they share no budget.
  return { applicationId, secret, fetch, budgetKey: randomUUID() };
}

function environmentOptions({ context: { env }, secrets }: Invocation): PCOOptions {
  const variable = (name: string): string | undefined => env[name] || undefined;
  const applicationId = variable('PCO_APPLICATION_ID');
  const secret = variable('PCO_SECRET');
  if ((applicationId === undefined) !== (secret === undefined)) {
    const [there, missing] =
      secret === undefined ? ['PCO_APPLICATION_ID', 'PCO_SECRET'] : ['PCO_SECRET', 'PCO_APPLICATION_ID'];
    throw new Failure(`${there} is set in the environment, but ${missing} is not.`, {
      exitCode: EXIT.authentication,
      remedy: `Set ${missing}, or unset both and sign in: pco auth login.`,
    });
  }
  secrets.add(secret, variable('PCO_TOKEN'));
  const given = {
    applicationId,
    secret,
    token: variable('PCO_TOKEN'),
    ccName: variable('PCO_CC_NAME'),
    apiBase: variable('PCO_API_BASE'),
    uploadUrl: variable('PCO_UPLOAD_URL'),
  };
  // The client says which of these exclude each other.
  return given as PCOOptions;
}

async function credentialsOf(
  profile: Profile,
  name: string,
  { secrets }: Invocation,
  env: Context['env'],
): Promise<PCOOptions> {
  switch (profile.kind) {
    case 'personal-token': {
      const { applicationId, secret } = profile;
      secrets.add(secret);
      return { applicationId, secret };
    }
    case 'oauth':
      secrets.add(profile.clientSecret);
      return { session: await sessionOf(profile, name, env) };
    case 'church-center':
      return { ccName: profile.ccName };
  }
}

function serverOf({ apiBase, uploadUrl }: Profile): ClientOptions {
  return { apiBase, uploadUrl };
}
