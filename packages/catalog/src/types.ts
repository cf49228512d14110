const NAMES = [
  'api',
  'calendar',
  'check-ins',
  'current',
  'giving',
  'groups',
  'people',
  'publishing',
  'registrations',
  'services',
  'webhooks',
] as const;

/** The URL name of an app: the segment before `/v2`. */
export type AppName = (typeof NAMES)[number];

/** The names of all apps, in alphabetical order. */
export const APP_NAMES: readonly AppName[] = Object.freeze(NAMES);

/** One version of one app: every resource type that it knows. */
export interface AppVersion {
  readonly app: AppName;
  /** A date, such as `2025-11-10`. */
  readonly version: string;
  /** The address of the app without the host: `/people/v2`. */
  readonly path: string;
  /** By JSON:API type name. `Organization` is the root: its edges are the top-level paths. */
  readonly vertices: Readonly<Record<string, Vertex>>;
}

/** A resource type of the API. */
export interface Vertex {
  /** The collection's path, with `{placeholders}` where it is nested. Absent when no path leads to it. */
  readonly path?: string;
  /** There are no single resources of this type at a path of their own. */
  readonly collectionOnly?: true;
  readonly deprecated?: true;
  /** Seen by the author of a client, and in no document. */
  readonly undocumented?: true;
  /** By name, in alphabetical order. `id` is not among them: every resource has one. */
  readonly attributes: Readonly<Record<string, Attribute>>;
  /** Names that may be assigned though no resource shows them as an attribute, such as `primary_campus_id`. */
  readonly writeOnly: Readonly<Record<string, ValueType>>;
  readonly relationships: Readonly<Record<string, Relationship>>;
  /** Sub-paths of a resource of this type. */
  readonly edges: Readonly<Record<string, Edge>>;
  /** Links that a single resource also carries, and behind which no resource is known. */
  readonly links: readonly string[];
  readonly include: readonly string[];
  /** What `order` accepts; each also with a leading `-`. */
  readonly order: readonly string[];
  readonly where: Readonly<Record<string, ValueType>>;
  /** Absent when the resource cannot be created. */
  readonly create?: Write;
  readonly update?: Write;
  readonly delete?: true;
  readonly actions: Readonly<Record<string, Action>>;
}

/** The types of values, as Planning Center's documentation names them. */
export const VALUE_TYPES = [
  'primary_key',
  'string',
  'date_time',
  'date',
  'integer',
  'float',
  'boolean',
  'json',
  'object',
  'hash',
  'array',
  'currency_abbreviation',
  'repeatable_schedule',
  'unknown',
] as const;

/** The type of a value, as Planning Center's documentation names it. */
export type ValueType = (typeof VALUE_TYPES)[number];

/** A value that a resource has. */
export interface Attribute {
  readonly type: ValueType;
  /** The JSON type that arrives, where it is not the documented one. */
  readonly wire?: string;
  /** A name in {@link Shapes}: how the value (an array's items) looks inside. `string`: the items are texts. */
  readonly shape?: string;
  readonly enum?: readonly (string | number)[];
  /** The enumeration is known to be incomplete. */
  readonly enumOpen?: true;
  /** Stated or seen to be null. Absent says nothing. */
  readonly nullable?: true;
  /**
   * When it is not simply sent: `fields` only when named in `fields[Type]`, `query` never sent but usable in
   * `where`, `write` never sent but assignable, `unrendered` documented and never sent.
   */
  readonly only?: 'fields' | 'query' | 'write' | 'unrendered';
  /** Who may see it, when that is not everybody. */
  readonly permission?: string;
  readonly undocumented?: true;
}

/** A name under which a resource refers to others. */
export interface Relationship {
  readonly many: boolean;
  /** JSON:API type names as they arrive; not each is a vertex (`PrimaryCampus`). */
  readonly types: readonly string[];
  /** `types` is one example, or empty. */
  readonly polymorphic?: true;
  readonly nullable?: true;
  readonly permission?: string;
}

/** A sub-path of a resource, and where it leads. */
export interface Edge {
  /** The type at the other end. */
  readonly to: string;
  readonly many: boolean;
  /** Whether POST is accepted on this path. Absent: nobody says. */
  readonly create?: boolean;
  /** Values that `filter` accepts on this path. */
  readonly filters: readonly string[];
  /** The edge's documented name, where the path's segment differs. */
  readonly name?: string;
  readonly deprecated?: true;
  readonly nullable?: true;
}

/** What creating or updating a resource accepts. */
export interface Write {
  /** Names accepted in `attributes`; absent when no source lists them. */
  readonly assignable?: readonly string[];
  /** Names accepted in `relationships`; absent when unknown. */
  readonly relationships?: readonly string[];
  readonly required: readonly string[];
  readonly requiredRelationships: readonly string[];
  /** Includes that may be written together with the resource. */
  readonly include: readonly string[];
}

/** Something that is done with a resource by a request to a path below it. */
export interface Action {
  readonly method: string;
  readonly path: string;
  /** The JSON:API type of the payload. */
  readonly type?: string;
  readonly attributes: Readonly<Record<string, ValueType>>;
  readonly relationships: Readonly<Record<string, Relationship>>;
  readonly required: readonly string[];
  readonly status?: number;
  readonly returns?: string;
  readonly deprecated?: true;
}

/** An entry of the index. */
export interface AppEntry {
  readonly app: AppName;
  readonly path: string;
  /** Oldest first. */
  readonly versions: readonly string[];
  readonly newest: string;
  /** A newer version that is known to exist and of which no definition was found. */
  readonly knownNewer?: string;
}

/**
 * By name: what the members of a value are. A member is `string`, `integer`, `boolean`, `date`, `object` or the like,
 * or the name of another shape; `[]` at the end makes it an array, and `|null` says that it may be null.
 */
export type Shapes = Readonly<Record<string, Readonly<Record<string, string>>>>;
