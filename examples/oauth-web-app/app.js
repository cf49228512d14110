import { readFileSync } from 'node:fs';
import { Hono } from 'hono';
import { csrf } from 'hono/csrf';
import { HTTPException } from 'hono/http-exception';
import { secureHeaders } from 'hono/secure-headers';
import { phoneListPage, problemPage, welcomePage } from './pages.js';
import { readPhoneList } from './phone-list.js';
import {
  foreignForm,
  notFound,
  otherBrowser,
  otherPerson,
  problemOf,
  reconnect,
  scopes,
} from './problems.js';
import { VisitorCookies } from './visitor-cookies.js';

const STYLE = readFileSync(new URL('style.css', import.meta.url), 'utf8');

/**
 * The application: a function from requests to answers.
 *
 * @param {{
 *   settings: import('./settings.js').Settings,
 *   churches: import('tspco').Churches,
 *   store: import('tspco').TokenStore,
 *   log: import('./log.js').Log,
 * }} parts
 */
export function createApp({ settings, churches, store, log }) {
  const cookies = new VisitorCookies(settings);
  const app = new Hono();

  app.use(secureHeaders(headersFor(settings)));
  // Behind a proxy, the address that was asked for is not the one that the browser knows.
  app.use(csrf({ origin: settings.publicUrl }), refuseForeign(settings.publicUrl));

  app.get('/healthz', async (c) => {
    try {
      // There is no such church; whether the store answers is what matters.
      await store.load('healthz');
      return c.text('ok');
    } catch (error) {
      log('not well', { cause: String(error) });
      return c.text('The token store does not answer.', 503);
    }
  });

  app.get('/style.css', (c) =>
    c.body(STYLE, 200, { 'Content-Type': 'text/css', 'Cache-Control': 'max-age=3600' }),
  );

  app.use(async (c, next) => {
    await next();
    c.header('Cache-Control', 'no-store');
  });

  app.get('/', async (c) => {
    const visitor = await cookies.visitor(c);
    const church = visitor && (await churches.get(visitor.church));
    if (!visitor || !church) return c.html(welcomePage());
    const problem = problemWith(church, visitor);
    if (problem) return c.html(problemPage(problem), problem.status);
    const list = await readPhoneList(churches.client(church.id), offsetIn(c.req.query('offset')));
    return c.html(phoneListPage({ church, list }));
  });

  app.get('/connect', async (c) => {
    const started = await churches.startAuthorization();
    await cookies.keepStarted(c, started);
    return c.redirect(started.url);
  });

  app.get('/callback', async (c) => {
    const started = await cookies.started(c);
    if (started === undefined) return c.html(problemPage(otherBrowser), otherBrowser.status);
    const church = await churches.finishAuthorization(c.req.url, started);
    log('connected', { church: church.id, missing: church.scopes.missing });
    cookies.forgetStarted(c);
    await cookies.signIn(c, { church: church.id, person: church.personId });
    // The code in the address must not stay in sight.
    return c.redirect('/', 303);
  });

  app.post('/disconnect', async (c) => {
    const visitor = await cookies.visitor(c);
    const church = visitor && (await churches.get(visitor.church));
    if (church && church.personId === visitor.person) {
      await churches.disconnect(church.id);
      log('disconnected', { church: church.id });
    }
    cookies.signOut(c);
    return c.redirect('/', 303);
  });

  app.post('/sign-out', (c) => {
    cookies.signOut(c);
    return c.redirect('/', 303);
  });

  app.notFound((c) => c.html(problemPage(notFound), notFound.status));
  app.onError((error, c) => {
    const problem = error instanceof HTTPException ? foreignForm : problemOf(error);
    log('failure', { path: c.req.path, status: problem.status, ...whatIsKnownOf(error, problem) });
    return c.html(problemPage(problem), problem.status);
  });
  return app;
}

/**
 * Why a visitor cannot use their church's connection. A church has one grant, that of whoever connected it last, and what
 * it shows depends on that person's permissions.
 *
 * @param {import('tspco').ConnectedChurch} church
 * @param {import('./visitor-cookies.js').Visitor} visitor
 */
function problemWith(church, visitor) {
  if (church.personId !== visitor.person) return otherPerson;
  if (church.reconnectNeeded !== undefined) return reconnect;
  if (church.scopes.missing.length > 0) return scopes;
  return undefined;
}

/**
 * Refuses what another site sends, in whatever form: only forms are looked at by `csrf`.
 *
 * @param {string} publicUrl
 * @returns {import('hono').MiddlewareHandler}
 */
function refuseForeign(publicUrl) {
  return async (c, next) => {
    const origin = c.req.header('Origin');
    if (c.req.method === 'POST' && origin !== undefined && origin !== publicUrl) throw new HTTPException(403);
    await next();
  };
}

/** @param {string | undefined} text */
function offsetIn(text) {
  return text !== undefined && /^\d{1,7}$/.test(text) ? Number(text) : 0;
}

/** @param {Error} error @param {import('./problems.js').Problem} problem */
function whatIsKnownOf(error, problem) {
  const { name, message, stack } = error;
  if (problem === foreignForm) return { error: name, message: 'The request was sent by another site.' };
  return problem.status === 500 ? { stack } : { error: name, message };
}

/** @param {import('./settings.js').Settings} settings */
function headersFor({ publicUrl }) {
  return {
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
    // With no-referrer, browsers would not say from which page a form comes.
    referrerPolicy: 'same-origin',
    strictTransportSecurity: publicUrl.startsWith('https:'),
  };
}
