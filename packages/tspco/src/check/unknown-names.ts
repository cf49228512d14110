import { oneLine } from '../redact.ts';
import { formMissed, type ValueForm } from './value-forms.ts';
import {
  allowedByCatalog,
  allowedByDocument,
  namesOf,
  RANGES,
  type Allowed,
  type AnsweredDocument,
  type DescribedPath,
  type UndescribedPath,
  type ValidNames,
} from './valid-names.ts';

/** A name in a query that its address does not know, a condition whose value cannot be meant, or a path that is none. */
export interface UnknownName {
  /** Where it stands; `query` when it is the name of a parameter, `path` when it is a part of the path. */
  readonly parameter: 'where' | 'include' | 'order' | 'filter' | 'fields' | 'query' | 'path';
  /** As it was sent; of a condition on a related resource both names: `event.nam`. */
  readonly name: string;
  /** Names that may have been meant, the likeliest first. */
  readonly near: readonly string[];
  /** What is wrong, what may have been meant, what there is, and what the server does. */
  readonly message: string;
}

/** A wrong name before it is put into words. */
interface Wrong {
  readonly parameter: Exclude<UnknownName['parameter'], 'path'>;
  readonly name: string;
  /** As the query writes it: `where[lastname]`. */
  readonly written: string;
  readonly valid: ValidNames;
  readonly note?: string | false;
  /** When the name is right and its value is not. */
  readonly missed?: ValueForm;
}

const PARAMETERS = ['where', 'include', 'order', 'filter', 'fields', 'per_page', 'offset'];
const LISTED = 40;
const WHOLE_LIST = ' and answers as if you had not filtered: with everybody.';
const CONSEQUENCES: Readonly<Record<Wrong['parameter'], string>> = {
  where: WHOLE_LIST,
  filter: WHOLE_LIST,
  include: ' and includes nothing for it.',
  order: ' and sorts as if it had not been asked.',
  fields: ' and sends nothing for it.',
  query: '.',
};

/**
 * Finds the names in an address's query that Planning Center would ignore in silence: misspelt conditions, includes,
 * orders, filters, fields and parameters. With the catalog also conditions whose values are of another type, such as
 * `yesterday` for a date, and a path that does not exist if there is one of a similar name.
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
  source: AnsweredDocument | DescribedPath | UndescribedPath | null,
): UnknownName[] {
  const [path = '', query = ''] = pathAndQuery(String(url));
  if (source && 'known' in source && !source.known) return wrongPath(path, source);
  const allowed = allowedBy(source, path);
  if (!allowed) return [];
  const asked = new URLSearchParams(query);
  return [...asked]
    .flatMap(([key, value]) => wrongNames(key, value, allowed, asked))
    .map((wrong) => finding(wrong, path, allowed));
}

/** Of an address, without host. */
export function pathAndQuery(url: string): string[] {
  const [address = '', query = ''] = url.replace(/#.*$/s, '').split(/\?(.*)/s, 2);
  return [address.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, ''), query];
}

/** There may be paths that the catalog does not know; one that looks like another is taken for misspelt. */
function wrongPath(path: string, { segment = '', near = [], message }: UndescribedPath): UnknownName[] {
  if (near.length === 0) return [];
  const meant = message ?? `Did you mean ${near.join(' or ')}?`;
  const told = oneLine(`${path} leads nowhere. ${meant} Planning Center answers with 404.`);
  return [{ parameter: 'path', name: segment, near, message: told }];
}

function allowedBy(source: AnsweredDocument | DescribedPath | null, path: string): Allowed | undefined {
  // People ignores every condition on a related resource, even one that cannot match.
  const nests = !/\/people\/v2\//.test(path);
  if (source === null) return undefined;
  return 'data' in source ? allowedByDocument(source, nests) : allowedByCatalog(source, nests);
}

function wrongNames(key: string, value: string, allowed: Allowed, asked: URLSearchParams): Wrong[] {
  const [, parameter = key, brackets = ''] = /^([^[\]]+)((?:\[[^[\]]*\])+)$/.exec(key) ?? [];
  const names = brackets.slice(1, -1).split('][');
  switch (parameter) {
    case 'where':
      return brackets ? wrongCondition(names, value, allowed) : wrongParameter(key, asked);
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
  return listed(value)
    .filter((name) => valid.get(parameter === 'order' ? name.replace(/^-/, '') : name) === undefined)
    .map((name) => ({ parameter, name, written: `${parameter}=${name}`, valid }));
}

/** `where[name]`, `where[name][gte]`, `where[related][name]` or `where[related][name][gte]`. */
function wrongCondition(names: readonly string[], value: string, { where, nests }: Allowed): Wrong[] {
  const [first = '', second = ''] = names;
  const wrong = { parameter: 'where', written: `where[${names.join('][')}]` } as const;
  const isNested = where.get(first) === undefined && second !== '' && !RANGES.operators.includes(second);
  const depth = isNested ? 2 : 1;
  const name = names.slice(0, depth).join('.');
  const condition = where.get(name);
  if (!condition) {
    const note = isNested && !nests && 'People takes no conditions on related resources.';
    return [{ ...wrong, name, valid: where, note }];
  }
  const { operators, type } = condition;
  const operator = names.slice(depth).join('.');
  if (names.length === depth || operators.includes(operator)) {
    const missed = formMissed(type, value);
    return missed ? [{ ...wrong, name, valid: where, missed }] : [];
  }
  const note = operators.length === 0 && `${name} takes no operator.`;
  return [{ ...wrong, name: operator, valid: namesOf(operators), note }];
}

function wrongFields(type: string, value: string, allowed: Allowed, asked: URLSearchParams): Wrong[] {
  const { types, fields } = allowed;
  const written = `fields[${type}]`;
  if (types && types.get(type) === undefined)
    return [{ parameter: 'fields', name: type, written, valid: types }];
  const valid = fields(type);
  // Whoever lists fields must list the relationships of the includes, too; of which type they are, is hard to tell.
  const included = (asked.get('include') ?? '').split(/[,.]/);
  if (!valid) return [];
  return listed(value)
    .filter((name) => valid.get(name) === undefined && !included.includes(name))
    .map((name) => ({ parameter: 'fields', name, written: `${written}=${name}`, valid }));
}

function wrongParameter(name: string, asked: URLSearchParams): Wrong[] {
  const valid = namesOf(PARAMETERS);
  // Some filters take parameters of their own, such as after=2026-01-01, and nothing lists them.
  if (asked.has('filter') && valid.near(name).length === 0) return [];
  const note = /^(where|fields)$/.test(name) && `It needs a name in brackets: ${name}[…].`;
  return [{ parameter: 'query', name, written: name, valid, note }];
}

function listed(value: string): string[] {
  return value.split(/\s*,\s*/).filter(Boolean);
}

function finding(wrong: Wrong, path: string, { many }: Allowed): UnknownName {
  const { parameter, name, written, valid, note, missed } = wrong;
  if (missed) {
    const told = `${written} of ${path} takes ${missed.takes}, and was given something else.${missed.consequence ?? ''}`;
    return { parameter, name, near: [], message: oneLine(told) };
  }
  const minus = parameter === 'order' && name.startsWith('-') ? '-' : '';
  const near = valid
    .near(name.slice(minus.length))
    .filter((one) => one !== name)
    .map((one) => minus + one);
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
  return { parameter, name, near, message: oneLine(message.filter(Boolean).join(' ')) };
}
