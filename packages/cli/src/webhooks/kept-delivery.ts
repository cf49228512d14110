import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { PCOWebhookError, verifyWebhook, type WebhookEvent } from 'tspco/webhooks';
import type { DeliveryOptions, ReplayOptions } from '../commands/webhooks.ts';
import { EXIT } from '../exit-codes.ts';
import { Failure, usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { checkAddress } from './check-address.ts';
import { eventText, send, type Delivery } from './delivery.ts';
import { secretsFrom } from './secrets.ts';

/** Tells whether a delivery that was kept is genuine. */
export async function verifyFile(
  invocation: Invocation,
  file: string,
  options: DeliveryOptions,
): Promise<void> {
  const { headers, body } = await readDelivery(invocation, file);
  const secrets = await secretsFrom(invocation, options.secretsFrom);
  if (secrets.length === 0) {
    throw usageFailure(
      'There is no secret to verify it with.',
      'Set PCO_WEBHOOK_SECRETS, or give --secrets-from.',
    );
  }
  for (const event of await eventsOf({ headers, body }, { secrets, file })) {
    await invocation.print(`genuine  ${eventText(event)}\n`);
  }
}

async function eventsOf(
  { headers, body }: Delivery,
  { secrets, file }: { readonly secrets: readonly string[]; readonly file: string },
): Promise<readonly WebhookEvent[]> {
  try {
    return (await verifyWebhook(body, headers, secrets)).events;
  } catch (error) {
    if (!(error instanceof PCOWebhookError) || error.code !== 'ERR_SIGNATURE') throw error;
    throw new Failure(`${file} is not genuine: none of the ${secrets.length} secrets signed it.`, {
      exitCode: EXIT.failed,
      cause: error,
    });
  }
}

/** Sends a delivery that was kept once more. */
export async function replayFile(
  invocation: Invocation,
  file: string,
  { to, ...options }: ReplayOptions,
): Promise<void> {
  checkAddress(to);
  const delivery = await readDelivery(invocation, file);
  const [secret] = await secretsFrom(invocation, options.secretsFrom);
  const status = await send(delivery, to, secret);
  if (status < 200 || status > 299) throw new Failure(`${to} answered ${status}.`);
  await invocation.note(`${to} answered ${status}.`);
}

async function readDelivery({ context }: Invocation, file: string): Promise<Delivery> {
  const text = await readFile(resolve(context.cwd, file), 'utf8');
  try {
    const { headers, body } = JSON.parse(text) as Partial<Delivery>;
    if (typeof headers === 'object' && typeof body === 'string') return { headers, body };
  } catch {
    // Told below.
  }
  throw usageFailure(`${file} is no delivery, as \`pco webhooks listen --save-to\` writes it.`);
}
