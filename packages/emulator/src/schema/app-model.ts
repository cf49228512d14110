import type { Write } from '@tspco/catalog';
import type { Church } from '../store/church.ts';
import type { Json, StoredRecord } from '../store/record.ts';
import type { AppStore } from '../store/app-store.ts';

/** By type, then relation: the type at the other end. */
export type RelationTable = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** What a rule may look at besides the record. */
export interface Surroundings {
  readonly store: AppStore;
  readonly church: Church;
  readonly personId: string;
  /** Of the token that asks; `undefined` for whatever has none, such as a personal access token. */
  readonly scopes?: readonly string[] | undefined;
  /** The version of the app that answers, a date. */
  readonly version: string;
  /** Where the church's days begin and end. */
  readonly timeZone: string;
}

/**
 * How an edge is followed where its name and the relations do not tell: by one of the record's own relations, by
 * the relation of the records at the other end, or by a function. With a function, `inverse` is the relation that
 * records get that are created there.
 */
export type EdgeRule =
  | { readonly own: string }
  | { readonly inverse: string }
  | {
      readonly records: (record: StoredRecord, around: Surroundings) => readonly StoredRecord[];
      readonly inverse?: string;
    };

/** Whether a record belongs to what `where[name]=value` asks for. */
export type WhereRule = (record: StoredRecord, value: string, around: Surroundings) => boolean;

/** What a filter leaves of a collection. */
export type FilterRule = (
  records: readonly StoredRecord[],
  around: FilterSurroundings,
) => readonly StoredRecord[];

/** A filter for what the list leaves out: its records come in before all filters say what stays. */
export interface WideningFilter {
  readonly bringsIn: (around: FilterSurroundings) => readonly StoredRecord[];
  readonly leaves: FilterRule;
}

/** A filter for so many of a list, such as the latest three: it chooses among what all other filters leave. */
export interface CuttingFilter {
  readonly cuts: FilterRule;
}

export interface FilterSurroundings extends Surroundings {
  /** The record whose collection it is. */
  readonly owner: StoredRecord;
  /** Reads a parameter that goes with the filter, such as `after` and `before`. */
  readonly param: (name: string) => string | undefined;
}

export type ComputedValue = (record: StoredRecord, around: Surroundings) => Json;

/** What happens around a write besides keeping what was sent. */
interface WriteRules {
  /** Values of a new record that are neither null nor false. */
  readonly defaults?: Readonly<Record<string, Json>>;
  /** Attributes and relations that must not be blank, besides those that the catalog requires. */
  readonly required?: readonly string[];
  /** Turns the identifiers of uploaded files into what the resource shows of the files. */
  readonly attach?: (
    record: StoredRecord,
    changed: readonly string[],
    files: Files,
    around: Surroundings,
  ) => readonly Complaint[];
  /**
   * Returns complaints: attribute and text. May change the record, which is not kept yet. `parts` holds, by edge, what
   * is to be there of that which is written together with the record.
   */
  readonly check?: (
    record: StoredRecord,
    around: Surroundings,
    parts: Readonly<Record<string, readonly StoredRecord[]>>,
  ) => readonly Complaint[];
  /**
   * Edges whose records can come along as `included` in a payload, where the catalog's lists of includes that may be
   * written have them, too.
   */
  readonly parts?: Readonly<Record<string, PartRule>>;
  /** After the record was kept. `before` is absent when it is new. */
  readonly saved?: (record: StoredRecord, around: Surroundings, before?: StoredRecord) => void;
  /** Deleted records stay, with a `deleted_at`, and only lists that are asked for them show them. */
  readonly keepsDeleted?: true;
  /** Throws what a request to delete it is answered with, when it has to stay. */
  readonly refusesDelete?: (record: StoredRecord, around: Surroundings) => void;
  /** Before the record goes. */
  readonly deleted?: (record: StoredRecord, around: Surroundings) => void;
}

/** What may be assigned to resources that come along, where the catalog has no list because they are never written alone. */
export type PartRule = Partial<
  Pick<Write, 'assignable' | 'relationships' | 'required' | 'requiredRelationships'>
>;

/** Takes an uploaded file for good; undefined when the identifier is unknown or older than an hour. */
export type Files = (identifier: string) => AttachedFile | undefined;

interface AttachedFile {
  readonly url: string;
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
}

