import type { AppVersion, Edge, Vertex } from '@tspco/catalog';
import { snakeCase } from '../../schema/snake-case.ts';
import { documentedTypes, ENTRY } from '../documented.ts';

/** What stands at a path. */
export type Place = (
  | { readonly kind: 'edge'; readonly edge: Edge }
  | { readonly kind: 'member'; readonly type: string }
  | { readonly kind: 'action'; readonly type: string; readonly name: string }
) & { readonly path: string };

/**
 * The paths of a version: from the place of each type along all its edges, to their members, and to its actions. Also
 * the paths that lead to these places, which may be edges of types whose own place is elsewhere.
 */
export function placesOf(version: AppVersion): readonly Place[] {
  const documented = new Map(documentedTypes(version));
  const places = new Map<string, Place>();
  const add = (place: Place): void => {
    places.set(place.path, place);
  };
  const addEdge = (edge: Edge, path: string): void => {
    if (!documented.has(edge.to)) return;
    add({ kind: 'edge', edge, path });
    if (edge.many && !documented.get(edge.to)?.collectionOnly)
      add({ kind: 'member', type: edge.to, path: memberPath(path, edge.to) });
  };
  for (const [type, vertex] of documented) {
    const way = wayTo(type, vertex, version);
    if (way === undefined) continue;
    for (const place of way) add(place);
    const path = way.at(-1)?.path ?? version.path;
    const start = type === ENTRY || way.at(-1)?.kind === 'member' ? path : memberPath(path, type);
    for (const [slug, edge] of Object.entries(vertex.edges)) addEdge(edge, `${start}/${slug}`);
    for (const name of Object.keys(vertex.actions))
      add({ kind: 'action', type, name, path: `${start}/${name}` });
  }
  return [...places.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Along the catalog's path of a type to a single resource; `undefined` when there is none. */
function wayTo(type: string, vertex: Vertex, version: AppVersion): Place[] | undefined {
  if (type === ENTRY) return [];
  if (vertex.path === undefined) return undefined;
  const way: Place[] = [];
  let place = { type: ENTRY, path: version.path };
  for (const segment of vertex.path.slice(version.path.length).split('/').filter(Boolean)) {
    const edge = version.vertices[place.type]?.edges[segment];
    if (edge) {
      place = { type: edge.to, path: `${place.path}/${segment}` };
      way.push({ kind: 'edge', edge, path: place.path });
    } else {
      place = { ...place, path: memberPath(place.path, place.type) };
      way.push({ kind: 'member', ...place });
    }
  }
  if (vertex.collectionOnly) return way;
  return [...way, { kind: 'member', type, path: memberPath(place.path, type) }];
}

/** Each placeholder of a path needs a name of its own. */
function memberPath(path: string, type: string): string {
  const name = `${snakeCase(type)}_id`;
  const count = path.split(`{${name}`).length;
  return `${path}/{${count === 1 ? name : `${name}_${count}`}}`;
}
