import type { LoggedRequest, OpenRequest, RequestLog } from './request-log.ts';

/** What the log takes down when a request arrives. */
export interface Arrival {
  readonly request: Request;
  readonly requestId: string;
  /** By the emulator's clock. */
  readonly now: number;
  /** By a clock that nobody moves. */
  readonly elapsed: number;
}

/** Takes down a request, and its body when that is a small text of JSON for the API. */
export function logArrival({ request, requestId, now, elapsed }: Arrival, log: RequestLog): OpenRequest {
  const { pathname, search, host } = new URL(request.url);
  const logged = log.begin({
    arrivedAt: now,
    arrivedAfter: elapsed,
    method: request.method,
    host,
    url: `${pathname}${withoutSecrets(search)}`,
    authorization: mannerOf(request.headers.get('Authorization')),
    userAgent: request.headers.get('User-Agent'),
    version: request.headers.get('X-PCO-API-Version'),
    requestId,
  });
  if (hasBodyToKeep(request, pathname)) keepBody(request.clone(), logged);
  return logged;
}

/** What the emulator itself made of the request, before faults had their turn. */
export async function logOutcome(answer: Response, logged: OpenRequest, log: RequestLog): Promise<void> {
  logged.outcome = answer.status;
  logged.processed = answer.status < 400;
  if (answer.status === 501) log.noteNotModelled(await notModelled(answer.clone()), logged);
  if (logged.processed && isWrite(logged.method)) logged.resource = await resourceOf(answer.clone());
}

/** Whether a method changes anything. */
const isWrite = (method: string): boolean => WRITES.has(method);

const WRITES: ReadonlySet<string> = new Set(['POST', 'PATCH', 'PUT', 'DELETE']);

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
function hasBodyToKeep({ headers, method }: Request, pathname: string): boolean {
  const length = Number(headers.get('Content-Length') ?? Number.NaN);
  return (
    isWrite(method) &&
    !pathname.startsWith('/oauth/') &&
    headers.get('Content-Type')?.includes('json') === true &&
    length > 0 &&
    length <= LARGEST_KEPT_BODY
  );
}

function keepBody(copy: Request, logged: OpenRequest): void {
  copy.text().then(
    (text) => {
      logged.body = text;
    },
    // Whoever did not send their body to the end has not sent one.
    () => {},
  );
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
