import { chmod, mkdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Context } from '../context.ts';
import { Failure } from '../failure.ts';

interface AnyProfile {
  /** The church, and whoever signed in, as they were called then. */
  readonly church?: string | undefined;
  readonly churchId?: string | undefined;
  readonly person?: string | undefined;
  /** Another server than Planning Center, such as an emulator. The credentials are sent to no other. */
  readonly apiBase?: string | undefined;
  readonly uploadUrl?: string | undefined;
}

export interface TokenProfile extends AnyProfile {
  readonly kind: 'personal-token';
  readonly applicationId: string;
  readonly secret: string;
}

/** Its tokens lie in a token store, under the name of the profile. */
export interface OAuthProfile extends AnyProfile {
  readonly kind: 'oauth';
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  readonly scopes: readonly string[];
  readonly redirectUri: string;
}

interface ChurchCenterProfile extends AnyProfile {
  readonly kind: 'church-center';
  readonly ccName: string;
}

/** One way to sign in. */
export type Profile = TokenProfile | OAuthProfile | ChurchCenterProfile;

/** All ways to sign in, as they are kept. */
export interface Profiles {
  readonly current?: string | undefined;
  readonly profiles: Readonly<Record<string, Profile>>;
}

/** The folder that everything is kept in. */
async function configFolder(env: Context['env']): Promise<string> {
  if (env['PCO_CONFIG_DIR']) return env['PCO_CONFIG_DIR'];
  const { default: envPaths } = await import('env-paths');
  return envPaths('pco', { suffix: '' }).config;
}

/** Where the grants of OAuth are kept. */
export async function grantsFolder(env: Context['env']): Promise<string> {
  return join(await configFolder(env), 'grants');
}

/** The file that the profiles are kept in. */
export async function profilesFile(env: Context['env']): Promise<string> {
  return join(await configFolder(env), 'profiles.json');
}

/** Reads the profiles; none when there is no file yet. */
export async function readProfiles(env: Context['env']): Promise<Profiles> {
  const file = await profilesFile(env);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return { profiles: {} };
    throw error;
  }
  await closeToOthers(file);
  const profiles = parseProfiles(text);
  if (profiles) return profiles;
  throw new Failure(`${file} cannot be read: it is not what pco has written.`, {
    remedy: 'Move it away, and sign in again: pco auth login.',
  });
}

/** Writes all profiles, wholly or not at all, so that only this user can read them. */
export async function writeProfiles(env: Context['env'], profiles: Profiles): Promise<void> {
  await mkdir(await configFolder(env), { recursive: true, mode: 0o700 });
  const text = `${JSON.stringify({ version: 1, ...profiles }, undefined, 2)}\n`;
  const { default: writeFileAtomic } = await import('write-file-atomic');
  await writeFileAtomic(await profilesFile(env), text, { mode: 0o600 });
}

/** Another server is meant for good: its credentials must not be sent to Planning Center later. */
export function serverIn(env: Context['env']): Pick<AnyProfile, 'apiBase' | 'uploadUrl'> {
  return { apiBase: env['PCO_API_BASE'] || undefined, uploadUrl: env['PCO_UPLOAD_URL'] || undefined };
}

/** Adds a profile, or takes the place of one of that name, and uses it from now on. */
export async function keepProfile(env: Context['env'], name: string, profile: Profile): Promise<void> {
  const { profiles } = await readProfiles(env);
  await writeProfiles(env, { current: name, profiles: { ...profiles, [name]: profile } });
}

/** Whoever copied the file around may have opened it to others. */
async function closeToOthers(file: string): Promise<void> {
  // Windows has no such bits; there the folder belongs to the user.
  if (process.platform === 'win32') return;
  const { mode } = await stat(file);
  if ((mode & 0o077) !== 0) await chmod(file, 0o600);
}

function parseProfiles(text: string): Profiles | undefined {
  try {
    const { current, profiles } = JSON.parse(text) as Partial<Profiles>;
    if (typeof profiles !== 'object' || profiles === null) return undefined;
    const known = Object.entries(profiles).filter(([, profile]) => isProfile(profile));
    return { current, profiles: Object.fromEntries(known) };
  } catch {
    return undefined;
  }
}

function isProfile(profile: Partial<Profile> | null): boolean {
  return (
    typeof profile === 'object' &&
    profile !== null &&
    ['personal-token', 'oauth', 'church-center'].includes(profile.kind ?? '')
  );
}
