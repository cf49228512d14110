import { randomUUID } from 'node:crypto';
import { compress } from 'hono/compress';
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { createControlApp } from '../control/control-app.ts';
import type { Control } from '../control/control.ts';
import { BrokenConnection } from '../faults/break-connection.ts';
import { goWrong, type FaultParts } from '../faults/fault-middleware.ts';
import { answerDocumentationRequest } from '../documentation/documentation-endpoint.ts';
import { answerAuthorizeRequest, type AuthorizeParts } from '../oauth/authorize-endpoint.ts';
import { answerForm } from '../oauth/browser/form-endpoint.ts';
import { answerDiscovery, answerKeys } from '../oauth/openid/discovery.ts';
import { answerUserInfo } from '../oauth/openid/user-info.ts';
import { answerRevocation, answerTokenRequest, type TokenParts } from '../oauth/token-endpoint.ts';
import type { Settings } from '../options.ts';
import { answerOrganizationTokenRequest } from '../organization-tokens/token-request.ts';
import { answerBrowser, createPageApp } from '../page/page-app.ts';
import { judge, takeDown, type LogParts } from '../request-log/log-middleware.ts';
import { answerKeptFile } from '../uploads/kept-file-endpoint.ts';
import { answerUpload } from '../uploads/upload-endpoint.ts';
import { VERSION } from '../version.ts';
import { ApiError, emulatorFault, notEmulated } from '../basics/api-error.ts';
import { CORS_HEADERS } from '../messages/api-headers.ts';
import { answerApiRequest, type ApiParts } from './api-route.ts';
import { errorResponse } from '../messages/error-response.ts';
import type { HttpEnv } from './http-env.ts';
import { firewallPage, notFoundPage } from '../messages/pages.ts';
import { unmodelledPart } from './unmodelled.ts';

/** What the servers of Planning Center share here: one settings object, the churches, one set of tokens. */
export interface HttpParts extends ApiParts, FaultParts, LogParts, AuthorizeParts, TokenParts {
  readonly control: Control;
  readonly settings: Settings;
}

/** What answers every request. */
export type HttpApp = Hono<HttpEnv>;

/** All of Planning Center's hosts as one function from request to response. Only the path says which is meant. */
export function createHttpApp(parts: HttpParts): HttpApp {
  const { settings, organizations, organizationTokens } = parts;
  const app: HttpApp = new Hono<HttpEnv>();
  const delay = delayBy(settings.latency, parts);
  app.use(stamp(parts));

  app.get('/__emulator/files/:id/:name', ({ req }) =>
    answerKeptFile(organizations, req.param('id'), req.param('name')),
  );
  app.get('/', answerBrowser(parts));
  app.route('/__emulator/page', createPageApp(parts));
  app.route('/__emulator', createControlApp(parts));
  app.use(takeDown(parts));
  app.use(goWrong(parts));
  app.use(compress());
  app.use(judge(parts));
  app.use(refuseUnmodelled);
  app.post('/sessions/tokens', delay, ({ req }) =>
    answerOrganizationTokenRequest(new URL(req.url), organizationTokens, organizations),
  );
  app.all('/v2/files', delay, (context) => answerUpload(context.req.raw, sourceIpOf(context), parts));

  // A preflight has no credentials, and comes before everything. The OAuth endpoints do not know any.
  app.options('/oauth/*', () => notFoundPage());
  app.options('*', () => new Response(null, { status: 204, headers: CORS_HEADERS }));
  if (settings.requireUserAgent) app.use(firewall);
  app.use(delay);
  app.route('/', createOAuthApp(parts));
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

/** Where people sign in and agree, and applications get their tokens. */
function createOAuthApp(parts: HttpParts): HttpApp {
  const app: HttpApp = new Hono<HttpEnv>();
  app.get('/oauth/authorize', ({ req, var: { requestId } }) =>
    answerAuthorizeRequest(req.raw, requestId, parts),
  );
  app.post('/oauth/authorize', ({ req }) => answerForm(req.raw, parts));
  app.post('/oauth/token', ({ req }) => answerTokenRequest(req.raw, parts));
  app.post('/oauth/revoke', ({ req }) => answerRevocation(req.raw, parts));
  app.on(['GET', 'POST'], '/oauth/userinfo', ({ req }) => answerUserInfo(req.raw, parts));
  app.get('/oauth/discovery/keys', () => answerKeys(parts.signingKey));
  app.get('/.well-known/openid-configuration', ({ req }) => answerDiscovery(new URL(req.url).origin));
  app.all('/oauth/*', () => notFoundPage());
  return app;
}

/** What every answer says of itself. */
function stamp({ now }: Pick<HttpParts, 'now'>): MiddlewareHandler<HttpEnv> {
  return async (context, next) => {
    const started = performance.now();
    const requestId = randomUUID();
    context.set('requestId', requestId);
    await next();
    const { headers } = context.res;
    // By the clock of everything else that an answer says, such as the date to come again.
    headers.set('Date', new Date(now()).toUTCString());
    headers.set('X-Request-Id', requestId);
    headers.set('X-Runtime', ((performance.now() - started) / 1000).toFixed(6));
    headers.set('X-Tspco-Emulator', VERSION);
  };
}

const refuseUnmodelled: MiddlewareHandler = async ({ req }, next) => {
  const what = unmodelledPart(new URL(req.url).pathname);
  return what === undefined ? next() : errorResponse(notEmulated(what));
};

const firewall: MiddlewareHandler<HttpEnv> = async ({ req, var: { requestId } }, next) =>
  req.header('User-Agent') ? next() : firewallPage(requestId, 'no user agent');

function delayBy(latency: number, { sleep }: Pick<HttpParts, 'sleep'>): MiddlewareHandler {
  return async ({ req }, next) => {
    if (latency > 0) await sleep(latency, req.raw.signal);
    await next();
  };
}

function sourceIpOf({ env }: Context<HttpEnv>): string {
  return env?.incoming?.socket.remoteAddress ?? '127.0.0.1';
}
