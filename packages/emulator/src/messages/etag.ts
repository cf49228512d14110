import { createHash } from 'node:crypto';

/** The weak validator of a document, as the service writes it: `W/"<32 hex>"`. */
export function etagOf(body: string): string {
  return `W/"${createHash('md5').update(body).digest('hex')}"`;
}

/** Whether an If-None-Match header names the validator, weak and strong being the same here. */
export function isKnown(ifNoneMatch: string | null, etag: string): boolean {
  if (ifNoneMatch === null) return false;
  const opaque = etag.replace(/^W\//, '');
  return (
    ifNoneMatch.trim() === '*' ||
    ifNoneMatch.split(',').some((known) => known.trim().replace(/^W\//, '') === opaque)
  );
}
