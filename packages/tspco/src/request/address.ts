import { PCOInputError } from '../errors.ts';
import { parseQuery, type Parameter } from './query.ts';

/** Where requests may go: one origin, a path in front of every address, and other names of the same server. */
export interface Base {
  readonly origin: string;
  /** `''`, or a path such as `/pco` for a server behind a proxy. */
  readonly prefix: string;
  /** Origins that answers may name and that mean this server. */
  readonly aliases: readonly string[];
}

/** A checked address: it lies on the base, and nothing in it can lead elsewhere. */
export interface Address {
  readonly base: Base;
  /** Starts with a slash; the base's prefix is not part of it. */
  readonly path: string;
  readonly query: readonly Parameter[];
}

/** What addresses are given as. */
export type AddressInput = string | URLObject;

/**
 * A `URL`, described by itself: a program that is compiled without the declarations of its platform would have `any` in
 * place of the platform's own type, and with it no types at all.
 */
export interface URLObject {
  readonly href: string;
  readonly searchParams: object;
}

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const ABSOLUTE = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i;
// oxlint-disable-next-line no-control-regex -- they are what is looked for: URL parsers drop tabs and line ends
const CONTROL = /[\u0000-\u001f\u007f]/;

/**
 * Turns what a caller or a server's link gives into an address on `base`.
 *
 * Input without a scheme is always a path: `//evil.test/x` is the path `/evil.test/x`. An absolute address must
 * have the base's origin or that of an alias.
 *
 * @throws {@link PCOInputError} `ERR_ADDRESS` for everything that could leave the base
 */
export function resolveAddress(input: AddressInput, base: Base): Address {
  const kind: unknown = input;
  if (typeof kind !== 'string' && !(kind instanceof URL)) {
    throw new PCOInputError(
      `The address must be a text such as '/people/v2/people/1'; got ${kind === null ? 'null' : typeof kind}.`,
      'ERR_ADDRESS',
    );
  }
  const text = typeof kind === 'string' ? kind : kind.href;
  if (CONTROL.test(text)) throw refused('it contains a control character');
  if (text.includes('#')) throw refused('it has a fragment. Write a # that belongs to a value as %23');
  const mark = text.indexOf('?');
  const target = mark < 0 ? text : text.slice(0, mark);
  if (target.includes('\\')) throw refused('it contains a backslash');
  const path = ('/' + (SCHEME.test(target) ? pathOnBase(target, base) : target)).replace(/\/{2,}/g, '/');
  const segments = path.split('/');
  if (segments.some(leadsElsewhere)) {
    throw refused('a part of its path is a dot segment or hides a slash. Encode ids with path`/…/${id}`');
  }
  // What JavaScript writes for a variable that was never set.
  const unset = segments.find((segment) => /^(undefined|null|NaN|\[object Object\])$/.test(segment));
  if (unset !== undefined) throw refused(`a part of its path is "${unset}". Is a variable not set?`);
  return { base, path, query: mark < 0 ? [] : parseQuery(text.slice(mark + 1)) };
}

/** The address as text, ready to be sent. */
export function href({ base, path, query }: Address): string {
  const search = query.map((parameter) => parameter.raw).join('&');
  return new URL(base.origin + base.prefix + path + (search && '?' + search)).href;
}

/** The address without its query, for messages and errors. */
export function hrefWithoutQuery({ base, path }: Address): string {
  return base.origin + base.prefix + path;
}

/** The same address with one parameter replaced. */
export function withParameter(address: Address, key: string, value: string): Address {
  const others = address.query.filter((parameter) => parameter.key !== key);
  return { ...address, query: [...others, { key, raw: `${key}=${encodeURIComponent(value)}` }] };
}

/**
 * Checks the address of a server given as an option.
 *
 * @throws {@link PCOInputError} `ERR_OPTIONS`
 */
export function parseBase(text: string, option: string, aliases: readonly string[] = []): Base {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new PCOInputError(
      `The option ${option} is not an absolute address like https://example.org.`,
      'ERR_OPTIONS',
    );
  }
  if (!/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash) {
    throw new PCOInputError(
      `The option ${option} must be an http or https address without user name, query or fragment.`,
      'ERR_OPTIONS',
    );
  }
  return { origin: url.origin, prefix: url.pathname.replace(/\/+$/, ''), aliases };
}

function pathOnBase(target: string, { origin, prefix, aliases }: Base): string {
  let url: URL;
  try {
    url = new URL(target);
  } catch {
    throw refused('it is not a valid address');
  }
  const authority = ABSOLUTE.exec(target)?.[0];
  if (authority === undefined) throw refused('it is not a valid address');
  if (authority.includes('@')) throw refused('it contains a user name');
  // The text itself, not url.pathname: the parser has already resolved the dot segments that must be refused.
  const path = target.slice(authority.length);
  if (aliases.includes(url.origin)) return path;
  if (url.origin !== origin) {
    throw refused(
      `it is on another server (${url.origin}) than ${origin}, where your credentials stay. For the same resource there, give only its path, such as /people/v2/people`,
    );
  }
  return path.startsWith(prefix + '/') ? path.slice(prefix.length) : path;
}

function leadsElsewhere(segment: string): boolean {
  let decoded = segment;
  // Decoded again and again: some servers and proxies decode twice.
  for (let previous = '', rounds = 0; previous !== decoded; rounds++) {
    if (rounds > 4) return true;
    previous = decoded;
    decoded = decoded.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  }
  return (
    decoded === '.' ||
    decoded === '..' ||
    /[/\\]/.test(decoded) ||
    (decoded !== segment && CONTROL.test(decoded))
  );
}

function refused(reason: string): PCOInputError {
  return new PCOInputError(`This address was not called: ${reason}.`, 'ERR_ADDRESS');
}
