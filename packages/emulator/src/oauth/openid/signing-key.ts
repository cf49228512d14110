import { createHash, generateKeyPair, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';

/** A public key as JWKS has it. */
export type PublicKey = Readonly<Record<'kty' | 'n' | 'e' | 'kid' | 'use' | 'alg', string>>;

interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: PublicKey;
}

/** The key that id tokens are signed with. Finding one takes a moment, so it is made when it is first needed. */
export class SigningKey {
  #pair: Promise<KeyPair> | undefined;

  async publicKey(): Promise<PublicKey> {
    return (await this.#keys()).publicKey;
  }

  /** A JSON Web Token with these claims, signed with RS256. */
  async sign(claims: object): Promise<string> {
    const { privateKey, publicKey } = await this.#keys();
    const signed = [{ typ: 'JWT', alg: 'RS256', kid: publicKey.kid }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`;
  }

  #keys(): Promise<KeyPair> {
    return (this.#pair ??= createKeyPair());
  }
}

async function createKeyPair(): Promise<KeyPair> {
  const { privateKey, publicKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
  const { n = '', e = '' } = publicKey.export({ format: 'jwk' });
  // The name of a key is the hash of its required members in this order: RFC 7638.
  const kid = createHash('sha256')
    .update(JSON.stringify({ e, kty: 'RSA', n }))
    .digest('base64url');
  return { privateKey, publicKey: { kty: 'RSA', n, e, kid, use: 'sig', alg: 'RS256' } };
}
