import type { TransportAnswer } from './transport.ts';

/** Keeps the caller's signal in force while the body of an answer is read. */
export function tieToSignal(answer: TransportAnswer, signal: AbortSignal | undefined): Response {
  // Asked for a stream, every transport gives one.
  const response = answer as Response;
  if (signal === undefined || response.body === null) return response;
  const body = response.body.pipeThrough(new TransformStream<Uint8Array, Uint8Array>(), { signal });
  const { status, statusText, headers } = response;
  return new Response(body, { status, statusText, headers });
}
