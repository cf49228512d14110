import { PCOWebhookError } from './error.ts';
import { noRawBody } from './raw-delivery.ts';

/** Reads a web stream, unless there is more in it than allowed. */
export async function readStream(
  stream: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    const reader = stream?.getReader();
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) {
      size += part.value.byteLength;
      if (size > maxBytes) {
        // Nobody waits for that, and a stream that cannot be cancelled is as good as cancelled.
        void reader?.cancel().catch(() => {});
        throw tooLarge(maxBytes);
      }
      chunks.push(part.value);
    }
  } catch (error) {
    if (error instanceof PCOWebhookError) throw error;
    throw noRawBody(
      'The body of the request cannot be read, perhaps because somebody has read it before',
      error,
    );
  }
  return joined(chunks, size);
}

export function joined(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

export function tooLarge(maxBytes: number): PCOWebhookError {
  return new PCOWebhookError(`The body has more than ${maxBytes} bytes.`, 'ERR_TOO_LARGE');
}
