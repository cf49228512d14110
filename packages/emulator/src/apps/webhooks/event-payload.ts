import { loadVersion, versionFor, type AppName } from '@tspco/catalog';
import { renderResource } from '../../document/resource.ts';
import { Graph } from '../../schema/graph.ts';
import { schemaOf } from '../../schema/schema-of.ts';
import type { StoredRecord } from '../../store/record.ts';
import type { Happening, Telling } from '../../webhooks/event-source.ts';

/** The document that subscribers get, as a text: all of the resource, or only what it was when it is gone. */
export function eventPayload({ app, record, isGone }: Happening, telling: Telling): string {
  const { cause, version, time, idempotencyToken } = telling;
  const graph = graphOf(app, version, telling);
  const parent = { id: graph.organization.id, type: 'Organization' };
  if (isGone)
    return JSON.stringify({
      data: { type: graph.schema.nameOf(record.type), id: record.id },
      meta: { parent },
    });
  const appearance = { as: 'single', path: pathOf(record, graph), tree: new Map() } as const;
  const rendering = { graph, origin: cause.origin, fields: new Map() };
  return JSON.stringify({
    data: renderResource(record, appearance, rendering),
    included: [],
    meta: { parent, event_time: time, idempotency_token: idempotencyToken },
  });
}

/** The records in the version that serves a date. */
function graphOf(app: AppName, date: string, { church, cause }: Telling): Graph {
  const schema = schemaOf(loadVersion(app, versionFor(app, date)));
  if (!schema) throw new Error(`There is no model of ${app}.`);
  return new Graph(schema, church, cause.personId);
}

function pathOf(record: StoredRecord, graph: Graph): string {
  const plan = record.type === 'Live' ? graph.store.get('Plan', record.id) : undefined;
  if (plan) return `${graph.pathOf(plan)}/live`;
  return graph.pathOf(record) ?? graph.schema.version.path;
}
