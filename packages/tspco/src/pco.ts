import { apiPromise, type ApiPromise } from './api-promise.ts';
import type { CredentialOptions } from './credentials/choose.ts';
import type { AnyDocument } from './document/types.ts';
import { template } from './document/template.ts';
import type { DownloadSource } from './download.ts';
import { Iteration } from './iterate/iteration.ts';
import {
  optionsFromEnv,
  settingsFrom,
  viewOf,
  type ClientOptions,
  type PCOOptions,
  type ViewOptions,
} from './options.ts';
import { jsonBody, type RequestBody } from './request/body.ts';
import { buildCall, CALL_OPTIONS, type RequestOptions } from './request/call.ts';
import { checkNames } from './request/checks.ts';
import type { Query } from './request/query.ts';
import { ReadySettings, type Settings } from './settings.ts';
import { perform } from './transport/perform.ts';
import { tieToSignal } from './transport/stream.ts';
import type { UploadDetails, UploadFile } from './upload/source.ts';
import { systemWorld } from './world.ts';

/** What `requestJson` and `requestResponse` take beside method and address. */
export interface GeneralRequest extends RequestOptions, UploadDetails {
  /** Sent as JSON. */
  readonly payload?: unknown;
  /** Sent as the field `file` of a multipart form, instead of a payload. */
  readonly upload?: UploadFile | undefined;
  readonly query?: Query | undefined;
}

/** What `requestResponse` takes. */
export interface ResponseRequest extends GeneralRequest {
  /**
   * Hand the body over unread. Time-outs and retries end with the answer's head; the signal stays in force. Default:
   * the body is read under the client's rules first, so that reading it cannot fail.
   */
  readonly stream?: boolean | undefined;
}

const GENERAL_OPTIONS = [
  ...CALL_OPTIONS,
  'payload',
  'upload',
  'query',
  'stream',
  'name',
  'contentType',
  'onProgress',
];

/** What an address may answer: a document, or `null` when the answer has no body. */
export type Answered = AnyDocument | null;

/**
 * A client of the Planning Center API.
 *
 * Addresses, queries and payloads are Planning Center's own: whatever its documentation shows can be asked for here.
 * Rate limits are obeyed, and what may safely be sent again after a failure is.
 *
 * @example
 * ```ts
 * const pco = new PCO({ applicationId: '…', secret: '…' });
 * const person = await pco.get('/people/v2/people/1');
 * ```
 */
export class PCO {
  readonly #settings: Settings;

  /** The same as `pco.template`. */
  static readonly template: typeof template = template;

  /**
   * Writes the envelope that creates and updates need: `{ data: { type, attributes, relationships? } }`.
   *
   * @example
   * ```ts
   * await pco.post('/services/v2/songs', pco.template('Song', { title: 'Jesus Loves Me' }));
   * ```
   */
  get template(): typeof template {
    return template;
  }

  /**
   * @param options - exactly one kind of credentials, and the rest as needed
   * @throws {@link PCOCredentialsError} when the credentials cannot work
   * @throws {@link PCOInputError} `ERR_OPTIONS` for any other option that cannot be used
   */
  constructor(options: PCOOptions) {
    const ready: unknown = options;
    this.#settings = ready instanceof ReadySettings ? ready.settings : settingsFrom(options, systemWorld);
  }

  /**
   * A client with the credentials of the environment: `PCO_APPLICATION_ID` and `PCO_SECRET`, or `PCO_TOKEN`, or
   * `PCO_CC_NAME`; also `PCO_API_BASE` and `PCO_UPLOAD_URL`.
   *
   * @param overrides - any option; credentials given here replace those of the environment
   * @throws {@link PCOCredentialsError} when there are none, or several kinds
   */
  static fromEnv(overrides: Partial<CredentialOptions> & ClientOptions = {}): PCO {
    return new PCO(optionsFromEnv(overrides));
  }

