import { BASE_HEADERS } from '../messages/api-headers.ts';
import { notFound } from '../basics/api-error.ts';
import { errorResponse } from '../messages/error-response.ts';
import type { Organizations } from '../organizations/organizations.ts';

/** Serves a file that a record shows, to everybody, as Planning Center's storage host does. */
export function answerKeptFile(organizations: Organizations, id: string, name: string): Response {
  const file = organizations.keptFile(id, name);
  if (!file) return errorResponse(notFound());
  return new Response(new Blob([file.bytes as Uint8Array<ArrayBuffer>]), {
    headers: {
      ...BASE_HEADERS,
      'Content-Type': file.contentType,
      'Content-Length': String(file.bytes.byteLength),
    },
  });
}
