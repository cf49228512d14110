import { randomUUID } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import { compress } from 'hono/compress';
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { createControlApp } from '../control/control-app.ts';
import type { Control } from '../control/control.ts';
import { BrokenConnection } from '../faults/break-connection.ts';
import { answerWithFaults, type FaultParts } from '../faults/fault-middleware.ts';
import { NO_MEDDLING, type Meddling } from '../faults/meddle.ts';
import { answerDocumentationRequest } from '../documentation/documentation-endpoint.ts';
import { answerAuthorizeRequest } from '../oauth/authorize-endpoint.ts';
import { answerRevocation, answerTokenRequest } from '../oauth/token-endpoint.ts';
import type { Settings } from '../options.ts';
import { answerOrganizationTokenRequest } from '../organization-tokens/token-request.ts';
import { logArrival, logOutcome } from '../request-log/log-middleware.ts';
import type { OpenRequest, RequestLog } from '../request-log/request-log.ts';
import type { Church } from '../store/church.ts';
import { answerKeptFile } from '../uploads/kept-file-endpoint.ts';
import type { FileShelf } from '../uploads/file-shelf.ts';
import { answerUpload } from '../uploads/upload-endpoint.ts';
import { VERSION } from '../version.ts';
import { ApiError, emulatorFault, notEmulated } from './api-error.ts';
import { CORS_HEADERS } from './api-headers.ts';
import { answerApiRequest, type ApiParts } from './api-route.ts';
import { errorResponse } from './error-response.ts';
import { firewallPage, notFoundPage } from './pages.ts';
import { unmodelledPart } from './unmodelled.ts';

/** What the servers of Planning Center share here: one settings object, one church, one set of tokens and files. */
export interface HttpParts extends ApiParts, FaultParts {
  readonly control: Control;
  /** Milliseconds since the emulator was made, by a clock that nobody moves. */
  readonly elapsed: () => number;
  readonly requestLog: RequestLog;
  readonly settings: Settings;
  readonly uploads: FileShelf;
  /** Need not have its records yet. */
  readonly church: Pick<Church, 'timestamp'>;
}

/** Beyond the request there is, when it came through a socket, what Node.js knows of it. */
export type HttpApp = Hono<HttpEnv>;

interface HttpEnv {
  Bindings: Partial<HttpBindings>;
  Variables: { requestId: string; logged: OpenRequest; meddling: Meddling };
}

/** All of Planning Center's hosts as one function from request to response. Only the path says which is meant. */
export function createHttpApp(parts: HttpParts): HttpApp {
  const { settings, grants, uploads, church, organizationTokens } = parts;
  const app: HttpApp = new Hono<HttpEnv>();
  const delay = delayBy(settings.latency, parts);
  app.use(identify);

  app.get('/__emulator/files/:id/:name', ({ req }) =>
    answerKeptFile(uploads, req.param('id'), req.param('name')),
  );
  app.route('/__emulator', createControlApp(parts.control));
  app.use(takeDown(parts));
  app.use(goWrong(parts));
  app.use(compress());
  app.use(judge(parts));
  app.use(refuseUnmodelled);
  app.post('/sessions/tokens', delay, () => answerOrganizationTokenRequest(organizationTokens, church));
  app.all('/v2/files', delay, (context) => answerUpload(context.req.raw, sourceIpOf(context), parts));

  // A preflight has no credentials, and comes before everything. The OAuth endpoints do not know any.
  app.options('/oauth/*', () => notFoundPage());
  app.options('*', () => new Response(null, { status: 204, headers: CORS_HEADERS }));
  if (settings.requireUserAgent) app.use(firewall);
  app.use(delay);
  app.get('/oauth/authorize', ({ req }) =>
    answerAuthorizeRequest(new URL(req.url).searchParams, grants, settings),
  );
  app.post('/oauth/token', ({ req }) => answerTokenRequest(req.raw, grants, settings));
  app.post('/oauth/revoke', ({ req }) => answerRevocation(req.raw, grants, settings));
  app.all('/oauth/*', () => notFoundPage());
  app.get('*', ({ req }, next) => answerDocumentationRequest(req.raw) ?? next());
  app.all('*', ({ req, var: { meddling } }) => answerApiRequest(req.raw, parts, meddling));

  app.onError((error, { req }) => {
    // Whoever gave the request up gets their own reason back.
    if (req.raw.signal.aborted || error instanceof BrokenConnection) throw error;
    if (error instanceof ApiError) return errorResponse(error);
    parts.reportFault(error);
    return errorResponse(emulatorFault(error));
  });
  return app;
}

const identify: MiddlewareHandler<HttpEnv> = async (context, next) => {
  const started = performance.now();
  const requestId = randomUUID();
  context.set('requestId', requestId);
  await next();
  const { headers } = context.res;
  headers.set('X-Request-Id', requestId);
  headers.set('X-Runtime', ((performance.now() - started) / 1000).toFixed(6));
  headers.set('X-Tspco-Emulator', VERSION);
};

/** The log sees what is sent, and faults before it nothing of what they break. */
function takeDown({ requestLog, now, elapsed }: HttpParts): MiddlewareHandler<HttpEnv> {
  return async (context, next) => {
    const { requestId } = context.var;
    const began = elapsed();
    const logged = logArrival(
      { request: context.req.raw, requestId, now: now(), elapsed: began },
      requestLog,
    );
    context.set('logged', logged);
    let status: number | null = null;
    try {
      await next();
      const { headers } = context.res;
      if (!headers.has('x-hono-already-sent')) ({ status } = context.res);
      const count = headers.get('X-PCO-API-Request-Rate-Count');
      logged.rateCount = count === null ? null : Number(count);
    } finally {
      requestLog.end(logged, { status, duration: elapsed() - began });
    }
  };
}

function goWrong(parts: HttpParts): MiddlewareHandler<HttpEnv> {
  return async (context, next) => {
    const { requestId, logged } = context.var;
    context.set('meddling', NO_MEDDLING);
    const answer = await answerWithFaults(
      {
        request: context.req.raw,
        requestId,
        outgoing: context.env?.outgoing,
        goOn: async (meddling) => {
          context.set('meddling', meddling);
          await next();
          return context.res;
        },
        note: ({ fault }) => {
          logged.faults = [...logged.faults, fault];
        },
      },
      parts,
    );
    if (answer === context.res) return;
    // Without this step, the new answer would inherit the headers of the one before.
    context.res = undefined;
    context.res = answer;
  };
}

function judge({ requestLog }: HttpParts): MiddlewareHandler<HttpEnv> {
  return async (context, next) => {
    await next();
    await logOutcome(context.res, context.var.logged, requestLog);
  };
}

const refuseUnmodelled: MiddlewareHandler = async ({ req }, next) => {
  const what = unmodelledPart(new URL(req.url).pathname);
  return what === undefined ? next() : errorResponse(notEmulated(what));
};

const firewall: MiddlewareHandler<HttpEnv> = async ({ req, var: { requestId } }, next) =>
  req.header('User-Agent') ? next() : firewallPage(requestId);

function delayBy(latency: number, { sleep }: Pick<HttpParts, 'sleep'>): MiddlewareHandler {
  return async ({ req }, next) => {
    if (latency > 0) await sleep(latency, req.raw.signal);
    await next();
  };
}

function sourceIpOf({ env }: Context<HttpEnv>): string {
  return env?.incoming?.socket.remoteAddress ?? '127.0.0.1';
}
