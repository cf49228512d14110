import type { AppVersion } from '@tspco/catalog';
import { snakeCase } from '../schema/snake-case.ts';
import type { Json } from '../store/record.ts';
import { documentedSteps, ENTRY, vertexReference, type Step } from './documented.ts';

/** The edges that begin and end at a type: `relationships` of its vertex. */
export function vertexEdges(type: string, version: AppVersion, origin: string): { [key: string]: Json } {
  const steps = documentedSteps(version);
  const object = (step: Step): Json => edgeObject(step, addressOf(step, version, origin));
  return {
    outbound_edges: { data: steps.filter(({ tail }) => tail === type).map(object) },
    inbound_edges: { data: steps.filter(({ edge }) => edge.to === type).map(object) },
  };
}

function edgeObject({ tail, slug, edge }: Step, path: string): Json {
  const { to, filters, name = slug, deprecated = false } = edge;
  return {
    type: 'Edge',
    id: `${snakeCase(to)}-${snakeCase(tail)}-${name}`,
    attributes: {
      name,
      details: null,
      path,
      filters: [],
      scopes: filters.map((filter) => ({ name: filter, scope_help: null })),
      deprecated,
    },
    relationships: {
      head: { data: vertexReference(to) },
      tail: { data: vertexReference(tail) },
      rate_limits: { data: [] },
    },
  };
}

function addressOf({ tail, slug }: Step, version: AppVersion, origin: string): string {
  const path = version.vertices[tail]?.path;
  // No path leads to some types, and so none to what is below them.
  if (path === undefined) return slug;
  return addressAt(origin, tail === ENTRY ? `${path}/${slug}` : `${path}/1/${slug}`);
}

/** An address with an id in place of each placeholder. */
export function addressAt(origin: string, path: string): string {
  return `${origin}${path.replaceAll(/\{[^}]+\}/g, '1')}`;
}
