import { nearNames } from './near-names.ts';
import {
  allowedByCatalog,
  allowedByDocument,
  RANGES,
  type Allowed,
  type AnsweredDocument,
  type DescribedPath,
  type UndescribedPath,
  type ValidNames,
} from './valid-names.ts';

/** A name in a query that its address does not know. */
export interface UnknownName {
  /** Where it stands; `query` when it is the name of a parameter. */
  readonly parameter: 'where' | 'include' | 'order' | 'filter' | 'fields' | 'query';
  /** As it was sent; of a condition on a related resource both names: `event.nam`. */
  readonly name: string;
  /** Names that may have been meant, the likeliest first. */
  readonly near: readonly string[];
  /** What is wrong, what may have been meant, what there is, and what the server does. */
  readonly message: string;
}

/** A wrong name before it is put into words. */
interface Wrong extends Pick<UnknownName, 'parameter' | 'name'> {
  /** As the query writes it: `where[lastname]`. */
  readonly written: string;
  readonly valid: Pick<ValidNames, 'list' | 'near'>;
  readonly note?: string | false;
}

const PARAMETERS = ['where', 'include', 'order', 'filter', 'fields', 'per_page', 'offset'];
const LISTED = 60;
const WHOLE_LIST = ' and answers as if you had not filtered: with everybody.';
const CONSEQUENCES: Readonly<Record<UnknownName['parameter'], string>> = {
  where: WHOLE_LIST,
  filter: WHOLE_LIST,
  include: ' and includes nothing for it.',
  order: ' and sorts as if it had not been asked.',
  fields: ' and sends nothing for it.',
  query: '.',
};

/**
 * Finds the names in an address's query that Planning Center would ignore in silence: misspelt conditions, includes,
 * orders, filters, fields and parameters.
 *
 * @param url - an address or a path, with the query as it is sent
 * @param source - what says which names are valid: the document that the address answered, by its `meta`; or what
 *   `describePath` of `@tspco/catalog` gives for it, which also knows types behind includes, operators and `fields`
 * @returns nothing when all is well, or when the source does not say what is valid
 *
 * @example
 * ```ts
 * const url = '/people/v2/people?where[lastname]=Rolfe';
 * for (const { message } of unknownNames(url, await pco.get(url))) console.warn(message);
 * // /people/v2/people has no where[lastname]. Did you mean last_name? There are: …
 * ```
 */
export function unknownNames(
  url: string | URL,
  source: AnsweredDocument | DescribedPath | UndescribedPath,
): UnknownName[] {
  const [address = '', query = ''] = String(url)
    .replace(/#.*$/s, '')
    .split(/\?(.*)/s, 2);
  const path = address.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '');
  const allowed = allowedBy(source, path);
  if (!allowed) return [];
  const asked = new URLSearchParams(query);
  return [...asked]
    .flatMap(([key, value]) => wrongNames(key, value, allowed, asked))
    .map((wrong) => finding(wrong, path, allowed));
}

function allowedBy(
  source: AnsweredDocument | DescribedPath | UndescribedPath,
  path: string,
): Allowed | undefined {
  // People ignores every condition on a related resource, even one that cannot match.
  const nests = !/\/people\/v2\//.test(path);
  if ('data' in source) return allowedByDocument(source, nests);
  return source.known ? allowedByCatalog(source, nests) : undefined;
}

function wrongNames(key: string, value: string, allowed: Allowed, asked: URLSearchParams): Wrong[] {
  const [, parameter = key, brackets = ''] = /^([^[\]]+)((?:\[[^[\]]*\])+)$/.exec(key) ?? [];
  const names = brackets.slice(1, -1).split('][');
  switch (parameter) {
    case 'where':
      return brackets ? wrongCondition(names, allowed) : wrongParameter(key, asked);
    case 'fields':
      return brackets ? wrongFields(names.join(), value, allowed, asked) : wrongParameter(key, asked);
    case 'include':
    case 'order':
    case 'filter':
      // What the server makes of filter[…] or include[] is not known.
      return brackets ? [] : wrongInList(parameter, value, allowed);
    default:
      return PARAMETERS.includes(key) ? [] : wrongParameter(parameter, asked);
  }
}

