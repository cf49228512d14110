import { PCO, related } from 'tspco';

/**
 * @typedef {object} Settings
 * @property {string} PCO_APPLICATION_ID
 * @property {string} PCO_SECRET
 * @property {string} [PCO_API_BASE] another server, such as the emulator
 */

const MOST_EVENTS = 10;
/** So long an answer is given again, in seconds. However many people look, Planning Center is asked once. */
const MAX_AGE = 300;

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
  try {
    const found = json({ events: await readEvents(settings) }, 200, {
      'Cache-Control': `public, max-age=${MAX_AGE}`,
    });
    waitUntil(cache.put(key, found.clone()));
    return found;
  } catch (error) {
    // Why is for the log; whoever looks at a website can do nothing about it.
    console.error(error instanceof Error ? error.message : error);
    return json({ error: 'The events cannot be read at the moment.' }, 502);
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
  const coming = pco.iterate('/calendar/v2/event_instances', {
    filter: ['future'],
    order: 'starts_at',
    include: ['event'],
    per_page: 25,
  });
  const events = [];
  for await (const instance of coming) {
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

/** Any website may show it. @param {unknown} body @param {number} status @param {Record<string, string>} [headers] */
function json(body, status, headers) {
  return Response.json(body, { status, headers: { 'Access-Control-Allow-Origin': '*', ...headers } });
}
