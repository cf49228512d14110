import { loadVersion, versionFor, type AppName } from '@tspco/catalog';
import { renderResource } from '../../document/resource.ts';
import { Graph } from '../../schema/graph.ts';
import { schemaOf } from '../schema-of.ts';
import type { StoredRecord } from '../../store/record.ts';
import type { Happening, Telling } from '../../webhooks/event-source.ts';
import { liveOf } from '../services/live.ts';
import { eventTypeNamed } from './event-types.ts';

/** The document that subscribers get, as a text: all of the resource, or only what it was when it is gone. */
export function eventPayload({ name, app, record: told, isGone }: Happening, telling: Telling): string {
  const { origin, version, time, idempotencyToken } = telling;
  const record = eventTypeNamed(name)?.resource === 'plan.live' ? liveOf(told, telling) : told;
  const graph = graphOf(app, version, telling);
  const parent = { id: graph.organization.id, type: 'Organization' };
  if (isGone)
    return JSON.stringify({
      data: { type: graph.schema.nameOf(record.type), id: record.id },
      meta: { parent },
    });
  const appearance = { as: 'single', path: pathOf(record, told, graph), tree: new Map() } as const;
  const rendering = { graph, origin, fields: new Map() };
  return JSON.stringify({
    data: renderResource(record, appearance, rendering),
    included: [],
    meta: { parent, event_time: time, idempotency_token: idempotencyToken },
  });
}

/** The records in the version that serves a date. */
function graphOf(app: AppName, date: string, { church, personId }: Telling): Graph {
  return new Graph(schemaOf(loadVersion(app, versionFor(app, date))), church, personId);
}

/** Live has no address of its own, but one below its plan. */
function pathOf(record: StoredRecord, told: StoredRecord, graph: Graph): string {
  const path = graph.pathOf(told) ?? graph.schema.version.path;
  return record.type === 'Live' ? `${path}/live` : path;
}
