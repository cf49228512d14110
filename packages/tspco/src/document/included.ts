import type { Resource, ResourceIdentifier } from './types.ts';

/**
 * The resources that a page included, found by type and id in constant time. Searching the list for each
 * relationship instead takes seconds on a page with 20,000 of them.
 */
export class IncludedIndex {
  readonly #byType = new Map<string, Map<string, Resource>>();

  constructor(included: readonly Resource[]) {
    for (const resource of included) {
      let byId = this.#byType.get(resource.type);
      if (byId === undefined) this.#byType.set(resource.type, (byId = new Map()));
      byId.set(resource.id, resource);
    }
  }

  /**
   * What belongs to one record: everything its relationships name, and what those name in turn along the dotted
   * paths that were asked for. Relationships that are empty or have only links lead nowhere.
   *
   * @param nested - for `households.people`: `people` under `households`
   */
  of(record: Resource, nested: NestedIncludes): Resource[] {
    if (this.#byType.size === 0) return [];
    const found = new Set<Resource>();
    for (const [name, relationship] of Object.entries(record.relationships ?? {})) {
      const inner = nested.get(name);
      for (const resource of this.#resolve(relationship?.data)) {
        found.add(resource);
        for (const innerName of inner ?? []) {
          for (const second of this.#resolve(resource.relationships?.[innerName]?.data)) found.add(second);
        }
      }
    }
    return [...found];
  }

  *#resolve(
    data: ResourceIdentifier | readonly ResourceIdentifier[] | null | undefined,
  ): Generator<Resource> {
    const identifiers = Array.isArray(data) ? data : data ? [data as ResourceIdentifier] : [];
    for (const { type, id } of identifiers as readonly ResourceIdentifier[]) {
      const resource = this.#byType.get(type)?.get(id);
      if (resource) yield resource;
    }
  }
}

/** Second-level include names by the first-level name they stand under. */
export type NestedIncludes = ReadonlyMap<string, readonly string[]>;

/** Reads the dotted paths out of an `include` parameter such as `emails,households.people`. */
export function nestedIncludes(include: string | undefined): NestedIncludes {
  const nested = new Map<string, string[]>();
  for (const name of include?.split(',') ?? []) {
    const [first = '', second] = name.split('.');
    if (second !== undefined) nested.set(first, [...(nested.get(first) ?? []), second]);
  }
  return nested;
}
