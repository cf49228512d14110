import type { Query, Scalar } from '../request/query.ts';
import type { Given } from './given.ts';
import type { OtherNames } from './other-names.ts';
import type { Vertex } from './table.ts';
import type { Place, Target } from './walk.ts';

/** The query of a read: that of one resource or of a list. */
export type ReadQuery<At, Where = unknown> =
  At extends Place<infer Table, infer Of, infer Many, infer Filter, boolean, string>
    ? Many extends true
      ? CollectionQuery<Table, Of, Filter> & NoOtherConditions<Where, keyof Conditions<Table, Of>>
      : ResourceQuery<Table, Of>
    : Query;

/** The query of a write, whose answer is one resource. */
export type WriteQuery<At> =
  At extends Place<infer Table, infer Of, boolean, string, boolean, string>
    ? ResourceQuery<Table, Of>
    : Query;

/**
 * Finds out what is asked for, which decides what the answer looks like. It says nothing of what may be asked for; and
 * nothing but these is inferred, because a query inferred as a whole would let misspelt names through.
 */
export interface Asked<Include, Fields> {
  readonly include?: Given<Include> | undefined;
  readonly fields?: Given<Fields> | undefined;
}

/** The same for a read: the conditions of a list are looked at once more. */
export type AskedOf<At, Include, Fields, Where> = At extends { many: false }
  ? Asked<Include, Fields>
  : AskedOfList<Include, Fields, Where>;

interface AskedOfList<Include, Fields, Where> extends Asked<Include, Fields> {
  readonly where?: Given<Where> | undefined;
}

/**
 * Refuses names in a variable or a spread that are no conditions: the compiler looks for them in what is written out
 * alone, and the server would answer with everybody.
 */
type NoOtherConditions<Where, Allowed> =
  OtherNames<Where, Allowed> extends infer Names
    ? [Names] extends [never]
      ? unknown
      : { readonly where?: NoSuchCondition<Names> }
    : never;

/** `Names` are no conditions of this list. */
interface NoSuchCondition<Names> {
  readonly 'no such condition': Names;
}

/** The query of one resource. */
interface ResourceQuery<Table, Of extends Vertex> {
  /** Related resources to send along: `['emails', 'households.people']`, or a comma list. */
  readonly include?: List<Names<Table, Of>['include']> | undefined;
  /** Attributes to send, by resource type: `{ Person: ['first_name', 'emails'] }`. */
  readonly fields?: FieldLists<Table> | undefined;
  /** Any other parameter, sent as it is: `{ test: 'hello' }`. */
  readonly params?: Readonly<Record<string, Scalar | undefined>> | undefined;
  /** pypco's flat form, whose names are not checked. */
  readonly [flat: `fields[${string}`]: string | readonly string[] | undefined;
}

/** The query of a list. */
interface CollectionQuery<Table, Of extends Vertex, Filter extends string> extends ResourceQuery<Table, Of> {
  /** `where: { last_name: 'Rolfe' }`; text is compared without case, `%` at either end is a wildcard. */
  readonly where?: Conditions<Table, Of> | undefined;
  /** Attributes to sort by, `-` in front for descending. */
  readonly order?: List<Names<Table, Of>['order']> | undefined;
  /** Named scopes of this list. */
  readonly filter?: ([Filter] extends [never] ? never : List<Filter>) | undefined;
  /** Records a page, 1 to 100; the server's default is 25, that of `iterate` 100. */
  readonly per_page?: number | undefined;
  /** How many records to skip, from 0. */
  readonly offset?: number | undefined;
  /** pypco's flat form, whose names are not checked. As inside `where`, a missing value is refused. */
  readonly [condition: `where[${string}`]: Scalar | readonly Scalar[];
}

/** One name or an array of names, which are checked, or a comma list as pypco's programs write it, which is not. */
type List<Name> = Name | readonly Name[] | `${string},${string}`;

/** Members of an interface and no aliases, because messages would show the alias instead of the names. */
interface Names<Table, Of extends Vertex> {
  include: Of['include'] | Nested<Table, Of>[Of['include']];
  order: Of['order'] | `-${Of['order']}`;
}

/** What can be included through an include: two levels are the deepest that the service knows. */
type Nested<Table, Of extends Vertex> = {
  [Name in Of['include']]: `${Name}.${Target<Table, Of, Name>['include']}`;
};

/** By type, the names that `fields` takes. */
type FieldLists<Table> = {
  readonly [Type in keyof Table]?: List<FieldName<Table[Type]>>;
};

type FieldName<Of> = Of extends Vertex
  ? keyof Of['attributes'] | keyof Of['relationships'] | Of['include']
  : never;

type Conditions<Table, Of extends Vertex> = Of['nestedWhere'] extends true
  ? Of['where'] & ConditionsOnRelated<Table, Of>
  : Of['where'];

/** Conditions on what can be included: `where: { person: { last_name: 'Rolfe' } }`. */
type ConditionsOnRelated<Table, Of extends Vertex> = {
  readonly [Name in Exclude<Of['include'], keyof Of['where']>]?: Target<Table, Of, Name>['where'];
};
