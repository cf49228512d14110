import type { Table } from '../table.ts';
import type { AppName, ValueType } from '../types.ts';

/** What one document says of a version of an app, whichever of the two formats it has. */
export interface Documented {
  readonly app?: AppName;
  /** Absent when the document does not name the version that it is of. */
  readonly version?: string;
  /** The app's versions, where the document lists them. */
  readonly versions?: readonly string[];
  /** Whether it has all types, so that one that it lacks does not exist. */
  readonly isWhole: boolean;
  readonly vertices: Table<DocumentedVertex>;
  /** What could not be understood and was left out. */
  readonly notes: readonly string[];
}

/** What is absent in it and its members is what the document says nothing about. What is empty, it says. */
export interface DocumentedVertex {
  readonly attributes?: Table<DocumentedAttribute>;
  readonly relationships?: Table<DocumentedRelationship>;
  readonly edges?: Table<DocumentedEdge>;
  readonly include?: readonly string[];
  readonly order?: readonly string[];
  readonly where?: Table<DocumentedType>;
  readonly create?: DocumentedWrite;
  readonly update?: DocumentedWrite;
  readonly delete?: boolean;
  readonly actions?: readonly string[];
}

export interface DocumentedAttribute {
  readonly type?: DocumentedType;
  /** `public` when everybody may see it. */
  readonly permission?: string;
}

export interface DocumentedRelationship {
  readonly many?: boolean;
  readonly types?: readonly string[];
  readonly permission?: string;
}

export interface DocumentedEdge {
  readonly to?: string;
  readonly many?: boolean;
  readonly create?: boolean;
  readonly filters?: readonly string[];
}

export interface DocumentedWrite {
  readonly allowed?: boolean;
  readonly attributes?: readonly string[];
  readonly relationships?: readonly string[];
}

/** A type of a value in the words of the document. */
export interface DocumentedType {
  readonly name: string;
  /** The catalog's types that it may stand for; those of OpenAPI are coarser. */
  readonly mayBe: readonly ValueType[];
}
