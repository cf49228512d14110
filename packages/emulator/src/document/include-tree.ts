import type { AppSchema } from '../schema/app-schema.ts';

/** What to include, step by step. */
export interface IncludeTree extends ReadonlyMap<string, IncludeTree> {}

/** How many steps an include can have. */
export const DEEPEST_INCLUDE = 2;

/** Joins include paths into a tree. Steps that the service does not know are dropped, and what follows them. */
export function includeTree(
  paths: readonly (readonly string[])[],
  type: string,
  schema: AppSchema,
): IncludeTree {
  const root = new Map<string, IncludeTree>();
  for (const path of paths) {
    let branch = root;
    let at = type;
    for (const step of path.slice(0, DEEPEST_INCLUDE)) {
      const edge = schema.edge(at, step);
      if (!edge || !schema.vertex(at)?.include.includes(step)) break;
      const next =
        (branch.get(step) as Map<string, IncludeTree> | undefined) ?? new Map<string, IncludeTree>();
      branch.set(step, next);
      branch = next;
      at = edge.to;
    }
  }
  return root;
}
