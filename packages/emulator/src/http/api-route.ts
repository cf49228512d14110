import { administratorOf } from '../accounts/account.ts';
import { admitted, checkAppAccess, checkMethod } from '../accounts/permit.ts';
import type { ApiCall, ApiHandler } from '../api/api-call.ts';
import { meddle, NO_MEDDLING, type Meddling, type MeddleParts } from '../faults/meddle.ts';
import type { Settings } from '../options.ts';
import { administratorsBudget } from '../rate-limit/budget.ts';
import type { RateLimiter, RateState } from '../rate-limit/rate-limiter.ts';
import type { Church } from '../store/church.ts';
import type { StoredRecord } from '../store/record.ts';
import {
  ApiError,
  badRequest,
  emulatorFault,
  forbidden,
  notFound,
  tooManyRequests,
} from '../basics/api-error.ts';
import { appHeaders, CORS_HEADERS, gatewayHeaders, type HeaderRecord } from '../messages/api-headers.ts';
import { apiPlace, type ApiPlace } from '../messages/api-place.ts';
import { askedVersion } from './asked-version.ts';
import { authenticate, type Access, type Authorities } from './authenticate.ts';
import { boundedBody, LARGEST_BODY } from '../messages/bounded-body.ts';
import { documentResponse } from '../messages/document-response.ts';
import { errorResponse } from '../messages/error-response.ts';
import { notFoundPage } from '../messages/pages.ts';

export interface ApiParts extends Authorities, MeddleParts {
  readonly settings: Pick<Settings, 'strict' | 'emptyIncluded'>;
  readonly rateLimiter: RateLimiter;
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
  const url = new URL(request.url);
  const place = apiPlace(url.pathname);
  const asking = await whoIsAsking(access, place);
  const budget = budgetOf(asking);
  for (const requests of meddling.spent) parts.rateLimiter.spend(budget, requests);
  if (!place) {
    const rate = parts.rateLimiter.admitAtGateway(budget);
    return refusal(rate) ?? errorResponse(notFound(), gatewayHeaders(rate));
  }
  const rate = parts.rateLimiter.admit(budget, offsetOf(url));
  const refused = refusal(rate);
  if (refused) return refused;
  if (!METHODS.has(request.method)) return notFoundPage(CORS_HEADERS);
  return answerAsApp({ request, url, place, rate, meddling, ...asking }, parts);
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PATCH', 'DELETE']);

/** On whose behalf a request is made. */
interface Asking {
  readonly access: Access;
  readonly church: Church;
  /** `undefined` with an organization token, and in a church that has no administrator. */
  readonly person: StoredRecord | undefined;
}

/** @throws ApiError 401 for a person who is gone, or who has no business there */
async function whoIsAsking(access: Access, place: ApiPlace | undefined): Promise<Asking> {
  const church = await access.organization.open();
  if (access.kind === 'organization') return { access, church, person: undefined };
  const person = admitted(access, church);
  if (place) checkAppAccess(place.app, person, access.scopes, church);
  return { access, church, person };
}

/** What is known of a request once it may go to its app. */
interface AppRequest extends Asking {
  readonly request: Request;
  readonly url: URL;
  readonly place: ApiPlace;
  readonly rate: RateState | undefined;
  readonly meddling: Meddling;
}

async function answerAsApp(asked: AppRequest, parts: ApiParts): Promise<Response> {
  const { request, place, access, church, person, rate } = asked;
  let headers = appHeaders(place.app, rate, access.method);
  try {
    const version = askedVersion(place.app, request.headers.get('X-PCO-API-Version'));
    headers = { ...headers, 'X-PCO-API-Processed-As-Version': version.version };
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    // Which resources Church Center shows to everybody is not known, so a token for it reads them all.
    if (access.kind === 'organization' && method !== 'GET') throw forbidden();
    checkMethod(place.app, person, method, church);
    const principal = { kind: access.kind, personId: person?.id ?? '', scopes: access.scopes };
    const call = { ...callOf(asked, parts), method, version, principal };
    const answer = await parts.handleApi(call, meddle(call, church, asked.meddling, parts));
    return documentResponse(request, answer, { ...headers, ...writeCookie(method) });
  } catch (error) {
    if (error instanceof ApiError) return errorResponse(error, headers);
    parts.reportFault(error);
    return errorResponse(emulatorFault(error), headers);
  }
}

function callOf(
  { request, url, place, access }: AppRequest,
  { settings: { strict, emptyIncluded } }: ApiParts,
): Omit<ApiCall, 'method' | 'version' | 'principal'> {
  return {
    ...place,
    query: [...url.searchParams],
    origin: url.origin,
    strict,
    emptyIncluded,
    uploads: access.organization.uploads,
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
 * All tokens of a person share one budget. That each church has its own, and that its organization tokens share
 * another one, is the emulator's choice.
 */
function budgetOf({ access, church, person }: Asking): string {
  const { subdomain } = access.organization;
  if (access.kind === 'organization') return `${subdomain} organization`;
  return person && person !== administratorOf(church)
    ? `${subdomain} person ${person.id}`
    : administratorsBudget(access.organization);
}

function offsetOf({ searchParams }: URL): number {
  return Number.parseInt(searchParams.getAll('offset').at(-1) ?? '', 10) || 0;
}
