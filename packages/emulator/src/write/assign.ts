import type { Write } from '@tspco/catalog';
import { attributeResourceNotFound, forbiddenAttribute, invalidPayload } from '../basics/api-error.ts';
import type { Graph } from '../schema/graph.ts';
import type { Json, Ref, StoredRecord } from '../store/record.ts';
import { cast } from './cast.ts';
import type { Payload } from './payload.ts';

/** What a payload changes in a record. */
export type Changes = Pick<StoredRecord, 'attributes' | 'relations'>;

/** Reads a payload for a type, and refuses what may not be assigned. */
export function assign(payload: Payload, type: string, write: Write, graph: Graph): Changes {
  const changes: Changes = { attributes: {}, relations: {} };
  for (const [name, value] of Object.entries(payload.attributes)) {
    if (!mayAssign(name, type, write, graph)) throw forbiddenAttribute(name);
    assignAttribute(changes, { type, name, value }, graph);
  }
  for (const [name, linkage] of Object.entries(payload.relationships)) {
    if (!graph.schema.relations(type).has(name) || !mayRelate(name, write)) throw forbiddenAttribute(name);
    checkNumber(linkage, type, name, graph);
    changes.relations[name] = checked(linkage, { type, relation: name, parameter: name }, graph);
  }
  return changes;
}

/** Where no source lists what may be assigned, whatever the resource shows may be. */
function mayAssign(name: string, type: string, write: Write, graph: Graph): boolean {
  if (write.assignable) return write.assignable.includes(name);
  const vertex = graph.schema.vertex(type);
  return Object.hasOwn(vertex?.attributes ?? {}, name) || Object.hasOwn(vertex?.writeOnly ?? {}, name);
}

/** What may come along can also be pointed at when it is there already. */
function mayRelate(name: string, { relationships, include }: Write): boolean {
  return !relationships || relationships.includes(name) || include.includes(name);
}

function assignAttribute(
  changes: Changes,
  { type, name, value }: { type: string; name: string; value: Json },
  graph: Graph,
): void {
  const relation = relationNamedBy(name, type, graph);
  if (relation) {
    const { target, many } = relation;
    const ids = (Array.isArray(value) ? value : value === null || value === '' ? [] : [value]).map(String);
    const found = ids.map((id) => ({ type: target, id }));
    changes.relations[relation.name] = checked(
      many ? found : (found[0] ?? null),
      { type, relation: relation.name, parameter: name },
      graph,
    );
    return;
  }
  const attribute = graph.schema.vertex(type)?.attributes[name];
  const earlier = graph.schema.earlierForm(type, name);
  if (attribute && earlier) {
    Object.assign(changes.attributes, earlier.assign?.(cast(value, attribute)));
    return;
  }
  // What can be assigned without being an attribute (`import_ccli_lyrics`) sets off work that is not modelled.
  if (attribute) changes.attributes[name] = cast(value, attribute);
}

/** `person_id` names the relation `person`, `times_ids` the relation `times`, `team_ids` the relation `teams`. */
function relationNamedBy(
  name: string,
  type: string,
  graph: Graph,
): { name: string; target: string; many: boolean } | undefined {
  const stem = /^(.+?)_ids?$/.exec(name)?.[1];
  if (!stem) return undefined;
  const many = name.endsWith('_ids');
  const relations = graph.schema.relations(type);
  for (const candidate of many ? [stem, `${stem}s`] : [stem]) {
    const target = relations.get(candidate);
    if (target) return { name: candidate, target, many };
  }
  return undefined;
}

/** The linkage with the emulator's own type names; what does not exist, or is something else, cannot be assigned. */
function checked(
  linkage: Ref | readonly Ref[] | null,
  { type, relation, parameter }: { type: string; relation: string; parameter: string },
  graph: Graph,
): Ref | readonly Ref[] | null {
  if (linkage === null) return null;
  const target = graph.schema.relations(type).get(relation) ?? '';
  const resolve = ({ type: given, id }: Ref): Ref => {
    const named = graph.schema.storedType(given);
    const fits = named === target || graph.schema.isPolymorphic(type, relation);
    if (!fits || !graph.store.get(named, id)) throw attributeResourceNotFound(parameter);
    return { type: named, id };
  };
  if ('type' in linkage) return resolve(linkage);
  return [...new Map(linkage.map(resolve).map((ref) => [`${ref.type}/${ref.id}`, ref])).values()];
}

/** One resource where the catalog says that there is one, a list where it says that there are many. */
function checkNumber(
  linkage: Payload['relationships'][string],
  type: string,
  name: string,
  graph: Graph,
): void {
  const vertex = graph.schema.vertex(type);
  const many = vertex?.relationships[name]?.many ?? vertex?.edges[name]?.many;
  if (many === undefined || (linkage === null && !many)) return;
  if (Array.isArray(linkage) !== many)
    throw invalidPayload(`The relationship \`${name}\` takes ${many ? 'a list' : 'one resource or null'}`);
}
