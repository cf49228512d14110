import type { AppName } from '@tspco/catalog';
import type { LoadableDocument } from '../apps/load-documents.ts';
import type { Emulator } from '../emulator-interface.ts';
import type { Files } from './files.ts';
import { isSnapshot } from '../store/snapshot.ts';

/** A file to load, and the app that its documents are from when they do not say so. */
export interface LoadSource {
  readonly app?: AppName;
  readonly path: string;
}

interface World {
  readonly files: Files;
  readonly writeOut: (text: string) => void;
  readonly writeError: (text: string) => void;
}

/**
 * Loads files into the church, one after another: JSON:API documents, lists of them, or at first a snapshot.
 *
 * @returns whether the church is that of a snapshot
 * @throws Error that names the file and what is wrong with it
 */
export async function loadFiles(
  sources: readonly LoadSource[],
  emulator: Emulator,
  world: World,
): Promise<boolean> {
  let fromSnapshot = false;
  for (const [index, source] of sources.entries()) {
    const isWhole = await loadFile(source, emulator, { ...world, isFirst: index === 0 });
    fromSnapshot ||= isWhole;
  }
  return fromSnapshot;
}

async function loadFile(
  { app, path }: LoadSource,
  { control }: Emulator,
  { files, isFirst }: World & { readonly isFirst: boolean },
): Promise<boolean> {
  const text = await files.readText(path).catch((cause: Error) => {
    throw new Error(`${path} cannot be read: ${cause.message}.`, { cause });
  });
  try {
    const value = JSON.parse(text) as unknown;
    const isWhole = isSnapshot(value);
    if (isWhole && !isFirst)
      throw new Error('it is a snapshot, which would undo what was loaded before. Name it first.');
    if (app !== undefined && !isWhole) await control.load(app, value as LoadableDocument);
    else await control.load(value as LoadableDocument);
    return isWhole;
  } catch (cause) {
    const problem =
      cause instanceof SyntaxError ? `it is no JSON (${cause.message})` : (cause as Error).message;
    throw new Error(`${path} cannot be loaded: ${problem}`, { cause });
  }
}

/** @throws Error when no file could be put there, before anybody's work depends on it */
export async function checkWritable(path: string, { files }: World): Promise<void> {
  await files.checkWritable(path).catch((cause: Error) => {
    throw new Error(`${path} cannot be written: ${cause.message}.`, { cause });
  });
}

/** Writes the church to a file. Returns the exit code. */
export async function saveSnapshot(
  path: string,
  { control }: Emulator,
  { json }: { json?: true },
  { files, writeOut, writeError }: World,
): Promise<number> {
  try {
    await files.writeText(path, `${JSON.stringify(await control.snapshot())}\n`);
  } catch (cause) {
    writeError(
      `tspco-emulator: ${path} cannot be written: ${(cause as Error).message}. The church is lost.\n`,
    );
    return 1;
  }
  if (!json) writeOut(`The church is in ${path}. Go on with it: tspco-emulator --load ${path}\n`);
  return 0;
}
