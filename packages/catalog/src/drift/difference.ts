/** Something in which the catalog and a document do not agree. */
export interface Difference {
  readonly change: Change;
  /** The resource type; absent when the difference is about the app. */
  readonly type?: string;
  readonly part: Part;
  /** What was added, removed or changed: an attribute's name, a value of `filter`, a version. */
  readonly name?: string;
  /** The edge to which a filter belongs. */
  readonly edge?: string;
  /** What of it changed. */
  readonly property?: Property;
  /** What the catalog says; absent when it has nothing. */
  readonly catalog?: string;
  /** What the document says; absent when it has nothing. */
  readonly document?: string;
}

/** As seen from the catalog: the document has more, less, or something else. */
export type Change = 'added' | 'removed' | 'changed';

/** Where a difference is. */
export type Part =
  | 'version'
  | 'type'
  | 'attribute'
  | 'relationship'
  | 'edge'
  | 'filter'
  | 'include'
  | 'order'
  | 'where'
  | 'action'
  | 'create'
  | 'update'
  | 'delete'
  | 'create attribute'
  | 'create relationship'
  | 'update attribute'
  | 'update relationship';

/** What of an attribute, a relationship or an edge changed. */
export type Property = 'type' | 'permission' | 'many' | 'types' | 'to' | 'create';
