/**
 * The words that the generated tables are written in. A table holds one version of an app: by type name, what is known
 * of each resource (its vertex). An edge names its target by key, to be looked up in the same version's table.
 */

/** What a table says of one type of resource. */
export interface Vertex {
  type: string;
  attributes: object;
  /** What can be assigned though no resource shows it. */
  writeOnly: object;
  relationships: object;
  /** The paths below a resource. */
  edges: object;
  /** Names of links behind which no resource is known. */
  links: string;
  include: string;
  order: string;
  where: object;
  /** Whether `where` also takes conditions on what can be included. People ignores them. */
  nestedWhere: boolean;
  create: unknown;
  update: unknown;
  actions: object;
}

/** An edge that leads to a list. */
export interface Many<To extends string, Filter extends string = never, Post extends boolean = boolean> {
  to: To;
  many: true;
  filter: Filter;
  /** Whether resources can be created there; `boolean` when nobody says. */
  post: Post;
}

/** An edge that leads to one resource. */
export interface One<To extends string> {
  to: To;
  many: false;
  filter: never;
  post: false;
}

/** A reference to a resource of a certain type. */
interface Identifier<Type extends string> {
  readonly type: Type;
  readonly id: string;
}

/** A relationship to one resource; `null` when there is none. */
export interface ToOne<Type extends string> {
  readonly data: Identifier<Type> | null;
  readonly links?: Readonly<Record<string, string | null>>;
}

/** A relationship to any number of resources. */
export interface ToMany<Type extends string> {
  readonly data: Identifier<Type>[];
  readonly links?: Readonly<Record<string, string | null>>;
}

/** What may be sent when a resource is created or changed: names only, `string` when no source lists them. */
export interface Write<
  Attributes extends string,
  Relationships extends string,
  Required extends string = never,
  RequiredRelationships extends string = never,
  Include extends string = never,
> {
  attributes: Attributes;
  relationships: Relationships;
  required: Required;
  requiredRelationships: RequiredRelationships;
  /** Includes that may be written along. */
  include: Include;
}

/** A POST that does something. `Returns` is the type of the resource that it answers with, where that is known. */
export interface Action<
  Type extends string,
  Attributes extends object,
  Relationships extends object,
  Returns extends string,
> {
  type: Type;
  attributes: Attributes;
  relationships: Relationships;
  returns: Returns;
}

/** Any other text besides the listed ones. Unlike `string`, it leaves the others to completion. */
export type AnyText = string & Record<never, never>;

/** Any other number besides the listed ones. */
export type AnyNumber = number & Record<never, never>;

/** A condition on an id. */
export type IdCondition = string | number;

/** A condition on a day: `'2026-01-31'`, or limits. */
export type DateCondition = string | Range<string>;

/** A condition on a moment: a `Date`, UTC text, a day of the church, or limits. */
export type DateTimeCondition = string | Date | Range<string | Date>;

/** A condition that takes several values. */
export type ListCondition = string | readonly (string | number)[];

/** Limits of a date or a moment; those of each kind can be given once. */
interface Range<Value> {
  /** After this. */
  readonly gt?: Value;
  /** From this on. */
  readonly gte?: Value;
  /** Before this. */
  readonly lt?: Value;
  /** Up to this. */
  readonly lte?: Value;
}
