import { readFile, realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { WebhookSubscription } from 'tspco/webhooks';
import writeFileAtomic from 'write-file-atomic';
import { lockFile } from '../lock-file.ts';
import { Failure, usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { noSecrets } from './secrets.ts';

/** By the event that each is for. */
type SecretsByEvent = Readonly<Record<string, string>>;

/** A file of secrets that no other pco writes meanwhile. */
export interface SecretsFile {
  /** As it was named. */
  readonly name: string;
  readonly held: SecretsByEvent;
  /** Adds to what is in it, so that only this user can read it. */
  add(secrets: SecretsByEvent): Promise<void>;
}

/**
 * Works with a file of secrets, which need not be there yet.
 *
 * @throws {@link Failure} when it is something else or cannot be written, before any work is done
 */
export async function withSecretsFile<Result>(
  { context }: Invocation,
  name: string,
  work: (file: SecretsFile) => Promise<Result>,
): Promise<Result> {
  const given = resolve(context.cwd, name);
  const path = await realpath(given).catch(() => given);
  const lock = await lockSoon(path, context.signal).catch((error: unknown) => {
    if (!isSystemError(error)) throw error;
    throw new Failure(`${name} cannot be written.`, { cause: error });
  });
  try {
    return await work({
      name,
      held: await secretsIn(path, name),
      async add(secrets) {
        const all = { ...(await secretsIn(path, name)), ...secrets };
        await writeFileAtomic(path, `${JSON.stringify(all, undefined, 2)}\n`, { mode: 0o600 });
      },
    });
  } finally {
    await lock.release();
  }
}

/** @throws {@link Failure} for a file in which the secret of another subscription would be lost */
export function refuseOthers(
  { name, held }: SecretsFile,
  events: readonly string[],
  {
    all,
    isOwn,
  }: {
    readonly all: readonly WebhookSubscription[];
    readonly isOwn: (one: WebhookSubscription) => boolean;
  },
): void {
  for (const event of events) {
    const owners = all.filter(({ secret }) => secret !== '' && secret === held[event]);
    const [other] = owners;
    if (other && !owners.some(isOwn)) {
      throw usageFailure(
        `${name} holds the secret of ${event} to ${other.url} (subscription ${other.id}), which would be lost.`,
        'Give another file: one holds one secret of each event.',
      );
    }
  }
}

async function secretsIn(path: string, name: string): Promise<SecretsByEvent> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isSystemError(error) && error.code === 'ENOENT') return '';
    throw error;
  });
  if (text.trim() === '') return {};
  const content = parsed(text);
  if (isSecrets(content)) return content;
  throw noSecrets(name);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isSecrets(content: unknown): content is SecretsByEvent {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return false;
  return Object.values(content).every((value) => typeof value === 'string');
}

const PATIENCE_MS = 10_000;
const PAUSE_MS = 50;

/** Waits a little for whoever has it: nobody has it for long. */
async function lockSoon(path: string, signal: AbortSignal): Promise<{ release(): Promise<void> }> {
  for (const end = Date.now() + PATIENCE_MS; ;) {
    try {
      return await lockFile(path);
    } catch (error) {
      if (!(error instanceof Failure) || Date.now() > end) throw error;
    }
    signal.throwIfAborted();
    await setTimeout(PAUSE_MS);
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
