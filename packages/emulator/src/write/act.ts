import type { Action } from '@tspco/catalog';
import type { ActionCall } from '../schema/app-model.ts';
import {
  attributeResourceNotFound,
  invalidPayload,
  notEmulated,
  validationError,
} from '../basics/api-error.ts';
import type { Graph } from '../schema/graph.ts';
import { refs } from '../store/identifiers.ts';
import type { Json, StoredRecord } from '../store/record.ts';
import { cast } from './cast.ts';
import { parsePayload, type Payload } from './payload.ts';

/** What an action came to: the record to answer with, or nothing. */
export interface Acted {
  readonly status: number;
  readonly record?: StoredRecord;
}

/** Runs an action of a record, or throws what the service would answer. An empty body or object is no payload at all. */
export function runAction(record: StoredRecord, name: string, body: string, graph: Graph): Acted {
  const { model, version } = graph.schema;
  const key = `${record.type}.${name}`;
  const rule = model.actions[key];
  if (!rule)
    throw notEmulated(`the action ${name} of ${record.type} in ${version.app}: ${model.notModelled[key]}`);
  const action = graph.schema.vertex(record.type)?.actions[name];
  if (!action) throw new Error(`The action ${key} was run in a version that does not have it.`);
  const payload = NOTHING.test(body) ? NO_PAYLOAD : parsePayload(body);
  const answered = rule.run({ record, ...known(payload, record.type, action, graph), around: graph });
  if (action.status === 204) return { status: 204 };
  const shown = answered ?? graph.store.get(record.type, record.id) ?? record;
  return { status: action.status ?? 201, record: shown };
}

/** Clients that send JSON with every POST write an empty object where there is nothing to say. */
const NOTHING = /^\s*(\{\s*\})?\s*$/;

const NO_PAYLOAD: Payload = { attributes: {}, relationships: {} };

/** What the catalog knows of a payload. */
function known(
  payload: Payload,
  type: string,
  action: Action,
  graph: Graph,
): Pick<ActionCall, 'attributes' | 'relationships'> {
  const attributes: Record<string, Json> = {};
  for (const [name, valueType] of Object.entries(action.attributes)) {
    const value = payload.attributes[name];
    if (value !== undefined) attributes[name] = cast(value, { type: valueType });
  }
  const blank = action.required.filter((name) => (attributes[name] ?? null) === null);
  if (blank.length > 0)
    throw validationError(
      type,
      blank.map((parameter) => ({ parameter, detail: "can't be blank" })),
    );
  const relationships: Record<string, readonly StoredRecord[]> = {};
  for (const [name, { many }] of Object.entries(action.relationships)) {
    const linkage = payload.relationships[name];
    if (linkage !== undefined) relationships[name] = named(name, linkage, many, graph);
  }
  return { attributes, relationships };
}

function named(
  name: string,
  linkage: Payload['relationships'][string],
  many: boolean,
  graph: Graph,
): readonly StoredRecord[] {
  if (linkage !== null && Array.isArray(linkage) !== many)
    throw invalidPayload(`The relationship \`${name}\` takes ${many ? 'a list' : 'one resource or null'}`);
  return refs(linkage).map(({ type, id }) => {
    const found = graph.store.get(graph.schema.storedType(type), id);
    if (!found) throw attributeResourceNotFound(name);
    return found;
  });
}
