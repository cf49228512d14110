import type { AppSchema } from '../schema/app-schema.ts';

export type RouteKind = 'read' | 'create' | 'update' | 'delete' | 'action';

/** A method on a path of the catalog: below a resource of a type, along an edge or to an action, or the resource itself. */
export interface Route {
  readonly kind: RouteKind;
  readonly type: string;
  /** The last step: an edge or an action. Absent when it is the resource itself. */
  readonly step?: string;
}

/** `Person.emails`, or the type alone. */
export function nameOf({ type, step }: Route): string {
  return step === undefined ? type : `${type}.${step}`;
}

/**
 * What the catalog says that can be asked in a version of an app. What stands in it without a path that leads there
 * is no route: nobody could ask for it.
 */
export function routesOf(schema: AppSchema): Route[] {
  return reachableTypes(schema)
    .filter((type) => !schema.vertex(type)?.collectionOnly)
    .flatMap((type) => routesAt(type, schema));
}

function routesAt(type: string, schema: AppSchema): Route[] {
  const { edges, actions, update, delete: deletes } = schema.vertex(type) ?? { edges: {}, actions: {} };
  const routes: Route[] = [];
  if (type === 'Organization' || isReadAlone(type, schema)) routes.push({ kind: 'read', type });
  for (const [step, { to, many, create }] of Object.entries(edges)) {
    routes.push({ kind: 'read', type, step });
    if (many && create === true && schema.vertex(to)?.create) routes.push({ kind: 'create', type, step });
  }
  if (update) routes.push({ kind: 'update', type });
  if (deletes) routes.push({ kind: 'delete', type });
  for (const step of Object.keys(actions)) routes.push({ kind: 'action', type, step });
  return routes;
}

/** The types that some path leads to. */
function reachableTypes(schema: AppSchema): string[] {
  const types = new Set(['Organization']);
  for (const type of types) {
    for (const { to } of Object.values(schema.vertex(type)?.edges ?? {})) types.add(to);
  }
  return [...types];
}

/** Whether single resources of a type have an address: some list has them. */
function isReadAlone(type: string, schema: AppSchema): boolean {
  return Object.values(schema.version.vertices).some(({ edges }) =>
    Object.values(edges).some(({ to, many }) => many && to === type),
  );
}
