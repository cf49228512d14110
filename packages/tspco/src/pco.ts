import { apiPromise, type ApiPromise } from './api-promise.ts';
import type { CredentialOptions } from './credentials/choose.ts';
import type { AnyDocument } from './document/types.ts';
import { template } from './document/template.ts';
import type { DownloadSource } from './download.ts';
import { PCOInputError } from './errors.ts';
import { Iteration } from './iterate/iteration.ts';
import type { ReadOptions } from './iterate/read-options.ts';
import {
  optionsFromEnv,
  settingsFrom,
  viewOf,
  type ClientOptions,
  type PCOOptions,
  type ViewOptions,
} from './options.ts';
import type { AddressInput } from './request/address.ts';
import { jsonBody } from './request/body.ts';
import { buildCall, CALL_OPTIONS, type RequestOptions } from './request/call.ts';
import { newBudget } from './pacing/budget.ts';
import { budgetStateOf, type BudgetState } from './pacing/pacer.ts';
import { checkNames } from './request/checks.ts';
import type { Query } from './request/query.ts';
import { ReadySettings, type Settings } from './settings.ts';
import { perform, type Answer } from './transport/perform.ts';
import { tieToSignal } from './transport/stream.ts';
import type { TransportAnswer } from './transport/transport.ts';
import type { IterationAt, ReadAnswer, WriteAnswer } from './types/answer.ts';
import type { Given } from './types/given.ts';
import type { PathArgument } from './types/path-argument.ts';
import type { PatchPayload, PostPayload } from './types/payload.ts';
import type { Asked, AskedOf, ReadQuery, WriteQuery } from './types/query.ts';
import type { PinnedVersions, Versions, VersionsOfCall, VersionsOfView } from './types/versions.ts';
import type { PlaceAt } from './types/walk.ts';
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

const UPLOAD_OPTIONS = ['name', 'contentType', 'onProgress'];
const GENERAL_OPTIONS = [...CALL_OPTIONS, ...UPLOAD_OPTIONS, 'payload', 'upload', 'query'];

/** What an address may answer: a document, or `null` when the answer has no body. */
export type Answered = AnyDocument | null;

/** What `include` can be given as. */
type Names = string | readonly string[];

/** Finds out which options decide about types. */
interface TypeOptions<Chosen, Church, Strict> {
  readonly versions?: Given<Chosen> | undefined;
  readonly ccName?: Given<Church> | undefined;
  readonly strictPaths?: Given<Strict> | undefined;
}

/** Finds out which version a call asks for. */
interface VersionOption<Version> {
  readonly version?: Given<Version> | undefined;
}

/** Where a call leads, in the version that it asks for. */
type PlaceOfCall<Chosen, Version, Path extends string> = PlaceAt<VersionsOfCall<Chosen, Version>, Path>;

/** Church Center shows some attributes, the API all. */
type ShownBy<Church> = [Church] extends [undefined] ? 'all' : 'some';

/**
 * A client of the Planning Center API.
 *
 * Addresses, queries and payloads are Planning Center's own: whatever its documentation shows can be asked for here.
 * The compiler knows them, too: from the address alone follow the names that a query and a payload may have, and what
 * the answer looks like. Rate limits are obeyed, and what may safely be sent again after a failure is.
 *
 * @typeParam Chosen - the API versions that the option `versions` pins
 * @typeParam Church - the option `ccName`; with it, every attribute may be missing
 * @typeParam Strict - the option `strictPaths`
 * @example
 * ```ts
 * const pco = new PCO({ applicationId: '…', secret: '…' });
 * const { data } = await pco.get('/people/v2/people/1');
 * console.log(data.attributes.first_name);
 * ```
 */
export class PCO<
  const Chosen extends Versions = object,
  Church extends string | undefined = undefined,
  Strict extends boolean = false,