export interface Complaint {
  readonly parameter: string;
  readonly detail: string;
}

/** How versions before a certain one show an attribute. Records are kept as the newest version shows them. */
export interface EarlierForm {
  /** The first version that shows what is kept, or no such attribute any more. */
  readonly until: string;
  readonly show: ComputedValue;
  /** What of the record an assigned value means; absent where it cannot be assigned. */
  readonly assign?: (value: Json) => Readonly<Record<string, Json>>;
}

/** An action as it was asked for: `POST …/{id}/{action}`. */
export interface ActionCall {
  /** As it was before. A kept record is changed with `store.change`, never in place. */
  readonly record: StoredRecord;
  /** What was sent of the attributes that the catalog knows, each of its type; the others are ignored. */
  readonly attributes: Readonly<Record<string, Json>>;
  /** The records named in relationships that the catalog knows; what does not exist was refused before. */
  readonly relationships: Readonly<Record<string, readonly StoredRecord[]>>;
  readonly around: Surroundings;
}

interface ActionRule {
  /**
   * Does it, or throws what it is refused with (`actionRefused`). Returns the record to answer with when it is not
   * the one that was acted on, which is answered with as it is afterwards; the catalog may say that nothing is.
   */
  readonly run: (call: ActionCall) => StoredRecord | undefined;
  /** GET runs it, too. */
  readonly alsoGet?: true;
}

/** What the catalog does not say about an app: where things are kept, what is computed, what a write sets off. */
export interface AppModel {
  readonly relations: RelationTable;
  /** Types that old versions call otherwise: the newest name, by the old one. */
  readonly renamed?: Readonly<Record<string, string>>;
  /** By `Type.edge`. */
  readonly edges: Readonly<Record<string, EdgeRule>>;
  /** Records that a list leaves out though they can be read alone, by `Type.edge`. */
  readonly unlisted: Readonly<Record<string, (record: StoredRecord, around: Surroundings) => boolean>>;
  /** Attributes that are never stored, by type and name. */
  readonly values: Readonly<Record<string, Readonly<Record<string, ComputedValue>>>>;
  /** By type and attribute. */
  readonly earlier: Readonly<Record<string, Readonly<Record<string, EarlierForm>>>>;
  /** What the `meta` of a single resource counted as `total_count` before a version, by type. */
  readonly earlierTotals: Readonly<Record<string, { readonly until: string; readonly count: ComputedValue }>>;
  /** What `order` sorts by where it is no attribute, by type and name. */
  readonly order: Readonly<Record<string, Readonly<Record<string, ComputedValue>>>>;
  /** Orders, as `Type.name`, that leave out the records without a value. */
  readonly orderDropsNull: readonly string[];
  /** `where` keys that are no attributes, by type and name. */
  readonly where: Readonly<Record<string, Readonly<Record<string, WhereRule>>>>;
  /** Conditions that hold for lists of a type when a request has none of that name. By type and `where` key. */
  readonly usualWhere?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** By `Type.edge`, then filter. */
  readonly filters: Readonly<
    Record<string, Readonly<Record<string, FilterRule | WideningFilter | CuttingFilter>>>
  >;
  readonly writes: Readonly<Record<string, WriteRules>>;
  /** Types whose address starts somewhere else than the catalog's path says: `Type.edge` of the owner. */
  readonly homes: Readonly<Record<string, string>>;
  /** Relations, as `Type.relation`, that outlive what they point at though the catalog lets it create them. */
  readonly outlives: readonly string[];
  /** Pages in the web app, by type. */
  readonly pages: Readonly<Record<string, (id: string) => string>>;
  /** What happens by itself as the clock goes on: called before each request to the app. */
  readonly meanwhile?: (around: Surroundings) => void;
  /** By `Type.action`. */
  readonly actions: Readonly<Record<string, ActionRule>>;
  /** What a POST does that no document of any version has, by its path below the app's root. The answer is a 204. */
  readonly undocumentedPosts?: Readonly<Record<string, (body: string, around: Surroundings) => void>>;
  /**
   * Documented things that are answered with 501, as `Type.edge`, `Type.action`, `Type.where.name` or
   * `Type.order.name`, and why: completes the sentence "It is not modelled: …".
   */
  readonly notModelled: Readonly<Record<string, string>>;
}
