import { PCOInputError } from '../errors.ts';
import { checkNames } from '../request/checks.ts';
import { CONNECTION_HEADERS } from '../request/headers.ts';
import { bytesOf, type WebhookBody } from './raw-delivery.ts';
import { checkSecrets } from './secrets.ts';
import { SIGNATURE_HEADER, signatureOf } from './signature.ts';

/** A delivery as it was received and kept. */
export interface RecordedWebhook {
  /** Not needed when it is signed anew. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  readonly body: WebhookBody;
}

/** How to send a recorded delivery once more. */
export interface ReplayOptions {
  /** Signs it anew, for a receiver with another secret than the one that it was signed with. */
  readonly secret?: string | undefined;
  /** Sends it to an address; default the platform's `fetch`. */
  readonly fetch?: ((request: Request) => Promise<Response>) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Sends a recorded delivery once more, to a receiver under development. A receiver that remembers handled deliveries
 * answers that it is a duplicate.
 *
 * @param target - an address, or a handler with `fetch`, such as a {@link WebhookHandler}
 * @returns what the receiver answers
 * @example
 * ```ts
 * const recorded = JSON.parse(await readFile('delivery.json', 'utf8'));
 * const answer = await replayWebhook(recorded, 'http://127.0.0.1:3000/webhooks', { secret });
 * ```
 */
export async function replayWebhook(
  recorded: RecordedWebhook,
  target: string | { fetch(request: Request): Promise<Response> },
  options: ReplayOptions = {},
): Promise<Response> {
  checkNames(options, ['secret', 'fetch', 'signal']);
  const { secret, fetch = globalThis.fetch, signal } = options;
  const bytes = bytesOf(recorded.body);
  const headers = new Headers({ 'Content-Type': 'application/json' });
  for (const [name, value] of Object.entries(recorded.headers ?? {}))
    // What belongs to the connection it came by is made anew.
    if (name.toLowerCase() !== 'host' && !CONNECTION_HEADERS.test(name)) headers.set(name, value);
  if (secret !== undefined) {
    checkSecrets(secret);
    headers.set(SIGNATURE_HEADER, await signatureOf(bytes, secret));
  }
  if (!headers.has(SIGNATURE_HEADER))
    throw new PCOInputError(
      `The recorded delivery has no header ${SIGNATURE_HEADER}: keep its headers, or give the option secret.`,
      'ERR_OPTIONS',
    );
  const url = typeof target === 'string' ? target : 'http://localhost/';
  if (!URL.canParse(url)) throw new PCOInputError(`There is no address ${url}.`, 'ERR_ADDRESS');
  const request = new Request(url, { method: 'POST', headers, body: bytes, signal: signal ?? null });
  return typeof target === 'string' ? fetch(request) : target.fetch(request);
}
