import { listWebhooks, rotateWebhookSecret, type WebhookSubscription } from 'tspco/webhooks';
import type { RotateOptions } from '../commands/webhooks.ts';
import { EXIT } from '../exit-codes.ts';
import { Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { confirm } from '../request/confirm.ts';
import { refuseIfReadOnly } from '../request/refuse-if-read-only.ts';
import { keepSecrets, keptSecrets } from './secrets.ts';

/** Gives a subscription another secret. */
export async function rotate(
  invocation: Invocation,
  id: string,
  { secretsTo, dryRun, yes = false }: RotateOptions,
): Promise<void> {
  if (!dryRun) refuseIfReadOnly(invocation, 'POST');
  // A file that cannot take the new secret is told before there is one.
  const kept = secretsTo === undefined ? {} : await keptSecrets(invocation, secretsTo);
  const { name, url } = await subscriptionOf(invocation, id);
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
  const pco = await invocation.client();
  const { secret, previous } = await rotateWebhookSecret(pco, id, { signal: invocation.context.signal });
  invocation.secrets.add(secret, previous);
  await invocation.note(`The secret of ${name} to ${url} is another one now.`);
  if (secretsTo === undefined) {
    const command = `pco webhooks ensure --url ${url} --event ${name} --secrets-to FILE`;
    return invocation.note(`To have it in a file: ${command}`);
  }
  await keepSecrets(invocation, secretsTo, { ...kept, [name]: secret });
  return invocation.note(`It is in ${secretsTo}.`);
}

async function subscriptionOf(invocation: Invocation, id: string): Promise<WebhookSubscription> {
  const pco = await invocation.client();
  const subscriptions = await listWebhooks(pco, { signal: invocation.context.signal });
  const found = subscriptions.find((one) => one.id === id);
  if (found) return found;
  const remedy = 'pco webhooks list shows the ids.';
  throw new Failure(`There is no subscription ${id}.`, { exitCode: EXIT.notFound, remedy });
}
