import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { html } from 'hono/html';
import { secureHeaders } from 'hono/secure-headers';
import { addVisitor } from './add-visitor.js';

/** More than these at once are no visitors of a church. */
const MOST_WAITING = 20;

/**
 * The form: a function from requests to answers.
 *
 * @param {import('tspco').PCO} pco
 * @param {{
 *   workflowId?: string | undefined,
 *   pause?: number,
 *   log: (event: string, fields?: Record<string, unknown>) => void,
 * }} options
 */
export function createApp(pco, { log, ...options }) {
  const app = new Hono();
  let waiting = 0;
  /** One visitor after the other: somebody who presses the button twice must be found the second time. */
  let last = Promise.resolve();

  app.use(secureHeaders(), bodyLimit({ maxSize: 10_000 }));
  app.get('/', (c) => c.html(formPage()));
  app.get('/thanks', (c) => c.html(page('Thank you', html`<p>We are glad that you are here.</p>`)));
  app.get('/healthz', (c) => c.text('ok'));

  app.post('/', async (c) => {
    const body = await c.req.parseBody();
    const text = (/** @type {string} */ name) => String(body[name] ?? '').trim();
    // People do not see this field. Programs that fill in every form do.
    if (text('website') !== '') return c.redirect('/thanks', 303);
    const visitor = {
      firstName: text('first_name'),
      lastName: text('last_name'),
      email: text('email'),
      phone: text('phone'),
    };
    const problem = problemOf(visitor);
    if (problem !== undefined) return c.html(formPage(visitor, problem), 422);
    if (waiting >= MOST_WAITING)
      return c.html(formPage(visitor, 'There are many at once. Please try again.'), 503);
    waiting += 1;
    const added = last.then(() => addVisitor(pco, visitor, options));
    last = added.then(
      () => {},
      () => {},
    );
    try {
      const { personId, known } = await added;
      log(known ? 'a visitor is known' : 'a visitor is new', { personId });
      // Whoever reloads the page of thanks sends nothing again.
      return c.redirect('/thanks', 303);
    } catch (error) {
      log('a visitor could not be added', { error: error instanceof Error ? error.message : String(error) });
      return c.html(
        formPage(visitor, 'That did not work. Please try again, or tell somebody at the door.'),
        502,
      );
    } finally {
      waiting -= 1;
    }
  });

  return { app, /** Resolves when nobody is being added any more. */ settled: () => last };
}

/** @param {import('./add-visitor.js').Visitor} visitor */
function problemOf({ firstName, lastName, email, phone }) {
  if ([firstName, lastName, email, phone].some((text) => text.length > 100)) return 'That is too long.';
  if (firstName === '' || lastName === '') return 'Please tell us your name.';
  if (email === '' && phone === '') return 'Please tell us your e-mail address or your phone number.';
  if (email !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
    return 'This e-mail address cannot be right.';
  if (phone !== '' && phone.replaceAll(/\D/g, '').length < 7) return 'This phone number cannot be right.';
  return undefined;
}

const NOBODY = { firstName: '', lastName: '', email: '', phone: '' };

function formPage(visitor = NOBODY, problem = '') {
  const { firstName, lastName, email, phone } = visitor;
  return page(
    'Welcome',
    html`${problem && html`<p role="alert"><strong>${problem}</strong></p>`}
      <form method="post" action="/">
        <p>
          <label
            >First name
            <input name="first_name" value="${firstName}" required maxlength="100" autocomplete="given-name"
          /></label>
        </p>
        <p>
          <label
            >Last name
            <input name="last_name" value="${lastName}" required maxlength="100" autocomplete="family-name"
          /></label>
        </p>
        <p>
          <label
            >E-mail <input name="email" type="email" value="${email}" maxlength="100" autocomplete="email"
          /></label>
        </p>
        <p>
          <label
            >Phone <input name="phone" type="tel" value="${phone}" maxlength="100" autocomplete="tel"
          /></label>
        </p>
        <p hidden>
          <label>Leave this empty <input name="website" tabindex="-1" autocomplete="off" /></label>
        </p>
        <p><button>Send</button></p>
      </form>`,
  );
}

/** @param {string} title @param {ReturnType<typeof html>} content */
function page(title, content) {
  return html`<!doctype html>
    <html lang="en">
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width" />
      <title>${title}</title>
      <h1>${title}</h1>
      ${content}
    </html>`;
}
