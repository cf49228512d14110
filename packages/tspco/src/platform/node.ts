import type { OpenedFile, Platform } from './platform.ts';
import { processEnv } from './process-env.ts';

interface FileSystem {
  openAsBlob(path: string): Promise<Blob>;
  readonly promises: {
    stat(path: string): Promise<{ isDirectory(): boolean }>;
    access(path: string, mode: number): Promise<void>;
  };
  readonly constants: { readonly R_OK: number };
}

declare const process: { getBuiltinModule(name: 'node:fs'): FileSystem };

/** Node.js and Deno. */
export const platform: Platform = {
  sendsUserAgent: true,
  fetchInit: {},
  streamsRequests: true,
  env: processEnv,
  openFile,
};

/** The blob that Node.js makes of a path reads the file in pieces when it is sent, and again for each attempt. */
async function openFile(path: string): Promise<OpenedFile> {
  const fs = process.getBuiltinModule('node:fs');
  try {
    if ((await fs.promises.stat(path)).isDirectory()) return { problem: 'folder' };
    await fs.promises.access(path, fs.constants.R_OK);
    return { blob: await fs.openAsBlob(path) };
  } catch (error) {
    return { problem: (error as { code?: string }).code === 'ENOENT' ? 'missing' : 'unreadable' };
  }
}
