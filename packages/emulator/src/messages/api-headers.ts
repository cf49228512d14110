import type { AppName } from '@tspco/catalog';
import type { RateState } from '../rate-limit/rate-limiter.ts';
import { VERSION } from '../version.ts';

/** By name, as `new Response` takes them. */
export type HeaderRecord = Readonly<Record<string, string>>;

export const JSON_TYPE = 'application/json; charset=utf-8';
const JSON_API_TYPE = 'application/vnd.api+json; charset=utf-8';
export const HTML_TYPE = 'text/html; charset=utf-8';

/** On all answers of all servers. */
export const BASE_HEADERS: HeaderRecord = {
  'Strict-Transport-Security': 'max-age=15552000; includeSubDomains',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'SAMEORIGIN',
  'X-XSS-Protection': '1; mode=block',
};

const GATEWAY_REQUEST_HEADERS =
  'Accept, Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Unmodified-Since, Origin, X-Requested-With, X-CSRF-Token, X-PCO-API-Version';
const APP_REQUEST_HEADERS = `${GATEWAY_REQUEST_HEADERS}, X-PCO-API-Log-Level, X-PCO-API-Tracer-Class, X-PCO-API-Tracer-Secret`;

/** What lets browsers read the answers. The gateway's list of request headers is the shorter one. */
export const CORS_HEADERS: HeaderRecord = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Credentials': 'true',
  'Access-Control-Allow-Methods': 'GET, POST, PATCH, PUT, DELETE, OPTIONS',
  'Access-Control-Allow-Headers': GATEWAY_REQUEST_HEADERS,
  // The rate headers were added to this list about 2023.
  'Access-Control-Expose-Headers':
    'ETag, Link, X-PCO-API-Auth-Method, X-PCO-API-Request-Rate-Limit, X-PCO-API-Request-Rate-Count, X-PCO-API-Request-Rate-Period, Retry-After',
};

/** On answers that come from the gateway in front of the apps: unknown apps and refused requests. */
export function gatewayHeaders(rate: RateState | undefined): HeaderRecord {
  return {
    ...BASE_HEADERS,
    ...CORS_HEADERS,
    ...rateHeaders(rate, (period) => `${period} seconds`),
  };
}

/** On answers that come from an app, whatever their status. */
export function appHeaders(
  app: AppName,
  rate: RateState | undefined,
  authMethod: string | undefined,
): HeaderRecord {
  return {
    ...BASE_HEADERS,
    ...securityOf(app),
    ...CORS_HEADERS,
    'Access-Control-Allow-Headers': APP_REQUEST_HEADERS,
    ...rateHeaders(rate, String),
    'Referrer-Policy': 'no-referrer-when-downgrade',
    // The real value names the engine and its version in this form.
    'X-PCO-API-Processor': `ENG_tspco-emulator_${VERSION}`,
    ...(authMethod === undefined ? {} : { 'X-PCO-API-Auth-Method': authMethod }),
  };
}

/** Added for a document that is no error. */
export const DOCUMENT_HEADERS: HeaderRecord = {
  'Content-Type': JSON_API_TYPE,
  'Cache-Control': 'max-age=0, private, must-revalidate',
  Vary: 'Accept, Accept-Encoding, Origin',
};

/** Added for a success without a body. */
export const EMPTY_HEADERS: HeaderRecord = {
  'Cache-Control': 'no-cache',
  Vary: 'Accept, Accept-Encoding, Origin',
};

/** Added for an error document. */
export const ERROR_HEADERS: HeaderRecord = {
  'Content-Type': JSON_TYPE,
  'Cache-Control': 'no-cache',
  Vary: 'Accept-Encoding',
};

/** Recorded for Services and People; the other apps are taken to be like the newer of the two, People. */
function securityOf(app: AppName): HeaderRecord {
  if (app === 'services') return { 'Strict-Transport-Security': 'max-age=15552000' };
  return {
    'Strict-Transport-Security': 'max-age=31536000; includeSubDomains',
    'X-Download-Options': 'noopen',
    'X-Permitted-Cross-Domain-Policies': 'none',
  };
}

function rateHeaders(rate: RateState | undefined, write: (period: number) => string): HeaderRecord {
  if (!rate) return {};
  return {
    'X-PCO-API-Request-Rate-Limit': String(rate.limit),
    'X-PCO-API-Request-Rate-Period': write(rate.period),
    'X-PCO-API-Request-Rate-Count': String(rate.count),
    ...(rate.retryAfter === undefined ? {} : { 'Retry-After': String(rate.retryAfter) }),
  };
}
