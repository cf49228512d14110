import { matches, same, skip, includes } from './verdicts.js';
import { OwnRecords } from './own-records.js';

const READING = new Set(['GET', 'HEAD', 'OPTIONS']);
const USER_AGENT = 'tspco-scenarios (https://www.npmjs.com/package/tspco)';

/**
 * What came back.
 *
 * @typedef {object} Answer
 * @property {number} status
 * @property {Headers} headers
 * @property {string} text
 * @property {any} body - the text as JSON, `undefined` when it is none
 */

/**
 * One scenario's way to the service: plain requests, and the promise that only what it created is changed. Its methods
 * are bound, so that a scenario can name those that it needs in its first line.
 */
export class Visit {
  same = same;
  matches = matches;
  includes = includes;
  skip = skip;
  #scenario;
  #pace;
  #own = new OwnRecords();

  /**
   * @param {object} parts
   * @param {import('./targets.js').Target} parts.target
   * @param {import('./scenario.js').Scenario} parts.scenario
   * @param {{ politely: <T>(send: () => Promise<T>) => Promise<T> }} parts.pace
   */
  constructor({ target, scenario, pace }) {
    this.target = target;
    this.#scenario = scenario;
    this.#pace = pace;
  }

  /**
   * Sends a request as the person whose credentials these are.
   *
   * @param {string} method
   * @param {string} address - a path of the API, or a whole address
   * @param {object} [options]
   * @param {'pat' | 'token' | 'nobody'} [options.as] - default: whatever there is
   * @param {string | null} [options.version] - `null` leaves the header out; default: the newest
   * @param {Record<string, string>} [options.headers]
   * @param {unknown} [options.body] - sent as JSON unless it is a text or a form
   * @returns {Promise<Answer>}
   */
  send = async (method, address, options = {}) => {
    const url = new URL(this.#whole(address));
    this.#guard(method, url);
    const init = { method, ...this.#contents(options), redirect: /** @type {const} */ ('manual') };
    const once = async () => {
      const response = await fetch(url, init);
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, body: parsed(text) };
    };
    return this.#scenario.exhausts ? once() : this.#pace.politely(once);
  };

  get = (address, options) => this.send('GET', address, options);
  patch = (address, body, options) => this.send('PATCH', address, { ...options, body });
  delete = (address, options) => this.send('DELETE', address, options);

  /** Sends a POST to a collection. What it creates, wanted or not, is deleted in the end. */
  post = async (path, body, options) => {
    const answer = await this.send('POST', path, { ...options, body });
    if (answer.status === 201) this.#own.remember(new URL(this.#whole(path)).pathname, answer.body);
    return answer;
  };

  /** Runs an action. Its answer is the record it acted on, or a note of what was done, and is not deleted. */
  act = (path, body) => this.send('POST', path, { body });

  /** Creates what a scenario starts from. */
  create = async (path, type, attributes, relationships) => {
    const { status, body } = await this.post(path, document(type, attributes, relationships));
    same(`status of POST ${path}`, status, 201);
    return body.data;
  };

  /** A page of a collection that has something. */
  some = async (path) => {
    const { status, body } = await this.get(path);
    same(`status of GET ${path}`, status, 200);
    if (body.data.length === 0) skip(`there is nothing in ${path}`);
    return body;
  };

  /** The first record of a page, of those that fit. */
  first = async (path, fits = () => true) => {
    const { data } = await this.some(path);
    return data.find(fits) ?? skip(`there is no such record in ${path}`);
  };

  wait = (milliseconds) => this.target.wait(milliseconds);

  /** A name for something created, which says where it comes from. */
  named = (name) => `${this.target.mark} ${name}`;

  /** Ends the visit. Gives the addresses of what could not be deleted. */
  leave() {
    return this.#own.deleteAll((path) => this.delete(path));
  }

  #whole(address) {
    return address.startsWith('/') ? `${this.target.apiBase}${address}` : address;
  }

  #guard(method, { pathname, origin }) {
    if (READING.has(method) || this.#scenario.emulatorOnly) return;
    // Token requests change no records.
    const isRecord = origin === new URL(this.target.apiBase).origin && /^\/[^/]+\/v2\//.test(pathname);
    if (!isRecord && (this.#scenario.writes || !pathname.startsWith('/v2/'))) return;
    if (this.#scenario.writes && this.#own.mayWrite(method, pathname)) return;
    throw new Error(`This scenario must not send ${method} ${pathname}: it did not create that.`);
  }

  #contents({ as, version = 'LATEST', headers, body }) {
    const { pat, token } = this.target.credentials;
    const authorization =
      as === 'nobody' ? undefined : as === undefined ? (pat ?? token) : { pat, token }[as];
    const isAsItIs = body === undefined || typeof body === 'string' || body instanceof FormData;
    return {
      headers: {
        'User-Agent': USER_AGENT,
        ...(authorization && { Authorization: authorization }),
        ...(version && { 'X-PCO-API-Version': version }),
        ...(body !== undefined && !(body instanceof FormData) && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: isAsItIs ? body : JSON.stringify(body) }),
    };
  }
}

/** A request's document. */
export function document(type, attributes, relationships) {
  return { data: { type, attributes, ...(relationships && { relationships }) } };
}

/** The value of a to-one relationship in a request. */
export function to(type, id) {
  return { data: { type, id } };
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
