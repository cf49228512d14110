import {
  apps,
  loadVersion,
  type AppName,
  type AppVersion,
  type Attribute,
  type Edge,
  type Vertex,
} from '@tspco/catalog';
import type { Json } from '../store/record.ts';
import { snakeCase } from '../schema/snake-case.ts';

/** The type at the root of each app, which every other one is reached from. */
export const ENTRY = 'Organization';

/** An edge and where it begins. */
export interface Step {
  readonly tail: string;
  /** The segment of the path. */
  readonly slug: string;
  readonly edge: Edge;
}

/** The versions of an app, oldest first. */
export function versionsOf(app: AppName): readonly string[] {
  return apps().find((entry) => entry.app === app)?.versions ?? [];
}

/** The version of exactly this name, or the newest for `LATEST`. */
export function versionCalled(app: AppName, name: string): AppVersion | undefined {
  if (name === 'LATEST') return loadVersion(app);
  return versionsOf(app).includes(name) ? loadVersion(app, name) : undefined;
}

/** Types that stand in Planning Center's own documents. The root is the entry of every one. */
export function documentedTypes({ vertices }: AppVersion): readonly (readonly [string, Vertex])[] {
  return Object.entries(vertices).filter(([type, { undocumented }]) => type === ENTRY || !undocumented);
}

/** The edges between documented types. */
export function documentedSteps(version: AppVersion): readonly Step[] {
  const documented = new Map(documentedTypes(version));
  return [...documented].flatMap(([tail, { edges }]) =>
    Object.entries(edges)
      .filter(([, { to }]) => documented.has(to))
      .map(([slug, edge]) => ({ tail, slug, edge })),
  );
}

/** The attributes that documents have, by name. */
export function documentedAttributes({ attributes }: Vertex): readonly (readonly [string, Attribute])[] {
  return Object.entries(attributes).filter(([, { undocumented }]) => !undocumented);
}

/** A vertex as others mention it. */
export function vertexReference(type: string): { [key: string]: Json } {
  return { type: 'Vertex', id: snakeCase(type), attributes: { name: type } };
}
