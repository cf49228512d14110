import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';

/** The secrets that deliveries may be signed with: those of a file, else of the environment. */
export async function secretsFrom(
  { context, secrets }: Invocation,
  file: string | undefined,
): Promise<readonly string[]> {
  const known =
    file === undefined
      ? (context.env['PCO_WEBHOOK_SECRETS'] ?? '').split(',').map((secret) => secret.trim())
      : textsIn(await readFile(resolve(context.cwd, file), 'utf8'), file);
  const given = known.filter((secret) => secret !== '');
  secrets.add(...given);
  return given;
}

function textsIn(text: string, file: string): readonly string[] {
  try {
    const entries = Object.values(JSON.parse(text) as Readonly<Record<string, unknown>>);
    return entries.filter((entry) => typeof entry === 'string');
  } catch {
    throw noSecrets(file);
  }
}

export function noSecrets(file: string): Error {
  return usageFailure(
    `${file} holds no secrets: it must be as \`pco webhooks ensure --secrets-to\` writes it.`,
  );
}
