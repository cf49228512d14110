import { PCOInputError } from '../errors.ts';
import { attend } from '../hooks.ts';
import { redact } from '../redact.ts';
import { checkFunctions } from '../request/checks.ts';
import { discard } from '../transport/attempt.ts';
import { systemFetch, type Fetch } from '../transport/transport.ts';
import { pathAndQuery, unknownNames, type UnknownName } from './unknown-names.ts';
import type { AnsweredDocument, DescribedPath, UndescribedPath } from './valid-names.ts';

/** `describePath` of `@tspco/catalog`, or a function like it. */
export type DescribePath = (
  path: string,
  versions: { readonly [app: string]: string },
) => DescribedPath | UndescribedPath;

/** What becomes of a misspelt name, and who knows the right ones. */
export interface CheckingFetchOptions {
  /** Sends the requests; default the platform's `fetch`. */
  readonly fetch?: Fetch | undefined;
  /**
   * Told of every name that is not known, instead of throwing; what it throws itself is ignored. A message that was told already is not repeated, so a
   * list of a hundred pages does not say it a hundred times.
   */
  readonly report?: ((finding: UnknownName) => void) | undefined;
  /**
   * `describePath` of `@tspco/catalog`: wrong names are found before anything is sent, also in `fields`, in operators
   * and behind includes, and so are values of another type than their condition's, and paths that do not exist. Without
   * it, and where the catalog does not know the path or the version, the answer's `meta` decides.
   */
  readonly describePath?: DescribePath | undefined;
}

/** The path of an app, perhaps behind a proxy's prefix. */
const APP_PATH = /\/([a-z_-]+)\/v2(?:\/.*)?$/i;
/** A query with more in it than the page. */
const NAMES_IN_QUERY = /[?&](?!per_page=|offset=)[^&]/;
/** So many messages are remembered; then the memory starts anew. */
const MOST_TOLD = 1000;

/**
 * A `fetch` for the client's option of that name that does not let misspelt names pass. Planning Center ignores them
 * without a word, and a list whose filter is misspelt is everybody.
 *
 * It looks at reads of the API: GET requests with credentials to `/{app}/v2/…`. Everything else, such as uploads, files,
 * tokens and other servers, it passes on as it is. Answers are passed on unread or copied, never changed.
 *
 * Without `report`, a wrong name makes the call fail with a `PCOInputError` of code `ERR_QUERY`.
 *
 * @throws `PCOInputError` `ERR_OPTIONS` for an option that does not exist or cannot be used
 *
 * @example
 * ```ts
 * import { describePath } from '@tspco/catalog';
 * import { PCO } from 'tspco';
 * import { checkingFetch } from 'tspco/check';
 *
 * const pco = new PCO({ applicationId, secret, fetch: checkingFetch({ describePath }) });
 * await pco.get('/people/v2/people?where[lastname]=Rolfe');
 * // PCOInputError: /people/v2/people has no where[lastname]. Did you mean last_name? There are: …
 * ```
 */
export function checkingFetch(options: CheckingFetchOptions = {}): Fetch {
  checkFunctions(options, ['fetch', 'report', 'describePath']);
  const { fetch = systemFetch, report, describePath } = options;
  const tell = report ? reportOnce(report) : fail;
  return async (input, init) => {
    const asked = readOf(input, init);
    if (!asked) return fetch(input, init);
    const headers = new Headers(init.headers);
    const check = (source: AnsweredDocument | DescribedPath | UndescribedPath, sent: 'no' | 'yes'): void => {
      const found = unknownNames(input, source);
      if (found.length > 0) tell(withoutSecrets(found, headers.get('authorization') ?? ''), sent);
    };
    const described = describePath && describe(describePath, asked, headers.get('x-pco-api-version'));
    if (described) check(described, 'no');
    if (described || !asked.app || !NAMES_IN_QUERY.test(input)) return fetch(input, init);
    const response = await fetch(input, init);
    const document = await documentOf(response);
    try {
      if (document) check(document, 'yes');
    } catch (error) {
      discard(response);
      throw error;
    }
    return response;
  };
}

interface Read {
  /** `undefined` when the path has no `/v2`. */
  readonly app: string | undefined;
  /** Without a proxy's prefix. */
  readonly path: string;
}

/** What is read. The client signs what goes to the API, and nothing that goes elsewhere. */
function readOf(input: string, { method = 'GET', headers }: RequestInit = {}): Read | undefined {
  if (method !== 'GET' || !new Headers(headers).has('authorization')) return undefined;
  const [whole = ''] = pathAndQuery(input);
  const [path = whole, app] = APP_PATH.exec(whole) ?? [];
  return { app, path };
}

/** What the catalog knows, if it knows the version that is asked for; and that a path is misspelt. */
function describe(
  describePath: DescribePath,
  { app, path }: Read,
  version: string | null,
): DescribedPath | UndescribedPath | undefined {
  try {
    if (app === undefined) {
      const withV2 = path.replace(/^(\/[^/]+)(?:\/v\d[^/]*)?/, '$1/v2');
      return describePath(withV2, {}).known ? describePath(path, {}) : undefined;
    }
    let described = describePath(`/${app}/v2`, {});
    if (described.known) {
      // LATEST sorts after all dates, too.
      if (version === null || version > described.vertex.app.version) return undefined;
      described = describePath(path, { [app]: version });
    }
    return described.known || described.near?.length ? described : undefined;
  } catch {
    // No version serves this date: the server will say so.
    return undefined;
  }
}

/** A copy of the document that was answered, while the caller reads the original. */
async function documentOf(response: Response): Promise<AnsweredDocument | undefined> {
  if (response.status !== 200 || !/\bjson\b/.test(response.headers.get('content-type') ?? ''))
    return undefined;
  const text = await response.clone().text();
  try {
    const document: unknown = JSON.parse(text);
    const isDocument = typeof document === 'object' && document !== null && 'data' in document;
    return isDocument ? document : undefined;
  } catch {
    // Empty or cut short: the caller will see.
    return undefined;
  }
}

type Tell = (findings: readonly UnknownName[], sent: 'no' | 'yes') => void;

function fail(findings: readonly UnknownName[], sent: 'no' | 'yes'): void {
  const error = new PCOInputError(findings.map(({ message }) => message).join('\n'), 'ERR_QUERY');
  throw Object.assign(error, { sent });
}

function reportOnce(report: (finding: UnknownName) => void): Tell {
  const told = new Set<string>();
  return (findings) => {
    for (const finding of findings) {
      if (told.has(finding.message)) continue;
      if (told.size >= MOST_TOLD) told.clear();
      told.add(finding.message);
      // What it throws must not be taken for a failure of the network.
      attend(() => report(finding));
    }
  };
}

/** A token that got into the query by mistake is no name to print. */
function withoutSecrets(findings: readonly UnknownName[], authorization: string): UnknownName[] {
  const token = authorization.slice(authorization.indexOf(' ') + 1);
  const secrets = [token, ...decoded(token).split(':')];
  return findings.map((finding) => ({
    ...finding,
    name: redact(finding.name, secrets),
    message: redact(finding.message, secrets),
  }));
}

/** Basic credentials are two secrets in one. */
function decoded(token: string): string {
  try {
    return atob(token);
  } catch {
    return '';
  }
}
