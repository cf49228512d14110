import { open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';

/**
 * Opens the unfinished file beside `target`, at the place that was saved last. Whatever was written behind that place is
 * cut off: the list goes on from there.
 *
 * @param {string} target
 */
export async function openPart(target) {
  const path = `${target}.part`;
  const placePath = `${target}.place`;
  const place = await readPlace(placePath, path);
  let { bytes, people } = place ?? { bytes: 0, people: 0 };
  const handle = await open(path, place ? 'r+' : 'w', 0o600);
  await handle.truncate(bytes);
  /** @type {string[]} */
  let lines = [];

  const flush = async () => {
    const text = Buffer.from(lines.map((line) => `${line}\n`).join(''));
    // A disk that is nearly full takes a part of it, and says so.
    for (let written = 0; written < text.length;)
      written += (await handle.write(text, written, text.length - written, bytes + written)).bytesWritten;
    await handle.datasync();
    bytes += text.length;
    people += lines.length;
    lines = [];
  };

  return {
    /** Of the reading that was interrupted, if there was one. */
    resume: place?.resume,
    /** How many people that reading had saved. */
    resumedAfter: people,
    /** @param {string} line */
    add(line) {
      lines.push(line);
    },
    /** How many lines the next save will write. */
    get waiting() {
      return lines.length;
    },
    /** The place is saved after what it speaks of is on the disk, and at once or not at all. @param {string} resume */
    async save(resume) {
      await flush();
      await writeFile(`${placePath}.new`, JSON.stringify({ resume, bytes, people }), {
        mode: 0o600,
        flush: true,
      });
      await rename(`${placePath}.new`, placePath);
    },
    async finish() {
      await flush();
      await handle.close();
      await rename(path, target);
      await rm(placePath, { force: true });
    },
    /** Lets the next run begin at the beginning. */
    startOver: () => rm(placePath, { force: true }),
    close: () => handle.close(),
  };
}

/**
 * @param {string} placePath
 * @param {string} path
 * @returns {Promise<{ resume: string, bytes: number, people: number } | undefined>} nothing when there is none that can be used
 */
async function readPlace(placePath, path) {
  try {
    const place = JSON.parse(await readFile(placePath, 'utf8'));
    return (await stat(path)).size >= place.bytes ? place : undefined;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
