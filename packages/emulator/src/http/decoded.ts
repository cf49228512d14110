/**
 * A response with its body as it was before it was compressed; the header still says how. That is how the platform's
 * `fetch` hands over what came through a network.
 */
export function decoded(response: Response): Response {
  const encoding = response.headers.get('Content-Encoding');
  if (!response.body || (encoding !== 'gzip' && encoding !== 'deflate')) return response;
  return new Response(response.body.pipeThrough(new DecompressionStream(encoding)), response);
}
