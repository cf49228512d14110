import type { MiddlewareHandler } from 'hono';
import type { HttpEnv } from '../http/http-env.ts';
import { isWrite, type LoggedRequest, type OpenRequest, type RequestLog } from './request-log.ts';

/** What the log needs of the emulator. */
export interface LogParts {
  readonly requestLog: RequestLog;
  readonly now: () => number;
  /** Milliseconds since the emulator was made, by a clock that nobody moves. */
  readonly elapsed: () => number;
}

/** Takes down each request, its body when that is a small text of JSON for the API, and what is sent to it. */
export function takeDown({ requestLog, now, elapsed }: LogParts): MiddlewareHandler<HttpEnv> {
  return async (context, next) => {
    const began = elapsed();
    const { raw } = context.req;
    const logged = requestLog.begin({
      ...headOf(raw),
      arrivedAt: now(),
      arrivedAfter: began,
      requestId: context.var.requestId,
    });
    context.set('logged', logged);
    context.set('bodyKept', hasBodyToKeep(raw) ? keepBody(raw.clone(), logged) : NOTHING);
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

/** Takes down what the emulator itself made of a request, before faults break the answer. */
export function judge({ requestLog }: LogParts): MiddlewareHandler<HttpEnv> {
  return async (context, next) => {
    await next();
    const { logged, bodyKept } = context.var;
    const { res: answer } = context;
    logged.outcome = answer.status;
    logged.processed = answer.status < 400;
    if (answer.status === 501) requestLog.noteNotModelled(await notModelled(answer.clone()), logged);
    if (!logged.processed || !isWrite(logged.method)) return;
    logged.resource = await resourceOf(answer.clone());
    // What was carried out was read to its end, so nobody waits for this one long.
    await bodyKept;
  };
}

const NOTHING = Promise.resolve();

/** What a request says of itself before its body. */
function headOf({
  url,
  method,
  headers,
}: Request): Pick<LoggedRequest, 'method' | 'host' | 'url' | 'authorization' | 'userAgent' | 'version'> {
  const { pathname, search, host } = new URL(url);
  return {
    method,
    host,
    url: `${pathname}${withoutSecrets(search)}`,
    authorization: mannerOf(headers.get('Authorization')),
    userAgent: headers.get('User-Agent'),
    version: headers.get('X-PCO-API-Version'),
  };
}

const MANNERS = ['Basic', 'Bearer', 'OrganizationToken'] as const;

function mannerOf(authorization: string | null): LoggedRequest['authorization'] {
  if (authorization === null) return 'none';
  const scheme = authorization.split(' ')[0]?.toLowerCase();
  return MANNERS.find((manner) => manner.toLowerCase() === scheme) ?? 'other';
}

/** The query as it is, since the log shows what was sent, but for the values that nobody may see. */
function withoutSecrets(search: string): string {
  return search.replace(
    /([?&](?:access_token|refresh_token|token|code|code_verifier|client_secret)=)[^&]*/gi,
    '$1…',
  );
}

const LARGEST_KEPT_BODY = 10_000;

/** The bodies of the OAuth endpoints are made of secrets. */
function hasBodyToKeep({ headers, method, url }: Request): boolean {
  const length = Number(headers.get('Content-Length') ?? Number.NaN);
  return (
    isWrite(method) &&
    !new URL(url).pathname.startsWith('/oauth/') &&
    headers.get('Content-Type')?.includes('json') === true &&
    length > 0 &&
    length <= LARGEST_KEPT_BODY
  );
}

async function keepBody(copy: Request, logged: OpenRequest): Promise<void> {
  try {
    logged.body = await copy.text();
  } catch {
    // Whoever did not send their body to the end has not sent one.
  }
}

async function notModelled(answer: Response): Promise<string> {
  const { errors } = (await answer.json()) as { errors: { meta?: { not_modelled?: string } }[] };
  return errors[0]?.meta?.not_modelled ?? '';
}

async function resourceOf(answer: Response): Promise<LoggedRequest['resource']> {
  if (!answer.headers.get('Content-Type')?.includes('json')) return null;
  const { data } = (await answer.json()) as { data?: unknown };
  const [first] = [data].flat() as ({ type?: unknown; id?: unknown } | undefined)[];
  return typeof first?.type === 'string' && typeof first.id === 'string'
    ? { type: first.type, id: first.id }
    : null;
}
