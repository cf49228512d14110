import type { OpenedFile, Platform } from './platform.ts';
import { processEnv } from './process-env.ts';

interface BunFile extends Blob {
  stat(): Promise<{ isDirectory(): boolean; isFile(): boolean }>;
}

declare const Bun: { file(path: string): BunFile };

/** Bun, whose files are blobs already. */
export const platform: Platform = {
  sendsUserAgent: true,
  env: processEnv,
  openFile,
};

async function openFile(path: string): Promise<OpenedFile> {
  const file = Bun.file(path);
  try {
    const stat = await file.stat();
    if (!stat.isFile()) return { problem: stat.isDirectory() ? 'folder' : 'unreadable' };
    return { blob: file };
  } catch (error) {
    const { code = '' } = error as { code?: string };
    return { problem: ['ENOENT', 'ENOTDIR'].includes(code) ? 'missing' : 'unreadable' };
  }
}
