import { attend } from '../hooks.ts';
import type { RequestBody } from '../request/body.ts';
import type { UploadProgress, UploadSource } from './source.ts';

// A file in memory comes as one piece, and its progress would be told once.
const LONGEST_PIECE = 65_536;

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
  const length = total === undefined ? undefined : head.byteLength + total + tail.byteLength;
  const told = (sent: number): void => attend(() => onProgress?.({ sent, total }));
  return { body: framed({ head, file, tail }, told), length };
}

interface Form {
  readonly head: Uint8Array;
  readonly file: ReadableStream<Uint8Array>;
  readonly tail: Uint8Array;
}

/** The form in pieces, each of which is made when the network takes it; `told` gets the bytes of the file so far. */
function framed({ head, file, tail }: Form, told: (sent: number) => void): ReadableStream<Uint8Array> {
  const reader = file.getReader();
  let sent = -head.byteLength;
  let rest = head;
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>): Promise<void> => {
    while (rest.byteLength === 0) {
      const { done, value } = await reader.read();
      if (done) {
        controller.enqueue(tail);
        controller.close();
        return;
      }
      if (!(value instanceof Uint8Array)) throw new TypeError('The stream to upload must give bytes.');
      rest = value;
    }
    const piece = rest.subarray(0, LONGEST_PIECE);
    rest = rest.subarray(LONGEST_PIECE);
    sent += piece.byteLength;
    controller.enqueue(piece);
    if (sent > 0) told(sent);
  };
  const cancel = (reason: unknown): Promise<void> => reader.cancel(reason);
  return new ReadableStream({ pull, cancel }, { highWaterMark: 0 });
}

/** As the HTML standard escapes file names in forms. */
function escapeName(name: string): string {
  return name.replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22');
}
