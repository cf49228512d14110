import { open, readFile, rename, rm } from 'node:fs/promises';

/** What an interrupted export needs to go on. It holds no records, only ids of the last few, in `resume`. */
export interface Journal {
  /** What was asked for: an export goes on only with the same. */
  readonly request: string;
  readonly columns: readonly string[];
  /** The place in the list, as the client writes it. */
  readonly resume: string;
  /** How long the part was then. What comes behind was written later, and is read again. */
  readonly bytes: number;
  readonly records: number;
}

/** Where an export writes until it is complete. */
export function partOf(file: string): string {
  return `${file}.part`;
}

function journalOf(file: string): string {
  return `${file}.part.json`;
}

function newJournalOf(file: string): string {
  return `${journalOf(file)}.new`;
}

/** The journal of an export to a file; `undefined` when there is none, or none that can be used. */
export async function readJournal(file: string): Promise<Journal | undefined> {
  try {
    const { request, columns, resume, bytes, records } = JSON.parse(
      await readFile(journalOf(file), 'utf8'),
    ) as Partial<Journal>;
    const isWhole =
      typeof request === 'string' &&
      typeof resume === 'string' &&
      typeof bytes === 'number' &&
      typeof records === 'number' &&
      Array.isArray(columns);
    return isWhole ? { request, columns, resume, bytes, records } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Writes it wholly or not at all. Its new text has always the same name until then, so that a process that is killed
 * leaves nothing that the next one would not take away. The lock sees to it that there is only one.
 */
export async function writeJournal(file: string, journal: Journal): Promise<void> {
  const handle = await open(newJournalOf(file), 'w');
  try {
    await handle.writeFile(`${JSON.stringify(journal)}\n`);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await rename(newJournalOf(file), journalOf(file));
}

/** Throws away what has been written. */
export async function discard(file: string): Promise<void> {
  await removeJournal(file);
  await rm(partOf(file), { force: true });
}

/** Forgets an interrupted export, or one that is complete. */
export async function removeJournal(file: string): Promise<void> {
  for (const one of [journalOf(file), newJournalOf(file)]) await rm(one, { force: true });
}
