import { rateOf, type RateState } from './pacing/rate.ts';

/** What an answer's head tells. */
export interface ResponseInfo {
  readonly status: number;
  readonly headers: Headers;
  /** The server's name for the request, which its support asks for. */
  readonly requestId: string | undefined;
  /** The API version that the server used. */
  readonly processedVersion: string | undefined;
  /** The rate limit and how much of it is used; `undefined` where the server does not say. */
  readonly rate: RateState | undefined;
  /** How often the request was sent until it succeeded. */
  readonly attempts: number;
}

type AnswerHead = Pick<Response, 'status' | 'headers'>;

/** A promise of the data, which can also give the answer that brought it. */
export interface ApiPromise<T> extends Promise<T> {
  /**
   * The data together with the head of the answer.
   *
   * @example
   * ```ts
   * const { data, response } = await pco.get('/people/v2/me').withResponse();
   * console.log(response.rate?.count, 'of', response.rate?.limit);
   * ```
   */
  withResponse(): Promise<{ readonly data: T; readonly response: ResponseInfo }>;
}

/** Makes one promise out of the two ways to await a request. */
export function apiPromise<T>(
  work: Promise<{ data: T; response: AnswerHead; attempts: number }>,
): ApiPromise<T> {
  const promise = work.then(({ data }) => data);
  return Object.assign(promise, {
    withResponse: () => {
      // The caller has chosen the other promise; a failure must not be reported as unhandled on this one.
      promise.catch(() => {});
      return work.then(({ data, response, attempts }) => ({
        data,
        response: responseInfo(response, attempts),
      }));
    },
  });
}

function responseInfo({ status, headers }: AnswerHead, attempts: number): ResponseInfo {
  return {
    status,
    headers: new Headers(headers),
    requestId: headers.get('x-request-id') ?? undefined,
    processedVersion: headers.get('x-pco-api-processed-as-version') ?? undefined,
    rate: rateOf(headers),
    attempts,
  };
}
