import type { OpenedFile } from './platform.ts';

interface FileSystem {
  openAsBlob(path: string): Promise<Blob>;
  readonly promises: {
    stat(path: string): Promise<{ isDirectory(): boolean; isFile(): boolean }>;
    open(path: string, flags: 'r'): Promise<{ close(): Promise<void> }>;
  };
}

declare const process: { getBuiltinModule(name: 'node:fs'): FileSystem };

/** The blob that Node.js makes of a path reads the file in pieces when it is sent, and again for each attempt. */
export async function openFile(path: string): Promise<OpenedFile> {
  const fs = process.getBuiltinModule('node:fs');
  try {
    const stat = await fs.promises.stat(path);
    if (!stat.isFile()) return { problem: stat.isDirectory() ? 'folder' : 'unreadable' };
    // Not `access`: under Deno it needs a permission of its own and hangs without it.
    await (await fs.promises.open(path, 'r')).close();
    return { blob: await fs.openAsBlob(path) };
  } catch (error) {
    const { code = '' } = error as { code?: string };
    return { problem: ['ENOENT', 'ENOTDIR'].includes(code) ? 'missing' : 'unreadable' };
  }
}
