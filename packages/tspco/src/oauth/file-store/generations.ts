import { failedWith, fileSystem } from './file-system.ts';

/** One of the texts that followed each other under one name. */
export interface Generation {
  readonly number: number;
  readonly text: string;
}

/** What a killed process has left is in nobody's way; so old, in milliseconds, it is cleared away. */
const ABANDONED_MS = 60_000;

/**
 * A text in a folder that is replaced as a whole, by one of all processes: each new text is a file of its own, numbered
 * by one higher than the last, and a file system makes a file of one name only once.
 */
export class Generations {
  readonly #folder: string;
  readonly #prefix: string;

  /** @param kind - the beginning of the files' names */
  constructor(folder: string, kind: string) {
    this.#folder = folder;
    this.#prefix = `${kind}.`;
  }

  /** The text that was added last; `undefined` when there is none. */
  async latest(): Promise<Generation | undefined> {
    for (;;) {
      const number = (await this.#numbers()).at(-1);
      if (number === undefined) return undefined;
      try {
        return { number, text: await fileSystem().readFile(this.#path(number), 'utf8') };
      } catch (error) {
        // A newer one has taken its place.
        if (!failedWith(error, 'ENOENT')) throw error;
      }
    }
  }

  /**
   * Adds a text after the one of a number, 0 when there is none.
   *
   * @returns whether it was the first to do so
   */
  async add(text: string, after: number): Promise<boolean> {
    const fs = fileSystem();
    await fs.mkdir(this.#folder, { recursive: true, mode: 0o700 });
    if (((await this.#numbers()).at(-1) ?? 0) !== after) return false;
    const [draft, path] = [`${this.#folder}/draft.${crypto.randomUUID()}`, this.#path(after + 1)];
    try {
      await write(draft, text);
      // Unlike a rename it fails when there is such a file, and a file that is there is complete.
      await fs.link(draft, path);
    } catch (error) {
      if (failedWith(error, 'EEXIST')) return false;
      throw error;
    } finally {
      await fs.rm(draft, { force: true });
    }
    const numbers = await this.#numbers();
    if (numbers.at(-1) !== after + 1) {
      // Others were so much faster that the place was free again.
      await fs.rm(path, { force: true });
      return false;
    }
    await syncFolder(this.#folder);
    await this.#clear(numbers.slice(0, -1));
    return true;
  }

  async #clear(numbers: readonly number[]): Promise<void> {
    const fs = fileSystem();
    for (const number of numbers) await fs.rm(this.#path(number), { force: true });
    for (const name of await fs.readdir(this.#folder)) {
      if (!name.startsWith('draft.')) continue;
      const path = `${this.#folder}/${name}`;
      const { mtimeMs } = await fs.stat(path).catch(() => ({ mtimeMs: Infinity }));
      if (mtimeMs + ABANDONED_MS < Date.now()) await fs.rm(path, { force: true });
    }
  }

  /** The numbers of the files that are there, in their order. */
  async #numbers(): Promise<number[]> {
    const names = await fileSystem()
      .readdir(this.#folder)
      .catch((error: unknown) => {
        if (failedWith(error, 'ENOENT')) return [];
        throw error;
      });
    const numbers = names
      .filter((name) => name.startsWith(this.#prefix))
      .map((name) => Number(name.slice(this.#prefix.length)))
      .filter((number) => Number.isInteger(number));
    return numbers.sort((one, other) => one - other);
  }

  #path(number: number): string {
    return `${this.#folder}/${this.#prefix}${number}`;
  }
}

/** Writes a file that only this user can read, down to the disk. */
async function write(path: string, text: string): Promise<void> {
  const file = await fileSystem().open(path, 'wx', 0o600);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes new names in a folder last through a power failure, where the system can do that. */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await fileSystem().open(path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch {
    // Windows cannot, and needs no such thing.
  }
}