> {
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
  constructor(options: PCOOptions & TypeOptions<Chosen, Church, Strict>) {
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
  static fromEnv<
    const Chosen extends PinnedVersions = object,
    Church extends string | undefined = undefined,
    Strict extends boolean = false,
  >(
    overrides: Partial<CredentialOptions> & ClientOptions & TypeOptions<Chosen, Church, Strict> = {},
  ): PCO<Chosen, Church, Strict> {
    const options = optionsFromEnv(overrides) as PCOOptions & TypeOptions<Chosen, Church, Strict>;
    return new PCO<Chosen, Church, Strict>(options);
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
  get<
    const Path extends string,
    const Include extends Names = never,
    const Fields = unknown,
    const Where = unknown,
    const Version extends string = never,
  >(
    url: PathArgument<Chosen, Strict, Path>['path'],
    query?: ReadQuery<PlaceOfCall<Chosen, Version, NoInfer<Path>>, Where> &
      AskedOf<PlaceOfCall<Chosen, Version, NoInfer<Path>>, Include, Fields, Where>,
    options?: RequestOptions & VersionOption<Version>,
  ): ApiPromise<
    ReadAnswer<PlaceOfCall<Chosen, Version, Path>, NoInfer<Include>, NoInfer<Fields>, ShownBy<Church>>
  > {
    return this.#json('GET', url, { ...options, query }, options);
  }

  /**
   * Creates a resource or runs an action. It is sent once: again only after a 429, or when nothing had been sent.
   *
   * @param payload - `{ data: { type, attributes } }`, as {@link template} writes it; none for most actions
   * @returns the new resource's document, or `null` when the answer has no body
   * @throws {@link PCOValidationError} when the server refuses the values; `sent` on the errors of a request says
   * whether it may have been carried out
   */
  post<
    const Path extends string,
    const Body = never,
    const Include extends Names = never,
    const Fields = unknown,
    const Version extends string = never,
  >(
    url: PathArgument<Chosen, Strict, Path>['path'],
    payload?: PostPayload<PlaceOfCall<Chosen, Version, NoInfer<Path>>, Body>,
    query?: WriteQuery<PlaceOfCall<Chosen, Version, NoInfer<Path>>> & Asked<Include, Fields>,
    options?: RequestOptions & VersionOption<Version>,
  ): ApiPromise<
    WriteAnswer<PlaceOfCall<Chosen, Version, Path>, NoInfer<Include>, NoInfer<Fields>, ShownBy<Church>>
  > {
    return this.#json('POST', url, { ...options, payload, query }, options);
  }

  /** Changes a resource. Parameters and errors as {@link post}. */
  patch<
    const Path extends string,
    const Body = never,
    const Include extends Names = never,
    const Fields = unknown,
    const Version extends string = never,
  >(
    url: PathArgument<Chosen, Strict, Path>['path'],
    payload?: PatchPayload<PlaceOfCall<Chosen, Version, NoInfer<Path>>, Body>,
    query?: WriteQuery<PlaceOfCall<Chosen, Version, NoInfer<Path>>> & Asked<Include, Fields>,
    options?: RequestOptions & VersionOption<Version>,
  ): ApiPromise<
    WriteAnswer<PlaceOfCall<Chosen, Version, Path>, NoInfer<Include>, NoInfer<Fields>, ShownBy<Church>>
  > {
    return this.#json('PATCH', url, { ...options, payload, query }, options);
  }

  /** Sends a PUT, which Planning Center hardly uses. Parameters and errors as {@link post}. */
  put<const Path extends string>(
    url: PathArgument<Chosen, Strict, Path>['path'],
    payload?: unknown,
    query?: Query,
    options?: RequestOptions,
  ): ApiPromise<Answered> {
    return this.#json('PUT', url, { ...options, payload, query }, options);
  }

  /**
   * Deletes a resource.
   *
   * @returns the answer, status 204, since a deletion has no body
   * @throws {@link PCONotFoundError} when it did not exist
   */
  delete<const Path extends string>(
    url: PathArgument<Chosen, Strict, Path>['path'],
    query?: Query,
    options?: RequestOptions,
  ): ApiPromise<Response> {
    return this.#response('DELETE', url, { ...options, query }, options);
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
    return this.#json(method, url, request, request, GENERAL_OPTIONS);
  }

  /**
   * Sends any request and gives the answer itself, with its body read and kept unless `stream` is set.
   *
   * @throws as {@link get}: an answer of 400 and above is an error here, too
   */
  requestResponse(method: string, url: string | URL, request: ResponseRequest = {}): ApiPromise<Response> {
    return this.#response(method, url, request, request, [...GENERAL_OPTIONS, 'stream']);
  }

  /**
   * Reads a list to its end, page after page, and gives each record its own included resources.
   *
   * @param query - `per_page` is 100 unless given
   * @returns something to `for await` over; also `.pages()`, `.toArray()`, `.first()`, `.count()`, `.report`
   * @throws {@link PCOIncompleteReadError} when the list ends early or records went missing while it was read: never a
   * shorter list that looks whole
   * @example
   * ```ts
   * for await (const person of pco.iterate('/people/v2/people', { include: ['emails'] })) {
   *   console.log(person.data.attributes.name, person.included.length);
   * }
   * ```
   */
  iterate<
    const Path extends string,
    const Include extends Names = never,
    const Fields = unknown,
    const Where = unknown,
    const Version extends string = never,
  >(
    url: PathArgument<Chosen, Strict, Path>['path'],
    query?: ReadQuery<PlaceOfCall<Chosen, Version, NoInfer<Path>>, Where> &
      AskedOf<PlaceOfCall<Chosen, Version, NoInfer<Path>>, Include, Fields, Where>,
    options: RequestOptions & ReadOptions & VersionOption<Version> = {},
  ): IterationAt<PlaceOfCall<Chosen, Version, Path>, NoInfer<Include>, NoInfer<Fields>, ShownBy<Church>> {
    const request = { url, query, options, settings: this.#settings };
    return new Iteration(request) as IterationAt<
      PlaceOfCall<Chosen, Version, Path>,
      NoInfer<Include>,
      NoInfer<Fields>,
      ShownBy<Church>
    >;
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
    const request = { ...options, query, upload: file ?? null };
    return this.#json('POST', this.#settings.uploadUrl, request, options, [
      ...CALL_OPTIONS,
      ...UPLOAD_OPTIONS,
    ]);
  }

  /**
   * Downloads a file: an attachment (its action `open` is run for its address), a resource with a file, or a link.
   * Servers other than the API's get no credentials. Since `open` is a POST, a read-only client cannot run it.
   *
   * @returns the answer with its body unread; `await response.arrayBuffer()`, or pipe `response.body`
   * @example
   * ```ts
   * const response = await pco.download('/services/v2/songs/1/attachments/2/open');
   * await writeFile('chart.pdf', Buffer.from(await response.arrayBuffer()));
   * ```
   */
  async download(source: DownloadSource, options: RequestOptions = {}): Promise<Response> {
    checkNames(options, CALL_OPTIONS);
    const { download } = await import('./download.ts');
    return download(source, options, this.#settings);
  }

  /**
   * Where the rate limit stands, as far as this process knows: what the latest answers said and what was sent since.
   * `spent` is the number of requests that this client and its views have sent, or those of the job when it is a view
   * made with `maxRequests`.
   *
   * Follows Planning Center's documentation page "Rate limiting".
   *
   * @example
   * ```ts
   * const { used, limit, spent } = pco.budget;
   * console.log(`${used} of ${limit ?? 'an unknown number'} are in use; ${spent} requests were ours.`);
   * ```
   */
  get budget(): BudgetState & { readonly spent: number } {
    const { pacer, budgetKey, jobs } = this.#settings;
    return {
      ...(pacer.state?.(budgetKey) ?? budgetStateOf(newBudget(), 0, 0)),
      spent: jobs.at(-1)?.spent ?? 0,
    };
  }

  /**
   * A view of this client with other settings. It shares credentials, rate budget and connections.
   *
   * @example
   * ```ts
   * const background = pco.with({ priority: 'bulk', timeout: 10_000 });
   * ```
   */
  with<const Pinned extends PinnedVersions = never, const Every extends string = never>(
    options: ViewOptions & {
      readonly versions?: Given<Pinned> | undefined;
      readonly version?: Given<Every> | undefined;
    },
  ): PCO<VersionsOfView<Chosen, Pinned, Every>, Church, Strict> {
    return fromSettings(viewOf(this.#settings, options));
  }

  /**
   * Ends this client and its views: further requests are refused, running ones end as they would have. Connections that
   * nobody uses are closed; programs end without that, too. A list that is
   * being read ends with an error, since its next page is a further request.
   */
  close(): Promise<void> {
    const { state, transport } = this.#settings;
    state.closed = true;
    transport.close?.();
    return Promise.resolve();
  }

  #json<Document>(
    method: string,
    url: AddressInput,
    request: GeneralRequest,
    given: object = {},
    known: readonly string[] = CALL_OPTIONS,
  ): ApiPromise<Document> {
    const answer = this.#send(method, url, request, 'text', () => checkNames(given, known));
    return apiPromise(answer.then(({ document, ...rest }) => ({ ...rest, data: document as Document })));
  }

  #response(
    method: string,
    url: AddressInput,
    request: ResponseRequest,
    given: object = {},
    known: readonly string[] = CALL_OPTIONS,
  ): ApiPromise<Response> {
    const read = request.stream === true ? 'stream' : 'bytes';
    const answer = this.#send(method, url, request, read, () => checkNames(given, known));
    return apiPromise(
      answer.then(({ response, bytes, ...rest }) => {
        const data = read === 'stream' ? tieToSignal(response, request.signal) : buffered(response, bytes);
        return { ...rest, response, data };
      }),
    );
  }

  async #send(
    method: string,
    url: AddressInput,
    request: GeneralRequest,
    read: 'text' | 'bytes' | 'stream',
    check: () => void,
  ): Promise<Answer> {
    check();
    const { payload, upload, query } = request;
    const settings = this.#settings;
    if (upload === undefined) {
      const body = payload === undefined || payload === null ? undefined : jsonBody(payload);
      return perform(buildCall(method, url, { query, options: request, body, read }, settings), settings);
    }
    if (payload !== undefined) {
      throw new PCOInputError('A request carries a payload or an upload, not both.', 'ERR_PAYLOAD');
    }
    const { uploadFile } = await import('./upload/upload-file.ts');
    return uploadFile(
      upload,
      request,
      (body) => buildCall(method, url, { query, options: request, body, read }, settings),
      settings,
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
export function fromSettings<
  const Chosen extends Versions,
  Church extends string | undefined,
  Strict extends boolean,
>(settings: Settings): PCO<Chosen, Church, Strict> {
  const ready: unknown = new ReadySettings(settings);
  return new PCO<Chosen, Church, Strict>(ready as PCOOptions & TypeOptions<Chosen, Church, Strict>);
}

function buffered(response: TransportAnswer, bytes: ArrayBuffer | undefined): Response {
  const { status, statusText, headers } = response;
  const empty = bytes === undefined || bytes.byteLength === 0;
  return new Response(empty ? null : bytes, { status, statusText, headers });
}
