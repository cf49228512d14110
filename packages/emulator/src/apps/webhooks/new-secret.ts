import { randomBytes } from 'node:crypto';

/** A secret with which deliveries are signed: 64 hexadecimal digits. */
export function newSecret(): string {
  return randomBytes(32).toString('hex');
}
