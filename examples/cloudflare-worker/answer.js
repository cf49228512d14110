import { PCO, related } from 'tspco';

/**
 * @typedef {object} Settings
 * @property {string} PCO_APPLICATION_ID
 * @property {string} PCO_SECRET
 * @property {string} [PCO_API_BASE] another server, such as the emulator
 */

const MOST_EVENTS = 10;
/** So many dates are looked at for them. Each page is one of the requests that a Worker may make for a visitor. */
const MOST_DATES = 500;
/** So long an answer is given again, in seconds: each data centre asks Planning Center about once in that time. */
const MAX_AGE = 300;
/** The same for a failure: while Planning Center is away, not every visitor waits for it. */
const MAX_AGE_OF_FAILURE = 30;

/**
 * Answers `GET /` with the next events that the church shows in Church Center, as JSON.
 *
 * @param {Request} request
 * @param {Settings} settings
 * @param {{
 *   cache: { match(key: string): Promise<Response | undefined>, put(key: string, answer: Response): Promise<void> },
 *   waitUntil(promise: Promise<unknown>): void,
 * }} platform
 */
export async function answer(request, settings, { cache, waitUntil }) {
  const { origin, pathname } = new URL(request.url);
  if (pathname !== '/') return json({ error: 'There is nothing here.' }, 404);
  if (request.method !== 'GET') return json({ error: 'This can only be read.' }, 405, { Allow: 'GET' });
  // Without the query, with which anybody could go past the cache.
  const key = `${origin}/`;
  const cached = await cache.match(key);
  if (cached) return cached;
  /** @param {Response} found */
  const keep = (found) => {
    waitUntil(cache.put(key, found.clone()));
    return found;
  };
  try {
    return keep(json({ events: await readEvents(settings) }, 200, maxAge(MAX_AGE)));
  } catch (error) {
    // Why is for the log; whoever looks at a website can do nothing about it.
    console.error(error instanceof Error ? error.message : error);
    return keep(json({ error: 'The events cannot be read at the moment.' }, 502, maxAge(MAX_AGE_OF_FAILURE)));
  }
}

/** @param {Settings} settings */
async function readEvents({ PCO_APPLICATION_ID, PCO_SECRET, PCO_API_BASE }) {
  const pco = new PCO({
    applicationId: PCO_APPLICATION_ID,
    secret: PCO_SECRET,
    apiBase: PCO_API_BASE,
    readOnly: true,
    userAgent: 'events-worker',
    // Somebody is waiting.
    timeout: 5000,
    deadline: 10_000,
  });
  const coming = pco.iterate(
    '/calendar/v2/event_instances',
    { filter: ['future'], order: 'starts_at', include: ['event'] },
    // Mostly the first page is enough.
    { ahead: 0 },
  );
  const events = [];
  let dates = 0;
  for await (const instance of coming) {
    if (++dates > MOST_DATES) break;
    const event = related(instance, 'event');
    // What is planned among colleagues is not for everybody.
    if (event?.attributes.visible_in_church_center !== true) continue;
    const { name, published_starts_at, published_ends_at, location, church_center_url } =
      instance.data.attributes;
    events.push({
      name,
      starts_at: published_starts_at,
      ends_at: published_ends_at,
      location,
      url: church_center_url,
      summary: event.attributes.summary,
    });
    if (events.length === MOST_EVENTS) break;
  }
  return events;
}

/** @param {number} seconds */
function maxAge(seconds) {
  return { 'Cache-Control': `public, max-age=${seconds}` };
}

/** Any website may show it. @param {unknown} body @param {number} status @param {Record<string, string>} [headers] */
function json(body, status, headers) {
  return Response.json(body, { status, headers: { 'Access-Control-Allow-Origin': '*', ...headers } });
}
