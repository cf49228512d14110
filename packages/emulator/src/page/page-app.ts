import { Hono, type MiddlewareHandler } from 'hono';
import { foreignRefusal, refuseForeign, type KnownHosts } from '../control/refuse-foreign.ts';
import { boundedBody, LARGEST_BODY } from '../messages/bounded-body.ts';
import type { HttpEnv } from '../http/http-env.ts';
import { notFoundPage } from '../messages/pages.ts';
import { formNamed } from './forms.ts';
import { emulatorPage } from './page.ts';
import { pageAddress, viewOf, type PageParts, type View } from './view.ts';

/** What the page needs of the emulator, and what says who may see it. */
interface PageAppParts extends PageParts {
  readonly settings: PageParts['settings'] & KnownHosts;
}

/** `GET /`: the page for whoever asks for HTML, as browsers do and programs do not. */
export function answerBrowser(parts: PageAppParts): MiddlewareHandler<HttpEnv> {
  return async (context, next) => {
    const { req } = context;
    if (!/\btext\/html\b/i.test(req.header('Accept') ?? '')) return next();
    const refusal = foreignRefusal(context, parts.settings);
    if (refusal) return refusal;
    const page = await pageFor(new URL(req.url), parts);
    page.headers.set('Vary', 'Accept');
    return page;
  };
}

async function pageFor({ origin, searchParams }: URL, parts: PageParts): Promise<Response> {
  let view: View;
  try {
    view = await viewOf(parts, origin, searchParams.get('church') ?? undefined);
  } catch (error) {
    return withProblem(await viewOf(parts, origin, undefined), error, 404);
  }
  return emulatorPage(view);
}

/** What was pressed on the page. The browser goes back to it afterwards, to the same section. */
export function createPageApp(parts: PageAppParts): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  app.use(refuseForeign(parts.settings));
  app.post('/:form', async ({ req }) => {
    const form = formNamed(req.param('form'));
    if (!form) return notFoundPage();
    const { origin } = new URL(req.url);
    let view = await viewOf(parts, origin, undefined);
    try {
      const fields = new URLSearchParams(await (await boundedBody(req.raw, LARGEST_BODY)).text());
      view = await viewOf(parts, origin, fields.get('church') ?? undefined);
      await form.run({ control: parts.control, church: view.churchControl, fields });
    } catch (error) {
      return withProblem(view, error, 400);
    }
    return new Response(null, {
      status: 303,
      headers: { Location: `${pageAddress(view)}#${form.section}`, 'Cache-Control': 'no-store' },
    });
  });
  return app;
}

function withProblem(view: View, error: unknown, status: number): Promise<Response> {
  return emulatorPage(view, { status, problem: error instanceof Error ? error.message : String(error) });
}
