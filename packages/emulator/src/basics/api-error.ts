import type { Json } from '../store/record.ts';

/** One member of an error document's `errors`. */
export interface ErrorObject {
  code?: string;
  status?: string;
  title?: string;
  detail?: string;
  source?: { parameter: string };
  meta?: { [key: string]: Json };
}

/** Thrown anywhere below the API's door; becomes an error document. */
export class ApiError extends Error {
  readonly status: number;
  readonly errors: readonly ErrorObject[];

  constructor(status: number, errors: readonly ErrorObject[]) {
    super(errors[0]?.detail ?? errors[0]?.title ?? String(status));
    this.name = 'ApiError';
    this.status = status;
    this.errors = errors;
  }
}

export function notFound(): ApiError {
  return new ApiError(404, [
    { status: '404', title: 'Not Found', detail: 'The resource you requested could not be found' },
  ]);
}

export function forbidden(): ApiError {
  return new ApiError(403, [
    { status: '403', title: 'Forbidden', detail: 'You do not have access to this resource' },
  ]);
}

/** A 400 of the kinds whose detail tells nothing. */
export function badRequest(
  code: 'invalid_json' | 'integer_out_of_range' | 'invalid_data' | 'delete_restriction',
): ApiError {
  return new ApiError(400, [
    { status: '400', title: 'Bad Request', code, detail: 'Your request could not be processed' },
  ]);
}

export function invalidPayload(detail: string): ApiError {
  return new ApiError(400, [
    { status: '400', title: 'Bad Request', code: 'invalid_resource_payload', detail },
  ]);
}

export function forbiddenAttribute(name: string): ApiError {
  return new ApiError(422, [
    { status: '422', title: 'Forbidden Attribute', detail: `\`${name}\` cannot be assigned` },
  ]);
}

export function attributeResourceNotFound(parameter: string): ApiError {
  return new ApiError(422, [
    {
      status: '422',
      title: 'Attribute Resource Not Found',
      code: 'attribute_resource_not_found',
      detail: `The resource for ${parameter} could not be found`,
      source: { parameter },
    },
  ]);
}

/** Several complaints at once, each about one attribute of the resource. */
export function validationError(
  resource: string,
  complaints: readonly { parameter: string; detail: string }[],
): ApiError {
  return new ApiError(
    422,
    complaints.map(({ parameter, detail }) => ({
      status: '422',
      title: 'Validation Error',
      detail,
      source: { parameter },
      meta: { resource },
    })),
  );
}

/** An action that makes no sense for the record as it is. */
export function actionRefused(resource: string, detail: string, parameter = 'base'): ApiError {
  return validationError(resource, [{ parameter, detail }]);
}

export function invalidVersion(given: string): ApiError {
  return new ApiError(400, [
    {
      status: '400',
      title: 'Invalid Version',
      code: 'unsupported_version_error',
      detail: `The version ${JSON.stringify(given)} is not supported`,
    },
  ]);
}

/** What Planning Center has and the emulator does not: never a plausible lie. */
export function notEmulated(what: string): ApiError {
  return new ApiError(501, [
    {
      status: '501',
      title: 'Not Emulated',
      code: 'tspco_emulator_not_modelled',
      detail: `This is the tspco emulator, not Planning Center, and it does not model ${what}.`,
      meta: { not_modelled: what },
    },
  ]);
}

/** Why somebody is not let in, in the service's own words. */
export type UnauthorizedHint =
  /** The token has expired. */
  | 'BABOON'
  /** The token was revoked, or nobody knows it. */
  | 'CAPUCHIN'
  /** The person is gone. */
  | 'FLAMINGO'
  /** The token lacks the app's scope. */
  | 'PELICAN'
  /** The person has no access to the app. */
  | 'TRASH_PANDA';

/** Refuses credentials that are not good for what was asked. */
export function unauthorized(hint: UnauthorizedHint): ApiError {
  return new ApiError(401, [
    {
      code: 'unauthorized',
      title: 'Unauthorized',
      status: '401',
      detail: `This request could not be authenticated. Error Code Hint: (${hint})`,
    },
  ]);
}

/** Unlike the others it has no status among its members. */
export function tooManyRequests(count: number, limit: number, period: number): ApiError {
  return new ApiError(429, [
    {
      code: '429',
      title: 'Too Many Requests',
      detail: `Rate limit exceeded: ${count} of ${limit} requests per ${period} seconds`,
    },
  ]);
}

/** What an upload is refused with. Its title and detail are the emulator's own: the real ones are not known. */
export function uploadError(status: 400 | 405, title: string, detail: string): ApiError {
  return new ApiError(status, [{ status: String(status), title, detail }]);
}

/** A body that the emulator does not take. Its title and detail are the emulator's own. */
export function tooLarge(bytes: number): ApiError {
  const detail = `The tspco emulator takes ${bytes / 1024 / 1024} MiB at most.`;
  return new ApiError(413, [
    { status: '413', title: 'Payload Too Large', code: 'tspco_emulator_too_large', detail },
  ]);
}

/** What the service answers when it fails. Here a rule asked for it. */
export function serverError(): ApiError {
  const detail = 'Something went wrong at this end. A fault rule of the tspco emulator asked for it.';
  return new ApiError(500, [{ status: '500', title: 'Internal Server Error', detail }]);
}

/** A fault of the emulator itself, which must not pass for one of Planning Center's. */
export function emulatorFault(error: unknown): ApiError {
  return new ApiError(500, [
    {
      status: '500',
      title: 'Internal Server Error',
      code: 'tspco_emulator_fault',
      detail: `The tspco emulator failed at this request: ${String(error)}`,
    },
  ]);
}
