import type { RequestBody } from '../request/body.ts';
import type { Call, Settings } from '../settings.ts';
import { perform, type Answer } from '../transport/perform.ts';
import { multipartBody } from './multipart.ts';
import { openSource, type UploadDetails, type UploadFile } from './source.ts';

// Stands for the file while everything else about the call is checked.
const UNOPENED: RequestBody = {
  repeatable: false,
  creates: false,
  upload: true,
  open: () => {
    throw new Error('not opened');
  },
};

/**
 * Opens a file and sends it. This module and what it imports are loaded with the first upload, so that programs
 * without one do not carry them.
 *
 * @param buildCall - makes the call for a body; called before the file is opened, too, so that a call that cannot be
 * sent leaves the file alone
 * @throws {@link PCOInputError} with one of the `ERR_FILE` codes, and everything that a request throws
 */
export async function uploadFile(
  file: UploadFile,
  details: UploadDetails,
  buildCall: (body: RequestBody) => Call,
  settings: Settings,
): Promise<Answer> {
  let cancel = (reason: unknown): void => {
    if (file instanceof ReadableStream && !file.locked) file.cancel(reason).catch(() => {});
  };
  try {
    const { signal } = buildCall(UNOPENED);
    signal?.throwIfAborted();
    const source = await openSource(file, details, signal);
    cancel = source.cancel;
    return await perform(buildCall(multipartBody(source, details.onProgress)), settings);
  } catch (error) {
    // A stream has somebody at its other end who should not go on.
    cancel(error);
    throw error;
  }
}
