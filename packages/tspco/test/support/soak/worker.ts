import { createHash } from 'node:crypto';
import { PCOError, PCOIncompleteReadError, type PCO, type ResponseInfo, type Sent } from 'tspco';
import type { Kind, Piece } from './plan.ts';
import type { Report } from './verdict.ts';

export const PEOPLE = '/people/v2/people';
export const LIST = '/people/v2/emails';
/** Of the list, so that it has several pages. */
export const PER_PAGE = 20;

/** What one worker needs. */
export interface Workplace {
  readonly pco: PCO;
  /** People of the church that no other worker touches. */
  readonly people: readonly string[];
  /** The ids of the whole list, in its order. */
  readonly list: readonly string[];
}

/** What all requests of a piece of work have in common. */
interface Options {
  readonly params: { readonly soak: string };
}

type Done = Omit<Report, 'kind' | 'key' | 'failure'>;
type Work = (key: string, options: Options) => Promise<Done>;

/** Does one piece after another, and reports what the client told. */
export class Worker {
  readonly #pco: PCO;
  readonly #people: readonly string[];
  readonly #list: readonly string[];
  readonly #created: string[] = [];
  #turn = 0;

  constructor({ pco, people, list }: Workplace) {
    this.#pco = pco;
    this.#people = people;
    this.#list = list;
  }

  async do({ kind, key }: Piece): Promise<Report> {
    // One who has created nobody has nobody to delete.
    const real = kind === 'delete a person' && this.#created.length === 0 ? 'create a person' : kind;
    const target = real === 'change a person' ? this.#nextPerson() : undefined;
    try {
      const done = await this.#works[real](key, { params: { soak: key } }, target);
      return { kind: real, key, target, ...done };
    } catch (error) {
      return { kind: real, key, target, ...failureOf(error) };
    }
  }

  readonly #works: Readonly<Record<Kind, (...given: [...Parameters<Work>, string?]) => Promise<Done>>> = {
    'create a person': async (key, options) => {
      const person = this.#pco.template('Person', { first_name: 'Ada', last_name: key });
      const { data, response } = await this.#pco.post(PEOPLE, person, {}, options).withResponse();
      this.#created.push(data.data.id);
      return done(response, data.data.id, data.data.attributes.last_name === key);
    },
    'create nobody': async (_, options) => {
      const person = this.#pco.template('Person', { first_name: 'Ada' });
      const { response } = await this.#pco.post(PEOPLE, person, {}, options).withResponse();
      return done(response, undefined, false);
    },
    'change a person': async (key, options, target = '') => {
      const change = this.#pco.template('Person', { nickname: key });
      const { data, response } = await this.#pco
        .patch(`${PEOPLE}/${target}`, change, {}, options)
        .withResponse();
      return done(response, target, data.data.id === target && data.data.attributes.nickname === key);
    },
    'upload a file': async (key, options) => {
      const bytes = new TextEncoder().encode(`${key}\n`.repeat(50));
      const { data, response } = await this.#pco
        .upload(bytes, {}, { ...options, name: `${key}.txt` })
        .withResponse();
      const [file] = data.data;
      return done(response, file?.id, file?.attributes.md5 === md5(bytes));
    },
    'delete a person': async (_, options) => {
      // Whether it succeeds or not: nobody is to be deleted twice.
      const id = this.#created.pop() ?? '';
      const { response } = await this.#pco.delete(`${PEOPLE}/${id}`, {}, options).withResponse();
      return done(response, undefined, response.status === 204);
    },
    'read a person': async (_, options) => {
      const id = this.#nextPerson();
      const { data, response } = await this.#pco.get(`${PEOPLE}/${id}`, {}, options).withResponse();
      return done(response, undefined, data.data.id === id);
    },
    'read nobody': async (_, options) => {
      const { response } = await this.#pco.get(`${PEOPLE}/1`, {}, options).withResponse();
      return done(response, undefined, false);
    },
    'read a list': (_, options) => this.#readList(options),
  };

  #nextPerson(): string {
    return this.#people[this.#turn++ % this.#people.length] ?? '';
  }

  /** Reads the list, going on where a reading ended early. */
  async #readList(options: Options): Promise<Done> {
    const read: string[] = [];
    let attempts = 0;
    for (let resume: string | undefined; ;) {
      const list = this.#pco.iterate(LIST, { per_page: PER_PAGE }, { ...options, resume });
      try {
        for await (const { data } of list) read.push(data.id);
        attempts += list.report.requests;
        const place = this.#list.findIndex((id, index) => read[index] !== id);
        const isWhole = place === -1 && read.length === this.#list.length;
        return { attempts, wrong: isWhole ? undefined : `is wrong from ${place} on: ${read.join()}` };
      } catch (error) {
        // Those that were under way ahead are not in the report of a reading that ended early.
        attempts = Infinity;
        if (!(error instanceof PCOIncompleteReadError) || error.resume === undefined) {
          throw error;
        }
        resume = error.resume;
      }
    }
  }
}

function done({ attempts }: ResponseInfo, id: string | undefined, isRight: boolean): Done {
  return { attempts, id, wrong: isRight ? undefined : 'was reported done with the wrong answer' };
}

type Failing = Pick<Report, 'attempts' | 'failure' | 'wrong'>;

function failureOf(error: unknown): Failing {
  const { sent, attempts, statusCode } = error as { sent?: Sent; attempts?: number; statusCode?: number };
  if (!(error instanceof PCOError) || sent === undefined || attempts === undefined) {
    return { attempts: Infinity, wrong: `failed with ${String(error)}` };
  }
  return { attempts, failure: { name: error.name, sent, statusCode } };
}

function md5(bytes: Uint8Array): string {
  return createHash('md5').update(bytes).digest('hex');
}
