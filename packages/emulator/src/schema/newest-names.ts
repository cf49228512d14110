import type { AppVersion, Edge, Relationship, Vertex } from '@tspco/catalog';

/**
 * An old version in which every type has its newest name, under which its records are kept. What is sent still has
 * the old ones.
 */
export function withNewestNames(version: AppVersion, renamed: Readonly<Record<string, string>>): AppVersion {
  if (!Object.keys(renamed).some((type) => version.vertices[type])) return version;
  const newest = (type: string): string => renamed[type] ?? type;
  const edge = ({ to, ...rest }: Edge): Edge => ({ ...rest, to: newest(to) });
  const relationship = ({ types, ...rest }: Relationship): Relationship => ({
    ...rest,
    types: types.map(newest),
  });
  const vertices = Object.entries(version.vertices).map(([type, vertex]): [string, Vertex] => [
    newest(type),
    {
      ...vertex,
      edges: mapValues(vertex.edges, edge),
      relationships: mapValues(vertex.relationships, relationship),
    },
  ]);
  return { ...version, vertices: Object.fromEntries(vertices) };
}

function mapValues<T>(table: Readonly<Record<string, T>>, map: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(table).map(([name, value]) => [name, map(value)]));
}
