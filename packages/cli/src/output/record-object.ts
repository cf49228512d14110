import type { JsonObject, JsonValue, Resource, ResourceIdentifier } from 'tspco';

/** A resource with what was included for it. */
export interface RecordLike {
  readonly data: Resource;
  readonly included?: readonly Resource[] | undefined;
}

/** First-level names, and the second-level ones behind them. */
export type IncludeTree = ReadonlyMap<string, readonly string[]>;

/** `['emails', 'households.people']` as a tree. */
export function includeTree(include: readonly string[]): IncludeTree {
  const tree = new Map<string, string[]>();
  for (const name of include) {
    const [first = '', second] = name.split('.');
    tree.set(first, [...(tree.get(first) ?? []), ...(second === undefined ? [] : [second])]);
  }
  return tree;
}

/**
 * A record as one flat object: type and id, then the attributes, then what it is related to, each included resource in
 * the place of the reference to it.
 */
export function recordObject({ data, included = [] }: RecordLike, tree: IncludeTree): JsonObject {
  const byKey = new Map(included.map((resource) => [keyOf(resource), resource]));
  return flatten(data, [...tree], byKey);
}

function flatten(
  resource: Resource,
  tree: readonly (readonly [string, readonly string[]])[],
  byKey: ReadonlyMap<string, Resource>,
): JsonObject {
  const { type, id, attributes, relationships = {} } = resource;
  const nested = new Map(tree);
  const object: Record<string, JsonValue> = { type, id, ...attributes };
  for (const [name, relationship] of Object.entries(relationships)) {
    const linked = relationship?.data;
    const inner = nested.get(name);
    // An attribute of the same name says more than a bare reference.
    if (linked === undefined || (inner === undefined && Object.hasOwn(object, name))) continue;
    const steps = (inner ?? []).map((second) => [second, []] as const);
    const expand = (identifier: ResourceIdentifier): JsonObject => {
      const found = inner === undefined ? undefined : byKey.get(keyOf(identifier));
      return found ? flatten(found, steps, byKey) : { type: identifier.type, id: identifier.id };
    };
    object[name] = Array.isArray(linked)
      ? (linked as readonly ResourceIdentifier[]).map(expand)
      : linked && expand(linked);
  }
  return object;
}

function keyOf({ type, id }: ResourceIdentifier): string {
  return `${type} ${id}`;
}
