/** Any value of a JSON document. */
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

/** An object of a JSON document. */
export type JsonObject = { readonly [key: string]: JsonValue };

/** A reference to a resource. Ids are always strings. */
export interface ResourceIdentifier {
  readonly type: string;
  readonly id: string;
}

/** A relationship of a resource. `data` is `null` for an empty to-one and absent when the server sent links only. */
export interface Relationship {
  readonly data?: ResourceIdentifier | ResourceIdentifier[] | null;
  readonly links?: Readonly<Record<string, string | null>>;
}

/** A resource as the server sends it, such as a person or a plan. */
export interface Resource extends ResourceIdentifier {
  readonly attributes: { readonly [name: string]: JsonValue };
  readonly relationships?: { readonly [name: string]: Relationship };
  /** Addresses of the resource itself (`self`) and of what belongs to it; `null` where there is nothing. */
  readonly links?: { readonly [name: string]: string | null };
}

/** The `meta` member of a document. */
export interface DocumentMeta {
  /** How many records there are on all pages. */
  readonly total_count?: number;
  /** How many records are on this page. */
  readonly count?: number;
  readonly next?: { readonly offset: number };
  readonly prev?: { readonly offset: number };
  readonly can_include?: readonly string[];
  readonly can_order_by?: readonly string[];
  readonly can_query_by?: readonly string[];
  readonly can_filter?: readonly string[];
  readonly parent?: ResourceIdentifier;
  readonly [name: string]: unknown;
}

/** A document with one resource. */
export interface ResourceDocument<Data = Resource, Included = Resource> {
  readonly data: Data;
  /** Absent when nothing was asked for or nothing was found. */
  readonly included?: Included[];
  readonly meta?: DocumentMeta;
}

/** A document with one page of resources. */
export interface CollectionDocument<Data = Resource, Included = Resource> {
  readonly data: Data[];
  /** Absent when nothing was asked for or nothing was found. */
  readonly included?: Included[];
  readonly links?: { readonly self?: string; readonly next?: string; readonly prev?: string };
  readonly meta?: DocumentMeta;
}

/** What an address may answer when nothing more is known about it. */
export type AnyDocument = ResourceDocument | CollectionDocument;
