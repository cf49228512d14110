import type { IncludeDescription, KnownPath, VertexDescription } from '@tspco/catalog';
import { usageFailure } from '../failure.ts';
import { includeTree, type IncludeTree } from './record-object.ts';

/** What decides about the columns of a list. */
export interface ColumnsFor {
  readonly place: KnownPath | undefined;
  readonly include: readonly string[];
  /** By type, when only some attributes are asked for. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
}

/**
 * The columns of a list before its first record has come: id, all attributes that the catalog knows to be sent, the ids
 * of what it refers to, and the same of everything included.
 *
 * @throws {@link Failure} when the catalog does not know the path
 */
export function columnsOf({ place, include, fields }: ColumnsFor): readonly string[] {
  if (place === undefined) {
    throw usageFailure(
      'The catalog does not know this path, and so not its columns.',
      'Name them: --columns id,name',
    );
  }
  return ofVertex(place.vertex, includeTree(include), fields);
}

function ofVertex(
  vertex: VertexDescription,
  tree: IncludeTree,
  fields: ColumnsFor['fields'],
): readonly string[] {
  const wanted = fields[vertex.type];
  const attributes = [...vertex.attributes]
    .filter(([name, { only }]) => (wanted ? wanted.includes(name) : only === undefined))
    .map(([name]) => name)
    .filter((name) => !tree.has(name));
  const references = [...vertex.relationships]
    .filter(([name, { many }]) => !many && !tree.has(name) && !vertex.attributes.has(name))
    .filter(([name]) => wanted === undefined || wanted.includes(name))
    .flatMap(([name, { polymorphic }]) => (polymorphic ? [`${name}.type`, `${name}.id`] : [`${name}.id`]));
  const included = [...tree].flatMap(([name, inner]) => {
    const columns = ofInclude(vertex.include.get(name), inner, fields);
    return columns.map((column) => `${name}.${column}`);
  });
  return ['id', ...attributes, ...references, ...included];
}

function ofInclude(
  include: IncludeDescription | undefined,
  inner: readonly string[],
  fields: ColumnsFor['fields'],
): readonly string[] {
  if (!include?.to) return ['id'];
  return ofVertex(include.to, new Map(inner.map((name) => [name, []])), fields);
}
