import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import writeFileAtomic from 'write-file-atomic';
import { usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';

/** By the event that each is for. */
export type SecretsByEvent = Readonly<Record<string, string>>;

/** The secrets that deliveries may be signed with: those of a file, else of the environment. */
export async function secretsFrom(
  { context, secrets }: Invocation,
  file: string | undefined,
): Promise<readonly string[]> {
  const known =
    file === undefined
      ? (context.env['PCO_WEBHOOK_SECRETS'] ?? '').split(',').map((secret) => secret.trim())
      : Object.values(parse(await readFile(resolve(context.cwd, file), 'utf8'), file));
  const given = known.filter((secret) => secret !== '');
  secrets.add(...given);
  return given;
}

/** What a file of secrets holds already; nothing when there is none. */
export async function keptSecrets({ context }: Invocation, file: string): Promise<SecretsByEvent> {
  try {
    return parse(await readFile(resolve(context.cwd, file), 'utf8'), file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

/** Writes them so that only this user can read them. */
export async function keepSecrets(
  { context }: Invocation,
  file: string,
  secrets: SecretsByEvent,
): Promise<void> {
  const path = resolve(context.cwd, file);
  await writeFileAtomic(path, `${JSON.stringify(secrets, undefined, 2)}\n`, { mode: 0o600 });
}

function parse(text: string, file: string): SecretsByEvent {
  try {
    const entries = Object.entries(JSON.parse(text) as Readonly<Record<string, unknown>>);
    return Object.fromEntries(
      entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    );
  } catch {
    throw usageFailure(
      `${file} holds no secrets: it must be as \`pco webhooks ensure --secrets-to\` writes it.`,
    );
  }
}
