import { PCOPermissionError } from 'tspco';
import type { LoginOptions } from '../commands/auth.ts';
import { createClient, sessionOf } from '../credentials/create-client.ts';
import {
  grantsFolder,
  keepProfile,
  readProfiles,
  serverIn,
  type OAuthProfile,
} from '../credentials/profiles.ts';
import { Failure, usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { isLoopback, waitForCallback } from './loopback.ts';
import { profileName } from './profile-name.ts';
import { whoAmI, type Who } from './who-am-i.ts';

const DEFAULT_SCOPES = ['people'];
const NOBODY_KNOWN: Who = { church: undefined, churchId: undefined, person: undefined };

/**
 * Connects through the browser, with PKCE. The client secret is never an argument: it comes from `PCO_CLIENT_SECRET`, or
 * from a prompt; public applications have none.
 */
export async function loginWithOAuth(invocation: Invocation, options: LoginOptions): Promise<void> {
  const { context, globals, secrets } = invocation;
  const { env } = context;
  const { redirectUri, scopes = DEFAULT_SCOPES } = options;
  const clientId =
    options.clientId ?? (env['PCO_CLIENT_ID'] || undefined) ?? (await ask(invocation, 'Client ID'));
  const clientSecret = await secretOf(invocation);
  secrets.add(clientSecret);
  const server = serverIn(env);
  const entered: OAuthProfile = { kind: 'oauth', clientId, clientSecret, scopes, redirectUri, ...server };
  // The name follows from the church, which is not known yet.
  const name = globals.profile ?? `${clientId}-${context.now()}`;
  const session = await sessionOf(entered, name, env);
  const started = await session.startAuthorization();
  const callback = await callbackOf(started.url, invocation, options);
  const { missing } = await session.finishAuthorization(callback, started);
  const who = await whoAmI(await createClient({ from: 'profile', name, profile: entered }, invocation)).catch(
    async (error: unknown) => {
      // Scopes may open apps only that do not say who is asking.
      if (error instanceof PCOPermissionError) return NOBODY_KNOWN;
      // No profile will name these tokens.
      await session.revoke().catch(() => {});
      throw error;
    },
  );
  const kept = globals.profile ?? profileName(who, (await readProfiles(env)).profiles);
  if (kept !== name) await moveGrant(name, kept, env);
  await keepProfile(env, kept, { ...entered, ...who });
  const { church = 'a church', person = 'somebody' } = who;
  await invocation.note(`Connected to ${church} as ${person}, profile ${kept}.`);
  if (missing.length > 0) await invocation.note(`Not allowed: ${missing.join(', ')}.`);
}

async function moveGrant(from: string, to: string, env: Invocation['context']['env']): Promise<void> {
  const { fileTokenStore } = await import('tspco/file-store');
  const store = fileTokenStore(await grantsFolder(env));
  const saved = await store.load(from);
  const before = await store.load(to);
  const isSaved = saved !== undefined && (await store.save(to, saved.grant, before?.revision ?? 0));
  if (!isSaved) throw new Failure('The tokens that came back were not saved.', { remedy: 'Sign in again.' });
  await store.remove(from);
}

async function ask(invocation: Invocation, message: string): Promise<string> {
  if (!invocation.isInteractive) throw usageFailure(`--oauth needs --client-id, or PCO_CLIENT_ID.`);
  return invocation.context.prompts.text({
    message,
    validate: (answer) => (answer === '' ? 'It is needed.' : undefined),
  });
}

async function secretOf({ context, isInteractive }: Invocation): Promise<string | undefined> {
  const { env, prompts } = context;
  if (env['PCO_CLIENT_SECRET'] !== undefined) return env['PCO_CLIENT_SECRET'] || undefined;
  if (!isInteractive) return undefined;
  const answer = await prompts.secret({ message: 'Client secret (empty for a public application)' });
  return answer === '' ? undefined : answer;
}

/** The address that the browser was sent back to. */
async function callbackOf(
  url: string,
  invocation: Invocation,
  { redirectUri, browser }: LoginOptions,
): Promise<string> {
  const { context } = invocation;
  if (!browser || !isLoopback(redirectUri)) {
    await invocation.note(`Open this address in a browser, and allow it:\n\n${url}\n`);
    if (!context.stdin.isTerminal) return (await context.stdin.readAll()).trim();
    return context.prompts.text({ message: 'The address that the browser was sent back to' });
  }
  const waiting = await waitForCallback(redirectUri, context.signal);
  try {
    await invocation.note(`Allow it in your browser. If it does not open, go to\n\n${url}\n`);
    // Where there is no browser, the address is enough.
    await context.openBrowser(url).catch(() => {});
    return await waiting.callback;
  } finally {
    waiting.close();
  }
}
