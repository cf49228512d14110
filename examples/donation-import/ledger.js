import { open, readFile, rm } from 'node:fs/promises';

/**
 * What was done, line by line, and never changed afterwards. What is about to be sent is written before it is sent, so
 * that after a crash at any moment it is known what must be looked for.
 *
 * @typedef {{ at: string } & (
 *   | { batch: 'asked', description: string }
 *   | { batch: 'made', id: string }
 *   | { donation: 'asked', reference: string, fingerprint: string }
 *   | { donation: 'made', reference: string, id: string }
 *   | { donation: 'refused', reference: string }
 * )} Entry
 */

/** @typedef {Entry extends infer One ? One extends Entry ? Omit<One, 'at'> : never : never} NewEntry */

/** @param {string} path @returns {Promise<Entry[]>} */
export async function readLedger(path) {
  return (await wholeLines(path)).map((line) => JSON.parse(line));
}

/**
 * Opens the ledger for one process alone.
 *
 * @param {string} path
 */
export async function openLedger(path) {
  const lock = `${path}.lock`;
  const mine = await open(lock, 'wx').catch((error) => {
    if (error.code !== 'EEXIST') throw error;
    throw new Error(
      `An import is running, or has crashed. If none is running, delete ${lock} and run it again.`,
    );
  });
  await mine.close();
  const lines = await wholeLines(path);
  const file = await open(path, 'a', 0o600);
  // A line that a crash has cut is of something that was not done yet, or will be found when it is looked for.
  await file.truncate(Buffer.byteLength(lines.map((line) => `${line}\n`).join('')));
  /** @type {Entry[]} */
  const entries = lines.map((line) => JSON.parse(line));
  return {
    entries,
    /** It is on the disk when this resolves. @param {NewEntry} entry */
    async append(entry) {
      const written = { at: new Date().toISOString(), ...entry };
      await file.appendFile(`${JSON.stringify(written)}\n`);
      await file.datasync();
      entries.push(written);
    },
    async close() {
      await file.close();
      await rm(lock);
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof openLedger>>} Ledger */

/** @param {string} path */
async function wholeLines(path) {
  const text = await readFile(path, 'utf8').catch((error) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  return text.split('\n').slice(0, -1);
}
