import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { DriftError } from './drift-error.ts';

export function isAddress(source: string): boolean {
  return /^https?:\/\//i.test(source);
}

/**
 * Reads a file, or fetches an address without credentials.
 *
 * @throws DriftError when it cannot be read or is not JSON
 */
export async function readJson(source: string, fetch: typeof globalThis.fetch): Promise<unknown> {
  const text = isAddress(source) ? await readAddress(source, fetch) : await readText(source);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const start = text.trimStart().slice(0, 40);
    const page = start.startsWith('<') ? ' It looks like a page for browsers.' : '';
    const found = start === '' ? 'it is empty' : `it begins with ${JSON.stringify(start)}`;
    throw new DriftError(`${source} is not JSON: ${found}.${page}`, { cause: error });
  }
}

async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? String(error);
    const advice = code === 'EISDIR' ? 'It is a folder; give the files in it.' : 'Give a file or an address.';
    throw new DriftError(`${path} cannot be read (${code}). ${advice}`, { cause: error });
  }
}

/** A whole graph is close to the number of requests that the server allows in a period, so it may ask to wait. */
async function readAddress(address: string, fetch: typeof globalThis.fetch): Promise<string> {
  for (let refusals = 0; ; refusals++) {
    const { status, text, retryAfter } = await fetchOnce(address, fetch);
    if (status >= 200 && status < 300) return text;
    if (status !== 429) throw new DriftError(`${address} answered ${status}.${ADVICE[status] ?? ''}`);
    if (refusals === MOST_REFUSALS || retryAfter > LONGEST_WAIT)
      throw new DriftError(`${address} answered 429, too many requests. Try again later.`);
    await wait(retryAfter * 1000);
  }
}

interface Fetched {
  readonly status: number;
  readonly text: string;
  /** In seconds. */
  readonly retryAfter: number;
}

async function fetchOnce(address: string, fetch: typeof globalThis.fetch): Promise<Fetched> {
  try {
    const response = await fetch(address, {
      // Without a user agent the service's firewall answers 403.
      headers: { accept: 'application/json', 'user-agent': 'tspco-catalog (drift)' },
      signal: AbortSignal.timeout(TIME_OUT),
    });
    const retryAfter = Number.parseInt(response.headers.get('retry-after') ?? '', 10);
    return {
      status: response.status,
      text: await response.text(),
      retryAfter: Number.isNaN(retryAfter) ? 20 : retryAfter,
    };
  } catch (error) {
    const { message, cause } = error as Error;
    const reason = cause instanceof Error ? cause.message || cause.name : message;
    throw new DriftError(`${address} cannot be fetched (${reason}).`, { cause: error });
  }
}

const ADVICE: Readonly<Record<number, string>> = {
  404: ' Look at the app, the version and the path in it.',
};
const TIME_OUT = 30_000;
const MOST_REFUSALS = 3;
/** The service's period has 20 seconds. */
const LONGEST_WAIT = 60;
