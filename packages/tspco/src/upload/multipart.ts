import type { RequestBody } from '../request/body.ts';
import type { UploadProgress, UploadSource } from './source.ts';

/**
 * The multipart form with one field, `file`. A blob goes through the platform's own `FormData`, which knows its
 * length; a stream, or a blob whose progress is watched, is written piece by piece.
 */
export function multipartBody(
  source: UploadSource,
  onProgress?: (progress: UploadProgress) => void,
): RequestBody {
  const { content, name, contentType } = source;
  const repeatable = content instanceof Blob;
  if (repeatable && onProgress === undefined) {
    return {
      repeatable,
      creates: false,
      upload: true,
      open: () => ({ body: formData(content, name, contentType) }),
    };
  }
  const boundary = `tspco-${crypto.randomUUID()}`;
  return {
    repeatable,
    creates: false,
    upload: true,
    open: () => ({
      body: formStream(source, boundary, onProgress),
      contentType: `multipart/form-data; boundary=${boundary}`,
    }),
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
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const head = `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="${escapeName(name)}"\r\nContent-Type: ${contentType}\r\n\r\n`;
  const total = content instanceof Blob ? content.size : undefined;
  const file = content instanceof Blob ? content.stream() : content;
  let sent = 0;
  return file.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      start: (controller) => controller.enqueue(encoder.encode(head)),
      transform: (chunk, controller) => {
        sent += chunk.byteLength;
        controller.enqueue(chunk);
        tell(onProgress, { sent, total });
      },
      flush: (controller) => controller.enqueue(encoder.encode(`\r\n--${boundary}--\r\n`)),
    }),
  );
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
