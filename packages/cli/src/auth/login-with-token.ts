import { createClient } from '../credentials/create-client.ts';
import { keepProfile, readProfiles, serverIn, type TokenProfile } from '../credentials/profiles.ts';
import { usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { profileName } from './profile-name.ts';
import { whoAmI } from './who-am-i.ts';

const TOKENS_PAGE = 'https://api.planningcenteronline.com/oauth/applications';

interface Token {
  readonly applicationId: string;
  readonly secret: string;
}

/** Gets a personal access token, looks whether it works, and keeps it as a profile. */
export async function loginWithToken(
  invocation: Invocation,
  { fromInput = false }: { readonly fromInput?: boolean } = {},
): Promise<{ readonly name: string; readonly profile: TokenProfile }> {
  const { context, secrets, globals } = invocation;
  const { applicationId, secret } = fromInput
    ? parseToken(await context.stdin.readAll())
    : await askForToken(invocation);
  secrets.add(secret);
  const entered: TokenProfile = { kind: 'personal-token', applicationId, secret, ...serverIn(context.env) };
  const tried = { from: 'profile', name: 'new', profile: entered } as const;
  const who = await whoAmI(await createClient(tried, invocation));
  const profile = { ...entered, ...who };
  const name = globals.profile ?? profileName(who, (await readProfiles(context.env)).profiles);
  await keepProfile(context.env, name, profile);
  const { church = 'a church', person = 'somebody' } = who;
  await invocation.note(`Signed in to ${church} as ${person}, profile ${name}.`);
  return { name, profile };
}

async function askForToken(invocation: Invocation): Promise<Token> {
  const { prompts } = invocation.context;
  const style = invocation.messageStyle;
  await invocation.note(
    `Sign in with a personal access token of yours. Make one at\n${style('cyan', TOKENS_PAGE)} ("Personal Access Tokens").`,
  );
  const applicationId = await prompts.text({ message: 'Application ID', validate: problemOf });
  const secret = await prompts.secret({ message: 'Secret', validate: problemOf });
  return { applicationId, secret };
}

function problemOf(answer: string): string | undefined {
  if (answer === '') return 'It is needed.';
  return /\s/.test(answer) ? 'There are no spaces in it.' : undefined;
}

/** On two lines, or with a colon between them as `curl -u` takes it. */
function parseToken(text: string): Token {
  const [applicationId = '', secret = '', ...more] = text.trim().split(/[\s:]+/);
  if (applicationId === '' || secret === '' || more.length > 0) {
    throw usageFailure(
      'Standard input must hold the application id and the secret of a personal access token, on two lines or with a colon between them.',
    );
  }
  return { applicationId, secret };
}
