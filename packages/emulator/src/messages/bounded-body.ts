import { tooLarge } from '../basics/api-error.ts';

/** Everything is held in memory here. How much Planning Center takes is not known. */
export const LARGEST_BODY: number = 10 * 1024 * 1024;
export const LARGEST_UPLOAD: number = 200 * 1024 * 1024;
/** A snapshot of a large church has to fit. */
export const LARGEST_CONTROL_BODY: number = 256 * 1024 * 1024;

/**
 * The body of a request, to be read as text or form, once it has arrived.
 *
 * @throws ApiError when it is larger than so many bytes, without waiting for the rest
 */
export async function boundedBody(request: Request, largest: number): Promise<Response> {
  if (Number(request.headers.get('Content-Length') ?? 0) > largest) throw tooLarge(largest);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength;
    if (size > largest) throw tooLarge(largest);
    chunks.push(chunk);
  }
  const contentType = request.headers.get('Content-Type');
  return new Response(
    new Blob(chunks),
    contentType === null ? {} : { headers: { 'Content-Type': contentType } },
  );
}
