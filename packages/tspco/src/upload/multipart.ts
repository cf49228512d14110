import type { RequestBody } from '../request/body.ts';
import type { UploadProgress, UploadSource } from './source.ts';

/**
 * The multipart form with one field, `file`, written piece by piece. Where the transport cannot announce how long it
 * will be, a blob whose progress nobody watches goes through the platform's own `FormData`, which does so.
 */
export function multipartBody(
  source: UploadSource,
  onProgress?: (progress: UploadProgress) => void,
): RequestBody {
  const { content, name, contentType } = source;
  const repeatable = content instanceof Blob;
  const boundary = `tspco-${crypto.randomUUID()}`;
  return {
    repeatable,
    creates: false,
    upload: true,
    open: (sized) => {
      if (repeatable && sized !== true && onProgress === undefined) {
        return { body: formData(content, name, contentType) };
      }
      return {
        ...formStream(source, boundary, onProgress),
        contentType: `multipart/form-data; boundary=${boundary}`,
      };
    },
  };
}

function formData(content: Blob, name: string, contentType: string): FormData {
  const form = new FormData();
  form.append(
    'file',
    content.type === contentType ? content : content.slice(0, content.size, contentType),
    name,
  );
  return form;
}

function formStream(
  { content, name, contentType }: UploadSource,
  boundary: string,
  onProgress: ((progress: UploadProgress) => void) | undefined,
): { body: ReadableStream<Uint8Array>; length: number | undefined } {
  const encoder = new TextEncoder();
  const head = encoder.encode(
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${escapeName(name)}"\r\nContent-Type: ${contentType}\r\n\r\n`,
  );
  const tail = encoder.encode(`\r\n--${boundary}--\r\n`);
  const total = content instanceof Blob ? content.size : undefined;
  const file = content instanceof Blob ? content.stream() : content;
  let sent = 0;
  const body = file.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      start: (controller) => controller.enqueue(head),
      transform: (chunk, controller) => {
        sent += chunk.byteLength;
        controller.enqueue(chunk);
        tell(onProgress, { sent, total });
      },
      flush: (controller) => controller.enqueue(tail),
    }),
  );
  return { body, length: total === undefined ? undefined : head.byteLength + total + tail.byteLength };
}

/** As with hooks, what the caller's function throws is not the upload's trouble. */
function tell(onProgress: ((progress: UploadProgress) => void) | undefined, progress: UploadProgress): void {
  try {
    onProgress?.(progress);
  } catch {
    // Nobody to tell.
  }
}

/** As the HTML standard escapes file names in forms. */
function escapeName(name: string): string {
  return name.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22');
}
