import { PCOWebhookError } from './error.ts';

/** The header that a delivery is signed in. */
export const SIGNATURE_HEADER = 'X-PCO-Webhooks-Authenticity';

const ALGORITHM = { name: 'HMAC', hash: 'SHA-256' };
const SIGNATURE = /^[0-9a-f]{64}$/i;

/**
 * Reads the header that a delivery is signed in.
 *
 * @throws `PCOWebhookError` `ERR_SIGNATURE` when it holds none
 */
export function parseSignature(signature: string | null | undefined): Uint8Array<ArrayBuffer> {
  if (signature === null || signature === undefined || signature === '')
    throw refused(`There is no header ${SIGNATURE_HEADER}: this was not sent by Planning Center.`);
  if (!SIGNATURE.test(signature))
    throw refused(
      `The header ${SIGNATURE_HEADER} is no signature${signature.includes(',') ? ', or there are several' : ''}.`,
    );
  return Uint8Array.from(signature.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/**
 * Finds the secret that a signature was made with, in a time that tells nothing of how far it is off.
 *
 * @param secrets - checked ones
 * @returns its place in the list
 * @throws `PCOWebhookError` `ERR_SIGNATURE` when it is none of them
 */
export async function findSecret(
  bytes: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
  secrets: readonly string[],
): Promise<number> {
  const fits = await Promise.all(
    secrets.map(async (secret) =>
      crypto.subtle.verify('HMAC', await keyOf(secret, 'verify'), signature, bytes),
    ),
  );
  const index = fits.indexOf(true);
  if (index !== -1) return index;
  throw refused(
    `The signature ${secrets.length === 1 ? 'does not fit the secret' : `fits none of the ${secrets.length} secrets`}: it is another subscription's or was rotated, the body is not as it was sent, or Planning Center did not send it.`,
  );
}

/** The signature of a body, in lower-case hexadecimal digits. */
export async function signatureOf(bytes: Uint8Array<ArrayBuffer>, secret: string): Promise<string> {
  const signed = new Uint8Array(await crypto.subtle.sign('HMAC', await keyOf(secret, 'sign'), bytes));
  return Array.from(signed, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function keyOf(secret: string, use: 'sign' | 'verify'): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', new TextEncoder().encode(secret), ALGORITHM, false, [use]);
}

function refused(message: string): PCOWebhookError {
  return new PCOWebhookError(message, 'ERR_SIGNATURE');
}
