import type { AppName } from '@tspco/catalog';
import { findTarget } from '../api/route.ts';
import type { Asker, Told } from './asker.ts';
import { plausibleActionPayload, plausiblePayload } from './plausible-payload.ts';
import { nameOf, type Route } from './routes.ts';
import type { Found } from './walk.ts';

/** Asks for a route where it is found. Returns why it counts as not answered; undefined when it is. */
export async function askRoute(
  route: Route,
  { app, found, asker }: { app: AppName; found: Found; asker: Asker },
): Promise<string | undefined> {
  if (route.kind === 'read') return judgeRead(route, found);
  const places = found.places.get(route.type) ?? [];
  let reason = 'the church has none';
  for (const place of places) {
    asker.reset();
    for (const earlier of PRECEDED_BY[nameOf(route)] ?? [])
      await write({ ...route, ...earlier }, place, { app, asker });
    const before = asker.remember();
    const told = await write(route, place, { app, asker });
    reason = `${told.status} ${told.detail}`.trim();
    if (route.kind !== 'action' && told.status === EXPECTED[route.kind]) return undefined;
    if (route.kind === 'action' && told.status < 300) {
      if (asker.hasChanged(app, before)) return undefined;
      reason = 'it changes nothing';
    }
  }
  return reason;
}

const act = (step: string): Pick<Route, 'kind' | 'step'> => ({ kind: 'action', step });

/** What has to happen before an action has something to do. */
const PRECEDED_BY: Readonly<Record<string, readonly Pick<Route, 'kind' | 'step'>[]>> = {
  'Arrangement.unarchive': [act('archive')],
  'Group.enable_chat': [act('disable_chat')],
  'Live.go_to_previous_item': [act('go_to_next_item'), act('go_to_next_item')],
  'Media.unarchive': [act('archive')],
  'Person.expand_service_types': [act('collapse_service_types')],
  'PlanTemplate.item_reorder': [{ kind: 'create', step: 'items' }],
  'WorkflowCard.go_back': [act('promote')],
  'WorkflowCard.restore': [act('remove')],
  'WorkflowCard.unsnooze': [act('snooze')],
};

const EXPECTED = { create: 201, update: 200, delete: 204 };

/** A path to one resource may lead nowhere: some resource has none. */
function judgeRead(route: Route, { answers }: Found): string | undefined {
  const given = answers.get(nameOf(route));
  if (given?.has(200)) return undefined;
  const [first] = given ?? [];
  return first ? `${first[0]} ${first[1]}`.trim() : 'the church has none';
}

function write(
  { kind, type, step = '' }: Route,
  place: string,
  { app, asker }: { app: AppName; asker: Asker },
): Promise<Told> {
  const graph = asker.graph(app);
  const around = { graph, fileIdentifier: asker.fileIdentifier };
  const vertex = graph.schema.vertex(type);
  if (kind === 'delete') return asker.ask('DELETE', place);
  if (kind === 'update' && vertex?.update)
    return asker.ask('PATCH', place, plausiblePayload(type, vertex.update, around));
  const to = graph.schema.edge(type, step)?.to ?? '';
  const create = graph.schema.vertex(to)?.create;
  if (kind === 'create' && create)
    return asker.ask('POST', `${place}/${step}`, plausiblePayload(to, create, around));
  const action = vertex?.actions[step];
  const segments = place.split('/').slice(3).map(decodeURIComponent);
  const target = findTarget(segments, graph);
  if (!action || target.kind !== 'resource') throw new Error(`${place}/${step} is no action.`);
  return asker.ask(
    action.method,
    `${place}/${step}`,
    plausibleActionPayload(target.record, step, action, around),
  );
}
