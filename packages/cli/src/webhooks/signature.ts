import { createHmac, timingSafeEqual } from 'node:crypto';

/** The header that a delivery is signed in: hexadecimal HMAC-SHA256 of the bytes of its body. */
export const SIGNATURE_HEADER = 'x-pco-webhooks-authenticity';

/** What the header has to say. */
export function signatureOf(body: Uint8Array, secret: string): string {
  return createHmac('sha256', secret).update(body).digest('hex');
}

/** Whether one of the secrets signed it. Takes the same time wherever a signature begins to differ. */
export function isGenuine(body: Uint8Array, signature: string, secrets: readonly string[]): boolean {
  const given = Buffer.from(signature, 'hex');
  return secrets
    .filter((secret) => secret !== '')
    .map((secret) => Buffer.from(signatureOf(body, secret), 'hex'))
    .some((expected) => given.length === expected.length && timingSafeEqual(given, expected));
}
