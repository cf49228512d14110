import type { ApiCall, ApiHandler } from '../api/api-call.ts';
import { meddle, NO_MEDDLING, type Meddling, type MeddleParts } from '../faults/meddle.ts';
import type { RateLimiter, RateState } from '../rate-limit/rate-limiter.ts';
import type { Church } from '../store/church.ts';
import { ApiError, badRequest, emulatorFault, forbidden, notFound, tooManyRequests } from './api-error.ts';
import { appHeaders, CORS_HEADERS, gatewayHeaders, type HeaderRecord } from './api-headers.ts';
import { apiPlace, type ApiPlace } from './api-place.ts';
import { askedVersion } from './asked-version.ts';
import { authenticate, type Access, type Authorities } from './authenticate.ts';
import { boundedBody, LARGEST_BODY } from './bounded-body.ts';
import { documentResponse } from './document-response.ts';
import { errorResponse } from './error-response.ts';
import { notFoundPage } from './pages.ts';

export interface ApiParts
  extends Authorities, MeddleParts, Pick<ApiCall, 'strict' | 'emptyIncluded' | 'uploads'> {
  readonly rateLimiter: RateLimiter;
  /** Makes the church when it is first asked for. */
  openChurch(): Promise<Church>;
  readonly handleApi: ApiHandler;
  /** Told of errors that are the emulator's own fault. */
  readonly reportFault: (error: unknown) => void;
}

/** Answers a request for an app's resources: who asks, may they now, for which version, and then the resources. */
export async function answerApiRequest(
  request: Request,
  parts: ApiParts,
  meddling: Meddling = NO_MEDDLING,
): Promise<Response> {
  const access = authenticate(request.headers.get('Authorization'), parts);
  if (access instanceof Response) return access;
  const budget = budgetOf(access);
  for (const requests of meddling.spent) parts.rateLimiter.spend(budget, requests);
  const url = new URL(request.url);
  const place = apiPlace(url.pathname);
  if (!place) {
    const rate = parts.rateLimiter.admitAtGateway(budget);
    return refusal(rate) ?? errorResponse(notFound(), gatewayHeaders(rate));
  }
  const rate = parts.rateLimiter.admit(budget, offsetOf(url));
  const refused = refusal(rate);
  if (refused) return refused;
  if (!METHODS.has(request.method)) return notFoundPage(CORS_HEADERS);
  return answerAsApp({ request, url, place, access, rate, meddling }, parts);
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'DELETE']);

/** What is known of a request once it may go to its app. */
interface AppRequest {
  readonly request: Request;
  readonly url: URL;
  readonly place: ApiPlace;
  readonly access: Access;
  readonly rate: RateState | undefined;
  readonly meddling: Meddling;
}

async function answerAsApp(asked: AppRequest, parts: ApiParts): Promise<Response> {
  const { request, place, access, rate } = asked;
  let headers = appHeaders(place.app, rate, access.method);
  try {
    const version = askedVersion(place.app, request.headers.get('X-PCO-API-Version'));
    headers = { ...headers, 'X-PCO-API-Processed-As-Version': version.version };
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    // Which resources Church Center shows to everybody is not known, so a token for it reads them all.
    if (access.kind === 'organization' && method !== 'GET') throw forbidden();
    const church = await parts.openChurch();
    const principal = {
      kind: access.kind,
      personId: access.kind === 'person' ? administratorOf(church) : '',
    };
    const call = { ...callOf(asked, parts), method, version, principal };
    const answer = await parts.handleApi(call, meddle(call, church, asked.meddling, parts));
    return documentResponse(request, answer, { ...headers, ...writeCookie(method) });
  } catch (error) {
    if (error instanceof ApiError) return errorResponse(error, headers);
    parts.reportFault(error);
    return errorResponse(emulatorFault(error), headers);
  }
}

/** The person whose credentials the emulator gives out; nobody, in a church that has no administrator. */
function administratorOf(church: Church): string {
  const people = church.app('people').all('Person');
  return people.find(({ attributes }) => attributes['site_administrator'] === true)?.id ?? '';
}

function callOf(
  { request, url, place }: AppRequest,
  parts: ApiParts,
): Omit<ApiCall, 'method' | 'version' | 'principal'> {
  return {
    ...place,
    query: [...url.searchParams],
    origin: url.origin,
    strict: parts.strict,
    emptyIncluded: parts.emptyIncluded,
    uploads: parts.uploads,
    text: async () => {
      try {
        return await (await boundedBody(request, LARGEST_BODY)).text();
      } catch (error) {
        if (error instanceof ApiError) throw error;
        // Otherwise reading fails only when the client has gone, and then nobody sees this answer.
        throw badRequest('invalid_json');
      }
    },
  };
}

/** Nobody is known to use this cookie, but the real answers to writes have it. */
function writeCookie(method: string): HeaderRecord {
  return method === 'GET' ? {} : { 'Set-Cookie': `request_method=${method}; path=/; secure` };
}

function refusal(rate: RateState | undefined): Response | undefined {
  if (rate?.retryAfter === undefined) return undefined;
  return errorResponse(tooManyRequests(rate.count, rate.limit, rate.period), gatewayHeaders(rate));
}

/**
 * All tokens of a person share one budget, and here they all belong to the administrator. That organization tokens
 * share another one is the emulator's choice.
 */
export function budgetOf({ kind }: Pick<Access, 'kind'>): string {
  return kind;
}

function offsetOf({ searchParams }: URL): number {
  return Number.parseInt(searchParams.getAll('offset').at(-1) ?? '', 10) || 0;
}
