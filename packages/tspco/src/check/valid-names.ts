import { nearNames } from './near-names.ts';

/** The names that are valid in one place. `Names` of `@tspco/catalog` are such. */
export interface ValidNames<Fact = unknown> {
  readonly list: readonly string[];
  /** What is known of a name, `undefined` when it is not valid. May know more than the list, as `emails.person`. */
  get(name: string): Fact | undefined;
  /** The names that may have been meant. */
  near(name: string): readonly string[];
}

/** What the check reads of a resource type that `@tspco/catalog` describes. */
export interface DescribedType {
  readonly app: { readonly version: string; readonly vertices: ValidNames<DescribedType> };
  readonly attributes: ValidNames;
  readonly relationships: ValidNames<{ readonly types: readonly string[] }>;
  readonly include: ValidNames;
  readonly order: ValidNames;
  readonly where: ValidNames<DescribedCondition>;
}

/** What the check reads of a condition of `where`. */
export interface DescribedCondition {
  readonly operators: readonly string[];
  /** Of its values, such as `date_time`; they are not looked at when it is not known. */
  readonly type?: string | undefined;
}

/** What the check reads of a path that `describePath` of `@tspco/catalog` knows. */
export interface DescribedPath {
  readonly known: true;
  readonly many: boolean;
  readonly vertex: DescribedType;
  readonly edge?: { readonly filter: ValidNames };
  /** Of an action nothing is checked. */
  readonly action?: object;
}

/** A path that `describePath` does not know. It is wrong if another one may have been meant; else nothing is checked. */
export interface UndescribedPath {
  readonly known: false;
  /** The first part of it that is not known. */
  readonly segment?: string;
  /** What may have been meant instead. */
  readonly near?: readonly string[];
  /** What is wrong, in a sentence or two. */
  readonly message?: string;
}

/** What the check reads of an answered document: whether it is a list, and what its `meta` says may be asked. */
export interface AnsweredDocument {
  readonly data: unknown;
  readonly meta?:
    | {
        readonly can_include?: readonly string[];
        readonly can_order_by?: readonly string[];
        readonly can_query_by?: readonly string[];
        readonly can_filter?: readonly string[];
      }
    | undefined;
}

/** What may be asked for in one place. What is `undefined` is not known, and not judged. */
export interface Allowed {
  readonly many: boolean;
  /** Whether the app takes conditions on related resources. */
  readonly nests: boolean;
  readonly include: ValidNames | undefined;
  readonly order: ValidNames;
  readonly filter: ValidNames;
  readonly where: ValidNames<DescribedCondition>;
  readonly types: ValidNames | undefined;
  /** What `fields` takes for a type; `undefined` when not known. */
  readonly fields: (type: string) => ValidNames | undefined;
}

/** The operators that there are. On which names they work, documents do not say. */
export const RANGES: DescribedCondition = { operators: ['gt', 'gte', 'lt', 'lte'] };
const NONE = namesOf([]);

/** What the catalog knows. */
export function allowedByCatalog(
  { many, vertex, edge, action }: DescribedPath,
  nests: boolean,
): Allowed | undefined {
  if (action) return undefined;
  const { app, include } = vertex;
  const { vertices } = app;
  // Some types arrive that no version describes, such as PrimaryCampus.
  const arrives = (type: string): boolean =>
    vertices.list.some((name) => {
      const relationships = vertices.get(name)?.relationships;
      return relationships?.list.some((one) => relationships.get(one)?.types.includes(type));
    });
  const types: ValidNames = {
    list: vertices.list,
    get: (type) => vertices.get(type) ?? (arrives(type) || undefined),
    near: (type) => vertices.near(type),
  };
  const fields = (type: string): ValidNames | undefined => {
    const of = vertices.get(type);
    return (
      of && namesOf([...new Set([of.attributes, of.relationships, of.include].flatMap(({ list }) => list))])
    );
  };
  return {
    many,
    nests,
    include,
    order: many ? vertex.order : NONE,
    filter: (many && edge?.filter) || NONE,
    where: many ? vertex.where : NONE,
    types,
    fields,
  };
}

/**
 * What a document says. `can_…` are absent when they would be empty, so a list with none of them says nothing. Of the
 * types behind an include it does not tell, so the second step of `households.people` is believed.
 */
export function allowedByDocument({ data, meta }: AnsweredDocument, nests: boolean): Allowed | undefined {
  const many = Array.isArray(data);
  const said = [meta?.can_include, meta?.can_order_by, meta?.can_query_by, meta?.can_filter].map(textsOf);
  const isSilent = !said.some(Boolean);
  if (many && isSilent) return undefined;
  const [includes = [], order, where, filter] = said;
  const isThroughInclude = (name: string): boolean => {
    const [first = '', second] = name.split('.', 2);
    return second !== undefined && includes.includes(first);
  };
  return {
    many,
    nests,
    include: isSilent ? undefined : namesOf(includes, isThroughInclude),
    order: namesOf(order),
    filter: namesOf(filter),
    where: namesOf(where, (name) => nests && isThroughInclude(name)),
    types: undefined,
    fields: () => undefined,
  };
}

/** What a document says need not be what it should. */
function textsOf(list: unknown): readonly string[] | undefined {
  return Array.isArray(list) ? list.filter((item) => typeof item === 'string') : undefined;
}

/** Names from a list, and more of which the list does not say everything. */
export function namesOf(
  list: readonly string[] = [],
  isValidBeyond: (name: string) => boolean = () => false,
): ValidNames<typeof RANGES> {
  const isValid = (name: string): boolean => list.includes(name) || isValidBeyond(name);
  return {
    list,
    get: (name) => (isValid(name) ? RANGES : undefined),
    near: (name) => {
      const [first = '', ...rest] = name.split('.');
      return nearNames(first, list)
        .map((candidate) => [candidate, ...rest].join('.'))
        .filter(isValid);
    },
  };
}
