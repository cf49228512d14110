/**
 * The decoded `id:secret` of a Basic Authorization header, as one text: ids may contain colons, so where one ends
 * cannot be seen.
 */
export function basicCredentials(authorization: string | null): string | undefined {
  const encoded = /^basic +(\S+)$/i.exec(authorization ?? '')?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64').toString();
}
