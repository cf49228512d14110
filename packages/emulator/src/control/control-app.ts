import { Hono } from 'hono';
import { refuseForeignPages } from './refuse-foreign-pages.ts';
import { CONTROL_ADDRESSES } from './addresses.ts';
import type { Control } from './control.ts';

/** The control over HTTP. Whatever cannot be done is answered with `{ "error": "why" }`. */
export function createControlApp(control: Control): Hono {
  const app = new Hono();
  app.use(refuseForeignPages);
  for (const { method, path, run } of CONTROL_ADDRESSES) {
    app.on(method, path, async ({ req, json, body }) => {
      const query = new URL(req.url).searchParams;
      const church = query.get('church');
      const answer = await run({
        control,
        church: church === null ? control : control.church(church),
        query,
        body: method === 'GET' ? undefined : await bodyOf(req.raw),
      });
      return answer === undefined ? body(null, 204) : json(answer);
    });
  }
  app.all('*', ({ req, json }) => {
    const path = req.path.slice(ROOT.length);
    if (path === '' || path === '/') return json({ addresses: shownAddresses() });
    const allowed = CONTROL_ADDRESSES.filter((address) => address.path === path).map(({ method }) => method);
    return allowed.length > 0
      ? json({ error: `${req.path} takes ${allowed.join(', ')}, not ${req.method}.` }, 405, {
          Allow: allowed.join(', '),
        })
      : json({ error: `There is nothing at ${req.path}. What there is stands at ${ROOT}/` }, 404);
  });
  app.onError(({ message }, { json }) => json({ error: message }, 400));
  return app;
}

const ROOT = '/__emulator';

function shownAddresses(): object[] {
  return CONTROL_ADDRESSES.map(({ method, path, what, takes }) => {
    return { method, path: `${ROOT}${path}`, what, takes };
  });
}

async function bodyOf(request: Request): Promise<unknown> {
  const text = await request.text();
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new TypeError(`The body must be JSON: ${(error as Error).message}`, { cause: error });
  }
}
