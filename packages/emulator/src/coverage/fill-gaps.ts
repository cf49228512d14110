import type { LoadableResource } from '../apps/load-documents.ts';
import type { Graph } from '../schema/graph.ts';
import { identify, refs } from '../store/identifiers.ts';
import type { Ref, StoredRecord } from '../store/record.ts';

/**
 * Resources that a church may lack though they exist at Planning Center: one of each type without any, and a target
 * for each relation that the first of a type lacks. They are to be loaded as a user's documents are.
 */
export function missingResources(graph: Graph): LoadableResource[] {
  const { schema, store } = graph;
  return Object.keys(schema.version.vertices)
    .filter((type) => type !== 'Organization')
    .flatMap((type) => {
      const [first] = store.all(type);
      const relationships = missingRelationships(type, first, graph);
      const attributes = NEEDED[type] ?? {};
      return [{ type, id: first?.id ?? store.nextId(type), attributes, relationships }];
    });
}

/** Without which an action is refused. */
const NEEDED: Readonly<Record<string, LoadableResource['attributes']>> = {
  Attachment: { has_preview: true },
};

function missingRelationships(
  type: string,
  first: StoredRecord | undefined,
  { schema, store }: Graph,
): Record<string, { data: Ref | readonly Ref[] }> {
  const missing = [...schema.relations(type)].filter(
    ([relation]) => refs(first?.relations[relation]).length === 0,
  );
  const relationships = missing.flatMap(([relation, target]) => {
    const found = store.all(target)[0];
    const many = schema.vertex(type)?.relationships[relation]?.many ?? schema.edge(type, relation)?.many;
    return found ? [[relation, { data: many ? [identify(found)] : identify(found) }] as const] : [];
  });
  return Object.fromEntries(relationships);
}
