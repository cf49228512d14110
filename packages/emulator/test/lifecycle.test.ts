import { APP_NAMES, apps, type AppName } from '@tspco/catalog';
import { expect, it } from 'vitest';
import type { ApiCall } from '../src/api/api-call.ts';
import type { Graph } from '../src/schema/graph.ts';
import { plausiblePayload } from '../src/coverage/plausible-payload.ts';
import { ask, churchWith, graphOf, ORIGIN, schemaOf } from './support/small-church.ts';

const PLACES = APP_NAMES.flatMap((app) =>
  (apps().find((entry) => entry.app === app)?.versions ?? []).flatMap((version) => {
    const { vertices } = schemaOf(app, version).version;
    return Object.entries(vertices).flatMap(([owner, { edges }]) =>
      Object.entries(edges)
        .filter(([, { to, many, create }]) => many && create === true && vertices[to]?.create)
        .map(([edge, { to }]) => ({ app, version, owner, edge, type: to })),
    );
  }),
);

const UPLOADS: ApiCall['uploads'] = {
  get: () => ({ name: 'face.png', contentType: 'image/png', bytes: new Uint8Array(3), expiresAt: Infinity }),
  keep: (id) => `/__emulator/files/${id}`,
};

it.each(PLACES)(
  '$app $version: a record in $edge of $owner is created with everything assignable, read, changed and deleted',
  async ({ app, version, owner, edge, type }) => {
    const church = churchWith(app);
    const graph = graphOf(church, app, version);
    const { create, update, delete: deletes } = graph.schema.vertex(type) ?? {};
    if (!create) throw new Error(`${type} cannot be created.`);

    const body = plausiblePayload(type, create, { graph, fileIdentifier: 'upload-1' });
    const at = `${placeOf(owner, graph)}/${edge}`;
    const made = await ask(church, 'POST', at, { version, body, uploads: UPLOADS });
    expect([made.status, made.document.errors]).toEqual([201, undefined]);

    const self = made.document.data.links['self']?.replace(ORIGIN, '') ?? '';
    const read = await ask(church, 'GET', self, { version });
    expect([read.status, read.document.data]).toEqual([200, made.document.data]);

    const changes = update
      ? plausiblePayload(type, update, { graph, fileIdentifier: 'upload-1' })
      : { data: { type, attributes: {} } };
    const patched = await ask(church, 'PATCH', self, { version, body: changes, uploads: UPLOADS });
    expect(patched.status).toBe(update ? 200 : 403);

    expect((await ask(church, 'DELETE', self, { version })).status).toBe(deletes ? 204 : 403);
    expect((await ask(church, 'GET', self, { version })).status).toBe(deletes ? 404 : 200);
  },
);

/** What can be created without a documented place. */
const PLACELESS: Partial<Record<AppName, readonly string[]>> = {
  giving: ['Note', 'PledgeCampaign'],
  people: ['ListStar', 'WorkflowCategory'],
  publishing: ['Speakership'],
  services: ['Live'],
};

it.each(APP_NAMES)('%s: what can be created without a documented place is known', (app) => {
  const { vertices } = schemaOf(app).version;
  const placed = new Set(PLACES.filter((place) => place.app === app).map(({ type }) => type));
  const creatable = Object.keys(vertices).filter((type) => vertices[type]?.create);
  expect(creatable.filter((type) => !placed.has(type))).toEqual(PLACELESS[app] ?? []);
});

/** The address of the first record that has one. */
function placeOf(owner: string, graph: Graph): string {
  const path = graph.store
    .all(owner)
    .map((record) => graph.pathOf(record))
    .find((found) => found !== undefined);
  if (path === undefined) throw new Error(`The church has no ${owner}.`);
  return path;
}