  /**
   * Reads a resource or one page of a list.
   *
   * @param url - a path such as `/people/v2/people/1`, or an absolute address on the API's host, such as `links.self`
   * @returns the document; its promise has `withResponse()`
   * @throws {@link PCORequestError} at a status of 400 and above
   * @throws {@link PCORequestTimeoutError}, {@link PCOUnexpectedRequestError}, {@link PCOInputError}
   * @example
   * ```ts
   * const people = await pco.get('/people/v2/people', { where: { last_name: 'Rolfe' }, include: ['emails'] });
   * ```
   */
  get<Document extends Answered = Answered>(
    url: string | URL,
    query?: Query,
    options?: RequestOptions,
  ): ApiPromise<Document> {
    return this.requestJson('GET', url, { ...options, query });
  }

  /**
   * Creates a resource or runs an action. It is sent once: again only after a 429, or when nothing had been sent.
   *
   * @param payload - `{ data: { type, attributes } }`, as {@link template} writes it; none for most actions
   * @returns the new resource's document, or `null` when the answer has no body
   * @throws {@link PCOValidationError} when the server refuses the values; `sent` on every error says whether it may
   * have been carried out
   */
  post<Document extends Answered = Answered>(
    url: string | URL,
    payload?: unknown,
    query?: Query,
    options?: RequestOptions,
  ): ApiPromise<Document> {
    return this.requestJson('POST', url, { ...options, payload, query });
  }

  /** Changes a resource. Parameters and errors as {@link post}. */
  patch<Document extends Answered = Answered>(
    url: string | URL,
    payload?: unknown,
    query?: Query,
    options?: RequestOptions,
  ): ApiPromise<Document> {
    return this.requestJson('PATCH', url, { ...options, payload, query });
  }

  /** Sends a PUT, which Planning Center hardly uses. Parameters and errors as {@link post}. */
  put<Document extends Answered = Answered>(
    url: string | URL,
    payload?: unknown,
    query?: Query,
    options?: RequestOptions,
  ): ApiPromise<Document> {
    return this.requestJson('PUT', url, { ...options, payload, query });
  }

  /**
   * Deletes a resource.
   *
   * @returns the answer, status 204, since a deletion has no body
   * @throws {@link PCONotFoundError} when it did not exist
   */
  delete(url: string | URL, query?: Query, options?: RequestOptions): ApiPromise<Response> {
    return this.requestResponse('DELETE', url, { ...options, query });
  }

