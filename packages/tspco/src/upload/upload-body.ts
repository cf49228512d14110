import type { RequestBody } from '../request/body.ts';
import { multipartBody } from './multipart.ts';
import { openSource, type UploadDetails, type UploadFile } from './source.ts';

/**
 * Opens a file and makes the body of its upload. This module and what it imports are loaded with the first upload, so
 * that programs without one do not carry them.
 *
 * @throws {@link PCOInputError} with one of the `ERR_FILE` codes
 */
export async function uploadBody(
  file: UploadFile,
  details: UploadDetails,
  signal: AbortSignal | undefined,
): Promise<RequestBody> {
  signal?.throwIfAborted();
  return multipartBody(await openSource(file, details, signal), details.onProgress);
}
