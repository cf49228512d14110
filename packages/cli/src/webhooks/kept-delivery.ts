import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { DeliveryOptions, ReplayOptions } from '../commands/webhooks.ts';
import { EXIT } from '../exit-codes.ts';
import { Failure, usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { eventsIn, eventText, type Delivery } from './delivery.ts';
import { send } from './forward.ts';
import { secretsFrom } from './secrets.ts';
import { isGenuine, SIGNATURE_HEADER, signatureOf } from './signature.ts';

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
  if (!isGenuine(Buffer.from(body), headers[SIGNATURE_HEADER] ?? '', secrets)) {
    throw new Failure(`${file} is not genuine: none of the ${secrets.length} secrets signed it.`, {
      exitCode: EXIT.failed,
    });
  }
  for (const event of eventsIn(body) ?? []) await invocation.print(`genuine  ${eventText(event)}\n`);
}

/** Sends a delivery that was kept once more. */
export async function replayFile(
  invocation: Invocation,
  file: string,
  { to, ...options }: ReplayOptions,
): Promise<void> {
  if (!/^https?:\/\//.test(to) || !URL.canParse(to))
    throw usageFailure(`${to} is no address of http or https.`);
  const { headers, body } = await readDelivery(invocation, file);
  const [secret] = await secretsFrom(invocation, options.secretsFrom);
  const signature = secret === undefined ? headers[SIGNATURE_HEADER] : signatureOf(Buffer.from(body), secret);
  const signed = { ...headers, ...(signature === undefined ? {} : { [SIGNATURE_HEADER]: signature }) };
  const status = await send({ headers: signed, body }, to);
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
