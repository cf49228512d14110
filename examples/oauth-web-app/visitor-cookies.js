import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie';

const TEN_MINUTES = 600;
const THIRTY_DAYS = 30 * 24 * 3600;

/**
 * Whose grant a visitor may use: that of the church which they connected themselves.
 *
 * @typedef {{ church: string, person: string | undefined }} Visitor
 */

/**
 * What is kept in a visitor's browser, so that any process can serve them: signed, so that nobody can make it up, and
 * out of the reach of scripts.
 */
export class VisitorCookies {
  #secret;
  /** @type {import('hono/utils/cookie').CookieOptions} */
  #place;

  /** @param {import('./settings.js').Settings} settings */
  constructor({ sessionSecret, publicUrl }) {
    this.#secret = sessionSecret;
    // The prefix keeps other hosts of the domain from setting them.
    this.#place = publicUrl.startsWith('https:')
      ? { path: '/', secure: true, prefix: 'host' }
      : { path: '/' };
  }

  /**
   * Keeps an authorization until the browser comes back. A code is good for as long.
   *
   * @param {import('hono').Context} c
   * @param {import('tspco').StartedAuthorization} started
   */
  async keepStarted(c, started) {
    await this.#keep(c, 'started', started, TEN_MINUTES);
  }

  /** @param {import('hono').Context} c @returns {Promise<import('tspco').StartedAuthorization | undefined>} */
  async started(c) {
    return this.#read(c, 'started');
  }

  /** @param {import('hono').Context} c */
  forgetStarted(c) {
    this.#forget(c, 'started');
  }

  /** @param {import('hono').Context} c @param {Visitor} visitor */
  async signIn(c, visitor) {
    await this.#keep(c, 'visitor', visitor, THIRTY_DAYS);
  }

  /** @param {import('hono').Context} c @returns {Promise<Visitor | undefined>} */
  async visitor(c) {
    return this.#read(c, 'visitor');
  }

  /** @param {import('hono').Context} c */
  signOut(c) {
    this.#forget(c, 'visitor');
  }

  /**
   * @param {import('hono').Context} c
   * @param {string} name
   * @param {object} value
   * @param {number} seconds
   */
  async #keep(c, name, value, seconds) {
    // The signature covers neither the cookie's name nor its age: both stand in the text.
    const text = JSON.stringify({ name, until: Date.now() + seconds * 1000, value });
    // Lax: the browser comes back from Planning Center, another site.
    await setSignedCookie(c, name, text, this.#secret, {
      ...this.#place,
      httpOnly: true,
      sameSite: 'Lax',
      maxAge: seconds,
    });
  }

  /** @param {import('hono').Context} c @param {string} name */
  async #read(c, name) {
    const text = await getSignedCookie(c, this.#secret, name, this.#place.prefix);
    if (!text) return undefined;
    const kept = JSON.parse(text);
    return kept.name === name && kept.until > Date.now() ? kept.value : undefined;
  }

  /** @param {import('hono').Context} c @param {string} name */
  #forget(c, name) {
    deleteCookie(c, name, this.#place);
  }
}
