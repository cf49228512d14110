import type { KnownPath, VertexDescription } from '@tspco/catalog';
import { helpOnType } from '../describe/help-on.ts';
import { usageFailure } from '../failure.ts';
import { includeTree, type IncludeTree } from '../output/record-object.ts';

/**
 * Looks for columns that no record could fill: a misspelt one would be empty from top to bottom.
 *
 * @throws {@link Failure} with all of them
 */
export function checkColumns(
  columns: readonly string[],
  { vertex }: KnownPath,
  include: readonly string[],
): void {
  const problems = columns.flatMap((column) => problemOf(column, vertex, includeTree(include)) ?? []);
  if (problems.length === 0) return;
  throw usageFailure(
    problems,
    `${helpOnType(vertex)} for all names; or --no-check to have the column all the same.`,
  );
}

/** The way into a record: an attribute, or something that it refers to and, behind a dot, what that has. */
function problemOf(column: string, vertex: VertexDescription, tree: IncludeTree): string | undefined {
  const [first = '', ...rest] = column.split('.');
  const inner = tree.get(first);
  if (inner !== undefined) {
    const to = vertex.include.get(first)?.to;
    if (rest.length === 0 || to === undefined) return undefined;
    return problemOf(rest.join('.'), to, new Map(inner.map((name) => [name, []])));
  }
  // A value may have something inside, and custom fields are named by the church.
  if (['id', 'type', 'custom_fields'].includes(first) || vertex.attributes.has(first)) return undefined;
  if (vertex.relationships.has(first) && /^(|id|type)$/.test(rest.join('.'))) return undefined;
  if (vertex.include.has(first)) return `The column ${column} needs --include ${first}.`;
  const [near] = [...vertex.attributes.near(first), ...vertex.include.near(first)];
  const meant = near === undefined ? '' : ` Did you mean ${JSON.stringify([near, ...rest].join('.'))}?`;
  return `${vertex.type} has nothing for a column ${JSON.stringify(column)}.${meant}`;
}