function wrongInList(parameter: 'include' | 'order' | 'filter', value: string, allowed: Allowed): Wrong[] {
  const valid = allowed[parameter];
  if (!valid) return [];
  return listed(value).flatMap((name) => {
    const minus = parameter === 'order' && name.startsWith('-') ? '-' : '';
    const bare = name.slice(minus.length);
    if (valid.get(bare) !== undefined) return [];
    const near = (): readonly string[] => valid.near(bare).map((one) => minus + one);
    return { parameter, name, written: `${parameter}=${name}`, valid: { list: valid.list, near } };
  });
}

/** `where[name]`, `where[name][gte]`, `where[related][name]` or `where[related][name][gte]`. */
function wrongCondition(names: readonly string[], { where, nests }: Allowed): Wrong[] {
  const [first = '', second = ''] = names;
  const wrong = { parameter: 'where', written: `where[${names.join('][')}]` } as const;
  const nested = second !== '' && !RANGES.operators.includes(second);
  const depth = where.get(first) === undefined && nested ? 2 : 1;
  const name = names.slice(0, depth).join('.');
  const condition = where.get(name);
  if (!condition) {
    const note = depth > 1 && !nests && 'People takes no conditions on related resources.';
    return [{ ...wrong, name, valid: where, note }];
  }
  const { operators } = condition;
  const operator = names.slice(depth).join('.');
  if (names.length === depth || operators.includes(operator)) return [];
  const valid = { list: operators, near: (typed: string) => nearNames(typed, operators) };
  return [{ ...wrong, name: operator, valid, note: operators.length === 0 && `${name} takes no operator.` }];
}

function wrongFields(type: string, value: string, allowed: Allowed, asked: URLSearchParams): Wrong[] {
  const { types, fields } = allowed;
  const written = `fields[${type}]`;
  if (types && types.get(type) === undefined)
    return [{ parameter: 'fields', name: type, written, valid: types }];
  const list = fields(type);
  if (!list) return [];
  // Whoever lists fields must list the relationships of the includes, too; of which type they are, is hard to tell.
  const included = (asked.get('include') ?? '').split(/[,.]/);
  const valid = { list, near: (name: string) => nearNames(name, list) };
  return listed(value)
    .filter((name) => !list.includes(name) && !included.includes(name))
    .map((name) => ({ parameter: 'fields', name, written: `${written}=${name}`, valid }));
}

function wrongParameter(name: string, asked: URLSearchParams): Wrong[] {
  const form = name === 'where' ? 'where[name]' : name === 'fields' && 'fields[Type]';
  const near = form ? [form] : nearNames(name, PARAMETERS);
  // Some filters take parameters of their own, such as after=2026-01-01, and nothing lists them.
  if (near.length === 0 && asked.has('filter')) return [];
  return [{ parameter: 'query', name, written: name, valid: { list: PARAMETERS, near: () => near } }];
}

function listed(value: string): string[] {
  return value
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}

function finding(wrong: Wrong, path: string, { many }: Allowed): UnknownName {
  const { parameter, name, written, valid, note } = wrong;
  const near = valid.near(name);
  const { list } = valid;
  const more = list.length > LISTED ? `, and ${list.length - LISTED} more` : '';
  const isForLists = !many && /where|order|filter/.test(parameter);
  const message = [
    `${path} has no ${written}.`,
    near.length > 0 && `Did you mean ${near.join(' or ')}?`,
    isForLists ? 'It is one resource and not a list.' : note,
    list.length > 0 && `There are: ${list.slice(0, LISTED).join(', ')}${more}.`,
    `Planning Center ignores it${isForLists ? '.' : CONSEQUENCES[parameter]}`,
  ];
  // oxlint-disable-next-line no-control-regex -- escape sequences are what must not get into a terminal
  const text = message
    .filter(Boolean)
    .join(' ')
    .replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
  return { parameter, name, near, message: text };
}
