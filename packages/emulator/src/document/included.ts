import type { StoredRecord } from '../store/record.ts';
import type { IncludeTree } from './include-tree.ts';
import { renderResource, type Rendering, type ResourceObject } from './resource.ts';

/** Collects what an answer includes: each resource once, in the order in which the records ask for them. */
export class Included {
  readonly #rendering: Rendering;
  readonly #resources = new Map<string, ResourceObject>();

  constructor(rendering: Rendering) {
    this.#rendering = rendering;
  }

  get resources(): ResourceObject[] {
    return [...this.#resources.values()];
  }

  /** Adds what a record asks for. `path` is where the record was found, `type` the type that it is shown as. */
  collect(record: StoredRecord, tree: IncludeTree, { path, type }: { path: string; type: string }): void {
    const { graph, fields } = this.#rendering;
    const wanted = fields.get(type);
    for (const [name, subtree] of tree) {
      if (wanted && !wanted.has(name)) continue;
      const start = `${graph.pathOf(record) ?? path}/${name}`;
      const many = graph.schema.edge(record.type, name)?.many;
      const found = graph.follow(record, name).map((target) => ({
        target,
        at: {
          path: many ? `${start}/${target.id}` : start,
          type: graph.schema.shownType(record.type, name, target.type),
        },
      }));
      for (const { target, at } of found) this.#add(target, subtree, at);
      for (const { target, at } of found) this.collect(target, subtree, at);
    }
  }

  #add(record: StoredRecord, tree: IncludeTree, { path, type }: { path: string; type: string }): void {
    const key = `${type}/${record.id}`;
    const known = this.#resources.get(key);
    if (known && tree.size === 0) return;
    const resource = renderResource(record, { as: 'member', path, tree, type }, this.#rendering);
    if (known) known.relationships = { ...known.relationships, ...resource.relationships };
    else this.#resources.set(key, resource);
  }
}
