import type { ApiError } from '../basics/api-error.ts';
import { BASE_HEADERS, ERROR_HEADERS, type HeaderRecord } from './api-headers.ts';

/** An error document; the headers are those of whoever answers. */
export function errorResponse({ status, errors }: ApiError, headers: HeaderRecord = BASE_HEADERS): Response {
  return new Response(JSON.stringify({ errors }), { status, headers: { ...headers, ...ERROR_HEADERS } });
}
