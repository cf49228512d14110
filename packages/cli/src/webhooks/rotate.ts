import { PCOError, PCORequestError } from 'tspco';
import { listWebhooks, rotateWebhookSecret, type WebhookSubscription } from 'tspco/webhooks';
import type { RotateOptions } from '../commands/webhooks.ts';
import { EXIT } from '../exit-codes.ts';
import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { confirm } from '../request/confirm.ts';
import { refuseIfReadOnly } from '../request/refuse-if-read-only.ts';
import { refuseOthers, withSecretsFile, type SecretsFile } from './secrets-file.ts';

/** Gives a subscription another secret. */
export async function rotate(
  invocation: Invocation,
  id: string,
  { secretsTo, dryRun, yes = false }: RotateOptions,
): Promise<void> {
  if (!dryRun) refuseIfReadOnly(invocation, 'POST');
  const look = (file?: SecretsFile): Promise<WebhookSubscription> => subscriptionFor(invocation, id, file);
  const found = await (secretsTo === undefined ? look() : withSecretsFile(invocation, secretsTo, look));
  const { name, url } = found;
  if (dryRun) {
    await invocation.print(`would replace the secret of  ${name}  ${url}\n`);
    return;
  }
  await confirm(invocation, {
    yes,
    whether: 'to replace the secret',
    question: () => `Replace the secret of ${name} to ${url}? Whatever receives it there needs the new one.`,
    refused: 'Nothing was changed.',
  });
  if (secretsTo === undefined) {
    await replace(invocation, found);
    return invocation.note(wayToHave(found));
  }
  await withSecretsFile(invocation, secretsTo, async (file) => {
    // While somebody was asked, all of it may have changed.
    const subscription = await look(file);
    // A file that cannot take the new secret is told before there is one.
    if (Object.keys(file.held).length > 0) await file.add({});
    const secret = await replace(invocation, subscription, secretsTo);
    await file.add({ [name]: secret }).catch(async (error: unknown) => {
      await invocation.note(wayToHave(subscription, secretsTo));
      throw error;
    });
  });
  return invocation.note(`It is in ${secretsTo}.`);
}

/** @throws {@link Failure} when there is none, or a file has no place for its secret */
async function subscriptionFor(
  invocation: Invocation,
  id: string,
  file?: SecretsFile,
): Promise<WebhookSubscription> {
  const pco = await invocation.client();
  const all = await listWebhooks(pco, { signal: invocation.context.signal });
  const found = all.find((one) => one.id === id);
  if (!found) {
    const remedy = 'pco webhooks list shows the ids.';
    throw new Failure(`There is no subscription ${id}.`, { exitCode: EXIT.notFound, remedy });
  }
  if (file) refuseOthers(file, [found.name], { all, isOwn: (one) => one.id === id });
  return found;
}

/** @returns the new secret */
async function replace(
  invocation: Invocation,
  subscription: WebhookSubscription,
  secretsTo?: string,
): Promise<string> {
  const { id, name, url } = subscription;
  const pco = await invocation.client();
  try {
    const { secret, previous } = await rotateWebhookSecret(pco, id, { signal: invocation.context.signal });
    invocation.secrets.add(secret, previous);
    await invocation.note(`The secret of ${name} to ${url} is another one now.`);
    return secret;
  } catch (error) {
    if (!isRefusal(error)) {
      await invocation.note(`The secret of ${name} to ${url} may be another one now.`);
      await invocation.note(wayToHave(subscription, secretsTo));
    }
    throw error;
  }
}

/** Whether a request was certainly not carried out. */
function isRefusal(error: unknown): boolean {
  if (error instanceof PCORequestError) return error.statusCode < 500;
  return error instanceof PCOError && 'sent' in error && error.sent === 'no';
}

function wayToHave({ url, name }: WebhookSubscription, file?: string): string {
  const to = file === undefined ? 'FILE' : shellWord(file);
  const command = `pco webhooks ensure --url ${shellWord(url)} --event ${shellWord(name)} --secrets-to ${to}`;
  return `To have it in a file, which also switches the subscription on if it is off: ${command}`;
}

/** As a shell takes it for one word. */
function shellWord(text: string): string {
  return /^[\w%+,./:=@-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;
}
