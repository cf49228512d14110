import {
  createEmulator,
  type Emulator,
  type FaultReport,
  type Listening,
  type LoggedRequest,
} from '@tspco/emulator';
import { PCO, type ClientOptions, type RetryEvent } from 'tspco';
import { planWork } from './plan.ts';
import { SOAK_FAULTS } from './rules.ts';
import { signIn } from './session.ts';
import { verdictOf, type Church, type Report } from './verdict.ts';
import { LIST, PEOPLE, PER_PAGE, Worker } from './worker.ts';

const CLIENTS = 8;
const WORKERS = 32;
const PEOPLE_EACH = 5;

/** What became of a round. */
export interface Round {
  readonly reports: readonly Report[];
  readonly ledger: readonly LoggedRequest[];
  readonly faults: readonly FaultReport[];
  /** What is wrong, in sentences. */
  readonly verdict: readonly string[];
}

interface Parts {
  readonly emulator: Emulator;
  readonly listening: Listening;
  readonly clients: readonly PCO[];
  /** The ids of the list that is read to its end. */
  readonly list: readonly string[];
  /** The ids of the people that are there at the beginning of each round. */
  readonly people: readonly string[];
}

/** A church behind a bad line, and clients that work for it round after round. */
export class Soak {
  readonly #parts: Parts;

  private constructor(parts: Parts) {
    this.#parts = parts;
  }

  /**
   * Puts a church on a port.
   *
   * @param onRetry - is told of everything that is sent again
   * @param options - for the clients
   */
  static async start(onRetry: (event: RetryEvent) => void, options: ClientOptions = {}): Promise<Soak> {
    const emulator = createEmulator({
      people: WORKERS * PEOPLE_EACH,
      requestLog: 100_000,
      // More than is sent. Without a period of its own, a 429 that says nothing would stop everybody for 20 seconds.
      rateLimit: { limit: 5000, period: 1 },
    });
    const listening = await emulator.listen();
    const sessions = await Promise.all(
      Array.from({ length: CLIENTS }, (_, index) => signIn(emulator, `soak-${index}`)),
    );
    const { url: apiBase, uploadUrl } = listening;
    const limits = { timeout: 2000, uploadTimeout: 2000, on: { retry: onRetry } };
    return new Soak({
      emulator,
      listening,
      clients: sessions.map((session) => new PCO({ session, apiBase, uploadUrl, ...limits, ...options })),
      list: (await readAll(emulator, LIST)).map(({ id }) => id),
      people: (await readAll(emulator, PEOPLE)).map(({ id }) => id),
    });
  }

  /** Does work of so many requests while everything goes wrong that can, and compares what is said with what was done. */
  async round(requests: number, seed: number): Promise<Round> {
    const { control } = this.#parts.emulator;
    await control.reset();
    control.requests.clear();
    control.faults.set(SOAK_FAULTS, { seed });
    const reports = await this.#work(requests, seed);
    const faults = control.faults.report();
    control.faults.clear();
    const ledger = await this.#wholeLedger();
    const church = await this.#church();
    return { reports, ledger, faults, verdict: verdictOf(reports, ledger, church) };
  }

  close(): Promise<void> {
    return this.#parts.emulator.close();
  }

  async #work(requests: number, seed: number): Promise<readonly Report[]> {
    const pieces = planWork(requests, Math.ceil(this.#parts.list.length / PER_PAGE), seed);
    const reports: Report[] = [];
    let outage: Promise<void> | undefined;
    let refuse = (): void => {};
    const refused = new Promise<void>((resolve) => (refuse = resolve));
    let next = 0;
    const work = async (worker: Worker): Promise<void> => {
      for (let piece; (piece = pieces[next++]) !== undefined;) {
        // In the middle of it all tokens expire, and later nobody listens until that was noticed.
        if (next === Math.floor(pieces.length / 3)) this.#parts.emulator.control.expireTokens();
        if (next === Math.floor((2 * pieces.length) / 3)) outage = this.#disappear(refused);
        const report = await worker.do(piece);
        reports.push(report);
        if (report.failure?.sent === 'no') refuse();
      }
    };
    await Promise.all(this.#workers().map(work));
    refuse();
    await outage;
    return reports;
  }

  #workers(): readonly Worker[] {
    const { clients, people, list } = this.#parts;
    return Array.from({ length: WORKERS }, (_, index) => {
      const own = people.slice(index * PEOPLE_EACH, (index + 1) * PEOPLE_EACH);
      const pco = clients[index % CLIENTS];
      if (pco === undefined) throw new Error('There are no clients.');
      return new Worker({ pco, people: own, list });
    });
  }

  /** Leaves the port until somebody has given up on it. */
  async #disappear(until: Promise<void>): Promise<void> {
    const { emulator, listening } = this.#parts;
    await emulator.close();
    await until;
    await emulator.listen(listening.port);
  }

  /** The ledger once nothing is under way any more: what is carried out late counts, too. */
  async #wholeLedger(): Promise<readonly LoggedRequest[]> {
    const { requests } = this.#parts.emulator.control;
    while (requests.counters().open > 0) await new Promise((resolve) => setImmediate(resolve));
    if (requests.dropped > 0) throw new Error('The ledger is not whole.');
    return requests.list();
  }

  async #church(): Promise<Church> {
    const people = await readAll(this.#parts.emulator, PEOPLE);
    return new Map(
      people.map(({ id, attributes }) => [
        id,
        { lastName: attributes.last_name, nickname: attributes.nickname },
      ]),
    );
  }
}

interface Row {
  readonly id: string;
  readonly attributes: { readonly last_name: string; readonly nickname: string | null };
}

/** A whole list, read without the client that is on trial and without a socket. */
async function readAll({ fetch, accessToken }: Emulator, path: string): Promise<readonly Row[]> {
  const rows: Row[] = [];
  const headers = { Authorization: `Bearer ${accessToken}`, 'User-Agent': 'soak' };
  for (let offset: number | undefined = 0; offset !== undefined;) {
    const answer: Response = await fetch(`http://soak${path}?per_page=100&offset=${offset}`, { headers });
    const { data, meta } = (await answer.json()) as {
      data: readonly Row[];
      meta: { next?: { offset: number } };
    };
    rows.push(...data);
    offset = meta.next?.offset;
  }
  return rows;
}
