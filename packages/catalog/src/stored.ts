import type { Action, Attribute, Edge, Relationship, ValueType, Vertex, Write } from './types.ts';
import type { MergePatch } from './merge-patch.ts';
import type { Table } from './table.ts';

/** A file `data/<app>.json`. */
export interface StoredApp {
  /** The newest version, in full. */
  readonly version: string;
  readonly vertices: StoredVertices;
  /** The newest of them first; `changes` makes a version of the next newer one. */
  readonly older: readonly { readonly version: string; readonly changes: MergePatch<StoredVertices> }[];
}

export type StoredVertices = Table<StoredVertex>;

/** A vertex without what is empty or false. */
export interface StoredVertex extends Partial<Pick<Vertex, 'links' | 'include' | 'order'>> {
  readonly path?: string;
  readonly collectionOnly?: true;
  readonly deprecated?: true;
  readonly undocumented?: true;
  readonly attributes?: Table<Attribute>;
  readonly writeOnly?: Table<ValueType>;
  readonly relationships?: Table<StoredRelationship>;
  readonly edges?: Table<StoredEdge>;
  readonly where?: Table<ValueType>;
  readonly create?: StoredWrite;
  readonly update?: StoredWrite;
  readonly delete?: true;
  readonly actions?: Table<StoredAction>;
}

export type StoredRelationship = Optional<Relationship, 'many'>;
export type StoredEdge = Optional<Edge, 'many' | 'filters'>;
export type StoredWrite = Optional<Write, 'required' | 'requiredRelationships' | 'include'>;
export type StoredAction = Optional<Omit<Action, 'relationships'>, 'attributes' | 'required'> & {
  readonly relationships?: Table<StoredRelationship>;
};

type Optional<Whole, Names extends keyof Whole> = Omit<Whole, Names> & Partial<Pick<Whole, Names>>;