  /**
   * Sends any request and parses the body.
   *
   * @returns the parsed body, `null` when there is none
   * @throws {@link PCOMalformedAnswerError} when the body is not JSON; otherwise as {@link get}
   */
  requestJson<Document = Answered>(
    method: string,
    url: string | URL,
    request: GeneralRequest = {},
  ): ApiPromise<Document> {
    return apiPromise(
      this.#send(method, url, request, 'text').then(({ document, response, attempts }) => ({
        data: document as Document,
        response,
        attempts,
      })),
    );
  }

  /**
   * Sends any request and gives the answer itself, with its body read and kept unless `stream` is set.
   *
   * @throws as {@link get}: an answer of 400 and above is an error here, too
   */
  requestResponse(method: string, url: string | URL, request: ResponseRequest = {}): ApiPromise<Response> {
    const read = request.stream === true ? 'stream' : 'bytes';
    return apiPromise(
      this.#send(method, url, request, read).then(({ response, bytes, attempts }) => {
        const data = read === 'stream' ? tieToSignal(response, request.signal) : buffered(response, bytes);
        return { data, response, attempts };
      }),
    );
  }

  /**
   * Reads a list to its end, page after page, and gives each record its own included resources.
   *
   * @param query - `per_page` is 100 unless given
   * @returns something to `for await` over; also `.pages()`, `.toArray()`, `.first()`, `.count()`, `.report`
   * @throws {@link PCOIncompleteReadError} when the list ends early: never a shorter list that looks whole
   * @example
   * ```ts
   * for await (const person of pco.iterate('/people/v2/people', { include: ['emails'] })) {
   *   console.log(person.data.attributes['name'], person.included.length);
   * }
   * ```
   */
  iterate(url: string | URL, query?: Query, options: RequestOptions = {}): Iteration {
    return new Iteration({ url, query, options, settings: this.#settings });
  }

  /**
   * Uploads a file to Planning Center's upload server. The id in the answer is good for one hour: put it into an
   * attribute, such as a person's `avatar`.
   *
   * Follows Planning Center's documentation page "File uploads".
   *
   * @param file - a path (Node.js, Bun, Deno), a `Blob`, `File`, bytes or a stream; the latter need `options.name`
   * @returns `{ data: [{ type: 'File', id, attributes }] }`: an array of one
   * @throws {@link PCOInputError} `ERR_FILE_NOT_FOUND`, `ERR_FILE_IS_FOLDER`, `ERR_FILE_EMPTY`
   * @example
   * ```ts
   * const { data: [file] } = await pco.upload('photo.jpg');
   * await pco.patch('/people/v2/people/1', pco.template('Person', { avatar: file.id }));
   * ```
   */
  upload(
    file: UploadFile,
    query?: Query,
    options: RequestOptions & UploadDetails = {},
  ): ApiPromise<UploadedFiles> {
    return this.requestJson('POST', this.#settings.uploadUrl, { ...options, query, upload: file ?? null });
  }

  /**
   * Downloads a file: an attachment (its action `open` is run for its address), a resource with a file, or a link.
   * Servers other than the API's get no credentials.
   *
   * @returns the answer with its body unread; `await response.arrayBuffer()`, or pipe `response.body`
   * @example
   * ```ts
   * const response = await pco.download('/services/v2/attachments/1/open');
   * await writeFile('chart.pdf', Buffer.from(await response.arrayBuffer()));
   * ```
   */
  async download(source: DownloadSource, options: RequestOptions = {}): Promise<Response> {
    checkNames(options, CALL_OPTIONS);
    const { download } = await import('./download.ts');
    return download(source, options, this.#settings);
  }

  /**
   * A view of this client with other settings. It shares credentials, rate budget and connections.
   *
   * @example
   * ```ts
   * const background = pco.with({ priority: 'bulk', timeout: 10_000 });
   * ```
   */
  with(options: ViewOptions): PCO {
    return fromSettings(viewOf(this.#settings, options));
  }

  /** Ends this client and its views: further requests are refused, running ones end as they would have. */
  close(): Promise<void> {
    this.#settings.state.closed = true;
    return Promise.resolve();
  }

  async #send(method: string, url: string | URL, request: GeneralRequest, read: 'text' | 'bytes' | 'stream') {
    checkNames(request, GENERAL_OPTIONS);
    const body = await bodyOf(request);
    return perform(
      buildCall(method, url, { query: request.query, options: request, body, read }, this.#settings),
      this.#settings,
    );
  }
}

/** The answer of the upload server. */
export interface UploadedFiles {
  readonly data: readonly [UploadedFile];
}

/** A file on the upload server. */
export interface UploadedFile {
  readonly type: 'File';
  /** To be written into an attribute within the hour. */
  readonly id: string;
  readonly attributes: {
    readonly name: string;
    readonly content_type: string;
    /** Bytes. */
    readonly file_size: number;
    readonly md5: string;
    readonly expires_at: string;
    readonly source_ip: string;
  };
}

/** A client from settings that are complete: views and tests. */
export function fromSettings(settings: Settings): PCO {
  return new PCO(new ReadySettings(settings) as unknown as PCOOptions);
}

async function bodyOf(request: GeneralRequest): Promise<RequestBody | undefined> {
  const { payload, upload } = request;
  if (upload !== undefined) {
    const { uploadBody } = await import('./upload/upload-body.ts');
    return uploadBody(upload, request, request.signal);
  }
  return payload === undefined || payload === null ? undefined : jsonBody(payload);
}

function buffered(response: Response, bytes: ArrayBuffer | undefined): Response {
  const { status, statusText, headers } = response;
  const empty = bytes === undefined || bytes.byteLength === 0;
  return new Response(empty ? null : bytes, { status, statusText, headers });
}
