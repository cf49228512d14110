import { platform } from '#platform';
import { PCOInputError } from '../errors.ts';
import { abortable } from '../world.ts';
import { contentTypeOf } from './content-types.ts';

/** What can be uploaded: a path (Node.js, Bun, Deno), a `Blob` or `File`, bytes, or a stream. */
export type UploadFile = string | Blob | Uint8Array | ArrayBuffer | ReadableStream<Uint8Array>;

/** How a file is named and watched. */
export interface UploadDetails {
  /** The file's name; default that of the path or `File`. Bytes, blobs and streams need one. */
  readonly name?: string | undefined;
  /** Default by the name's extension, else `application/octet-stream`. */
  readonly contentType?: string | undefined;
  /**
   * Told how many bytes of the file were handed to the network, and of how many (`undefined` for streams). With `fetch`
   * it is what `fetch` has taken; in browsers what was read, since they send nothing before they have the whole file.
   */
  readonly onProgress?: ((progress: UploadProgress) => void) | undefined;
}

/** How far an upload is, in bytes. */
export interface UploadProgress {
  readonly sent: number;
  readonly total: number | undefined;
}

/** A file that was found and is not empty. */
export interface UploadSource {
  readonly name: string;
  readonly contentType: string;
  /** A blob can be sent again and again, a stream once. */
  readonly content: Blob | ReadableStream<Uint8Array>;
  /** Tells the maker of a stream that nobody will read on. */
  readonly cancel: (reason: unknown) => void;
}

type Content = Pick<UploadSource, 'content' | 'cancel'>;

/**
 * Opens what the caller gave, without reading more of it than its first bytes.
 *
 * @throws {@link PCOInputError} `ERR_FILE_NOT_FOUND`, `ERR_FILE_IS_FOLDER`, `ERR_FILE_EMPTY`, or `ERR_FILE` for
 * everything else that cannot be uploaded
 */
export async function openSource(
  file: UploadFile,
  details: UploadDetails,
  signal: AbortSignal | undefined,
): Promise<UploadSource> {
  checkSource(file);
  const name = details.name ?? nameOf(file);
  if (name === undefined || name === '') {
    throw new PCOInputError(
      "An upload from bytes, a Blob or a stream needs the option name, such as 'photo.jpg'.",
      'ERR_FILE',
    );
  }
  // Checked before the file is touched; a line end in it would break out of the form's own header.
  if (!/^[\x20-\x7e]+$/.test(details.contentType ?? contentTypeOf(name))) {
    throw new PCOInputError("The option contentType must look like 'image/jpeg'.", 'ERR_FILE');
  }
  const { content, cancel } = await openContent(file, signal);
  const ownType = content instanceof Blob ? content.type : '';
  const contentType = details.contentType ?? (ownType || contentTypeOf(name));
  return { name, content, contentType, cancel };
}

async function openContent(file: UploadFile, signal: AbortSignal | undefined): Promise<Content> {
  if (file instanceof ReadableStream) return openStream(file, signal);
  const blob =
    typeof file === 'string'
      ? await openPath(file)
      : file instanceof Blob
        ? file
        : new Blob([file as BlobPart]);
  if (blob.size === 0) {
    throw new PCOInputError(
      `${labelOf(file)} is empty. Planning Center cannot use an empty file.`,
      'ERR_FILE_EMPTY',
    );
  }
  return { content: blob, cancel: () => {} };
}

function checkSource(file: unknown): void {
  const kinds = [Blob, ReadableStream, ArrayBuffer];
  if (typeof file === 'string' || ArrayBuffer.isView(file) || kinds.some((kind) => file instanceof kind))
    return;
  throw new PCOInputError('An upload takes a path, a Blob, a File, bytes or a ReadableStream.', 'ERR_FILE');
}

async function openPath(path: string): Promise<Blob> {
  if (platform.openFile === undefined) {
    throw new PCOInputError(
      'This platform has no files. Upload a Blob, a File or bytes instead of a path.',
      'ERR_FILE',
    );
  }
  const opened = await platform.openFile(path);
  if ('blob' in opened) return opened.blob;
  if (opened.problem === 'missing') {
    throw new PCOInputError(
      `There is no file at ${path}. A relative path starts at the working directory.`,
      'ERR_FILE_NOT_FOUND',
    );
  }
  if (opened.problem === 'folder') {
    throw new PCOInputError(`${path} is a folder. Upload its files one by one.`, 'ERR_FILE_IS_FOLDER');
  }
  throw new PCOInputError(
    `The file ${path} cannot be read. Is it a regular file, and may you read it?`,
    'ERR_FILE',
  );
}

/** Looks at the first bytes, so that an empty stream is refused before anything is sent. */
async function openStream(
  stream: ReadableStream<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<Content> {
  if (stream.locked)
    throw new PCOInputError('The stream to upload is being read by somebody else.', 'ERR_FILE');
  const reader = stream.getReader();
  const cancel = (reason: unknown): void => {
    reader.cancel(reason).catch(() => {});
  };
  try {
    const first = await abortable(firstBytes(reader), signal);
    if (first === undefined) throw new PCOInputError('The stream to upload was empty.', 'ERR_FILE_EMPTY');
    const content = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(first),
      pull: async (controller) => {
        const next = await reader.read();
        if (next.done) controller.close();
        else controller.enqueue(next.value);
      },
      cancel: (reason) => reader.cancel(reason),
    });
    return { content, cancel };
  } catch (error) {
    cancel(error);
    throw error;
  }
}

async function firstBytes(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<Uint8Array | undefined> {
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return undefined;
    if (!(value instanceof Uint8Array))
      throw new PCOInputError('The stream to upload must give bytes.', 'ERR_FILE');
    if (value.byteLength > 0) return value;
  }
}

function labelOf(file: UploadFile): string {
  return typeof file === 'string' ? `The file ${file}` : 'The file';
}

function nameOf(file: UploadFile): string | undefined {
  if (typeof file === 'string') return file.split(/[/\\]/).at(-1);
  // Bun's files carry their whole path as name.
  return file instanceof Blob && 'name' in file ? String(file.name).split(/[/\\]/).at(-1) : undefined;
}
