import { Hono } from 'hono';
import { boundedBody, LARGEST_CONTROL_BODY } from '../messages/bounded-body.ts';
import { ApiError } from '../basics/api-error.ts';
import type { HttpEnv } from '../http/http-env.ts';
import type { Settings } from '../options.ts';
import { refuseForeign } from './refuse-foreign.ts';
import { CONTROL_ADDRESSES, type ControlAddress } from './addresses.ts';
import type { Control } from './control.ts';
import { jsonIn } from './sent-values.ts';

/** What the control over HTTP needs of the emulator. */
export interface ControlAppParts {
  readonly control: Control;
  readonly settings: Pick<Settings, 'host' | 'allowedHosts'>;
}

/** The control over HTTP. Whatever cannot be done is answered with `{ "error": "why" }`. */
export function createControlApp({ control, settings }: ControlAppParts): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use(refuseForeign(settings));
  for (const address of CONTROL_ADDRESSES) {
    app.on(address.method, address.path, async ({ req, json, body }) => {
      const query = new URL(req.url).searchParams;
      const church = query.get('church');
      const answer = await address.run({
        control,
        church: church === null ? control : control.church(church),
        query,
        body: await bodyOf(req.raw, address),
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
  app.onError((error, { json }) =>
    json({ error: error.message }, error instanceof ApiError && error.status === 413 ? 413 : 400),
  );
  return app;
}

const ROOT = '/__emulator';

function shownAddresses(): object[] {
  return CONTROL_ADDRESSES.map(({ method, path, what, takes }) => {
    return { method, path: `${ROOT}${path}`, what, takes };
  });
}

async function bodyOf(
  request: Request,
  { method, path, needsBody, takes }: ControlAddress,
): Promise<unknown> {
  if (method === 'GET') return undefined;
  const text = await (await boundedBody(request, LARGEST_CONTROL_BODY)).text();
  if (text.trim() !== '') return jsonIn(text, 'The body');
  if (needsBody) throw new TypeError(`The body is empty. ${method} ${ROOT}${path} takes ${takes ?? 'JSON'}`);
  return undefined;
}
