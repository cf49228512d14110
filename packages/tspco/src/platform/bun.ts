import type { OpenedFile, Platform } from './platform.ts';
import { processEnv } from './process-env.ts';

interface BunFile extends Blob {
  stat(): Promise<{ isDirectory(): boolean }>;
}

declare const Bun: { file(path: string): BunFile };

/** Bun, whose files are blobs already. */
export const platform: Platform = {
  sendsUserAgent: true,
  fetchInit: {},
  resends: false,
  env: processEnv,
  openFile,
};

async function openFile(path: string): Promise<OpenedFile> {
  const file = Bun.file(path);
  try {
    if ((await file.stat()).isDirectory()) return { problem: 'folder' };
    return { blob: file };
  } catch (error) {
    return { problem: (error as { code?: string }).code === 'ENOENT' ? 'missing' : 'unreadable' };
  }
}
