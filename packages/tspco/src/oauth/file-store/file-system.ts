interface FileHandle {
  writeFile(text: string): Promise<void>;
  sync(): Promise<void>;
  close(): Promise<void>;
}

/** What the store uses of `node:fs/promises`. Node's own types are not used, so that programs without them compile. */
interface FileSystem {
  mkdir(path: string, options: { recursive: true; mode: number }): Promise<unknown>;
  readdir(path: string): Promise<string[]>;
  readFile(path: string, encoding: 'utf8'): Promise<string>;
  open(path: string, flags: string, mode?: number): Promise<FileHandle>;
  link(from: string, to: string): Promise<void>;
  rm(path: string, options: { force: true }): Promise<void>;
  stat(path: string): Promise<{ readonly mtimeMs: number }>;
}

declare const process: { getBuiltinModule(name: 'node:fs/promises'): FileSystem };

export const fileSystem = (): FileSystem => process.getBuiltinModule('node:fs/promises');

/** Whether a file system call failed in this way. */
export function failedWith(error: unknown, ...codes: string[]): boolean {
  return codes.includes((error as { code?: string }).code ?? '');
}
