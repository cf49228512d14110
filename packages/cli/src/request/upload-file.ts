import { resolve } from 'node:path';
import { stat } from 'node:fs/promises';
import type { UploadOptions } from '../commands/upload.ts';
import type { Invocation } from '../invocation.ts';
import { refuseIfReadOnly } from './refuse-if-read-only.ts';

/** Uploads a file and writes its id. */
export async function uploadFile(
  invocation: Invocation,
  file: string,
  { name, contentType, json, dryRun }: UploadOptions,
): Promise<void> {
  const { context } = invocation;
  const path = resolve(context.cwd, file);
  if (dryRun) {
    const { size } = await stat(path);
    await invocation.print(`${file}, ${size.toLocaleString('en')} bytes\n`);
    await invocation.note('Nothing was sent (--dry-run).');
    return;
  }
  refuseIfReadOnly(invocation, 'POST');
  const pco = await invocation.client();
  const uploaded = await pco.upload(path, {}, { name, contentType, signal: context.signal });
  const [{ id }] = uploaded.data;
  await invocation.print(json ? `${JSON.stringify(uploaded.data[0], undefined, 2)}\n` : `${id}\n`);
}
