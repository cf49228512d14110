import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { WebhookSubscription } from 'tspco/webhooks';
import writeFileAtomic from 'write-file-atomic';
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
      : parse(await readFile(resolve(context.cwd, file), 'utf8'), file);
  const given = known.filter((secret) => secret !== '');
  secrets.add(...given);
  return given;
}

/** Writes them so that only this user can read them, by the event that they are for. */
export async function keepSecrets(
  { context }: Invocation,
  file: string,
  subscriptions: readonly WebhookSubscription[],
): Promise<void> {
  const byName = Object.fromEntries(subscriptions.map(({ name, secret }) => [name, secret]));
  const path = resolve(context.cwd, file);
  await writeFileAtomic(path, `${JSON.stringify(byName, undefined, 2)}\n`, { mode: 0o600 });
}

function parse(text: string, file: string): readonly string[] {
  try {
    const values = Object.values(JSON.parse(text) as Readonly<Record<string, unknown>>);
    return values.filter((value) => typeof value === 'string');
  } catch {
    throw usageFailure(
      `${file} holds no secrets: it must be as \`pco webhooks ensure --secrets-to\` writes it.`,
    );
  }
}
