import { builtin, type Decoder, type Zlib } from './builtins.ts';

/** What this file can undo, as it is announced to servers. */
export const ACCEPTED = 'gzip, deflate, br';

interface Method {
  readonly whole: 'gunzip' | 'inflate' | 'inflateRaw' | 'brotliDecompress';
  readonly streaming: 'createGunzip' | 'createInflate' | 'createInflateRaw' | 'createBrotliDecompress';
}

const GZIP: Method = { whole: 'gunzip', streaming: 'createGunzip' };
const BROTLI: Method = { whole: 'brotliDecompress', streaming: 'createBrotliDecompress' };
const DEFLATE: Method = { whole: 'inflate', streaming: 'createInflate' };
const BARE_DEFLATE: Method = { whole: 'inflateRaw', streaming: 'createInflateRaw' };

/**
 * Which codings a body was sent in, in the order in which they must be undone. As with `fetch`, a body in a coding that
 * nobody knows is left as it is.
 */
export function codingsOf(header: string | null): readonly string[] {
  if (header === null) return [];
  const names: string[] = [];
  for (const name of header.toLowerCase().split(',')) names.unshift(name.trim());
  return names.every((name) => /^(x-gzip|gzip|deflate|br)$/.test(name)) ? names : [];
}

/** Undoes the codings of a whole body. Unlike with `fetch`, one that was cut is an error and no shorter body. */
export async function decode(bytes: Uint8Array, codings: readonly string[]): Promise<Uint8Array> {
  const zlib: Zlib = builtin('node:zlib');
  let decoded = bytes;
  for (const coding of codings) {
    const [first] = decoded;
    // Servers announce a coding for empty bodies, too.
    if (first === undefined) break;
    const encoded = decoded;
    decoded = await new Promise<Uint8Array>((resolve, reject) => {
      const done = (error: Error | null, result: Uint8Array): void =>
        error === null ? resolve(result) : reject(error);
      zlib[methodOf(coding, first).whole](encoded, done);
    });
  }
  return decoded;
}

/** The same for a body that comes piece by piece; `first` is its first byte, where that is known. */
export function decoderFor(coding: string, first: number | undefined): Decoder {
  return builtin('node:zlib')[methodOf(coding, first).streaming]();
}

function methodOf(coding: string, first = 0x78): Method {
  if (coding === 'br') return BROTLI;
  if (coding !== 'deflate') return GZIP;
  // The standard's deflate has a frame whose first byte ends in 8. Some servers leave it away.
  return (first & 0x0f) === 0x08 ? DEFLATE : BARE_DEFLATE;
}
