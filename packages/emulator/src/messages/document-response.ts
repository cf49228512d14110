import type { ApiAnswer } from '../api/api-call.ts';
import { DOCUMENT_HEADERS, EMPTY_HEADERS, type HeaderRecord } from './api-headers.ts';
import { etagOf, isKnown } from './etag.ts';

/**
 * A success with its validator; the headers are those of whoever answers, and go before the usual ones.
 *
 * Whether conditional requests are answered as such is not known of Planning Center; here they are, and count like
 * others.
 */
export function documentResponse(
  request: Request,
  { status, document }: ApiAnswer,
  headers: HeaderRecord,
): Response {
  if (document === undefined)
    return new Response(null, { status, headers: { ...EMPTY_HEADERS, ...headers } });
  const body = JSON.stringify(document);
  const etag = etagOf(body);
  const all: Record<string, string> = { ...DOCUMENT_HEADERS, ...headers, ETag: etag };
  const isRead = request.method === 'GET' || request.method === 'HEAD';
  if (isRead && isKnown(request.headers.get('If-None-Match'), etag)) {
    delete all['Content-Type'];
    return new Response(null, { status: 304, headers: all });
  }
  return new Response(request.method === 'HEAD' ? null : body, { status, headers: all });
}
