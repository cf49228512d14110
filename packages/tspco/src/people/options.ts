import type { RequestOptions } from '../request/call.ts';

/**
 * Options of the requests that a call makes, however many they are. Their API version is that of the client.
 *
 * @example
 * ```ts
 * await currentPersonId(pco, '1234', { signal: AbortSignal.timeout(10_000) });
 * ```
 */
export type EachRequestOptions = Omit<RequestOptions, 'version' | 'params'>;
