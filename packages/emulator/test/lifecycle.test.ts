import { apps } from '@tspco/catalog';
import { expect, it } from 'vitest';
import type { ApiCall } from '../src/api/api-call.ts';
import type { Graph } from '../src/schema/graph.ts';
import type { Church } from '../src/store/church.ts';
import { plausiblePayload } from './support/plausible-payload.ts';
import { ask, graphOf, ORIGIN, smallChurch } from './support/small-church.ts';

const VERSIONS = (['people', 'services'] as const).flatMap((app) =>
  (apps().find((entry) => entry.app === app)?.versions ?? []).map((version) => ({ app, version })),
);

const UPLOADS: ApiCall['uploads'] = {
  get: () => ({ name: 'face.png', contentType: 'image/png', bytes: new Uint8Array(3), expiresAt: Infinity }),
  keep: (id) => `/files/${id}`,
};

it.each(VERSIONS)(
  '$app $version: creates, reads, changes and deletes what it says it can',
  async ({ app, version }) => {
    const untouched = graphOf(smallChurch(), app, version);
    const places = Object.entries(untouched.schema.version.vertices).flatMap(([owner, { edges }]) =>
      Object.entries(edges).map(([edge, { to, many, create }]) => ({ owner, edge, to, many, create })),
    );
    for (const { owner, edge, to, many, create } of places) {
      if (!many || create !== true || !untouched.schema.vertex(to)?.create) continue;
      const church = smallChurch();
      const graph = graphOf(church, app, version);
      const statuses = await lifecycle({ owner, edge, type: to }, church, graph);
      if (statuses.length) console.log(owner, edge, to, ...statuses);
    }
  },
);

async function lifecycle(
  { owner, edge, type }: { owner: string; edge: string; type: string },
  church: Church,
  graph: Graph,
): Promise<unknown[]> {
  const { create, update } = graph.schema.vertex(type) ?? {};
  const { version } = graph.schema.version;
  const place = graph.store
    .all(owner)
    .map((record) => graph.pathOf(record))
    .find((path) => path !== undefined);
  if (place === undefined || !create) return ['no owner'];
  const made = await ask(church, 'POST', `${place}/${edge}`, {
    version,
    body: plausiblePayload(type, create, graph),
    uploads: UPLOADS,
  });
  if (made.status !== 201) return ['POST', made.status, JSON.stringify(made.document.errors)];
  const self = (made.document.data.links['self'] ?? '').replace(ORIGIN, '');
  const read = await ask(church, 'GET', self, { version });
  const out: unknown[] = [];
  if (read.status !== 200) out.push('GET', self, read.status);
  else if (JSON.stringify(read.document.data) !== JSON.stringify(made.document.data))
    out.push('DIFF', JSON.stringify(read.document.data), JSON.stringify(made.document.data));
  if (update) {
    const r = await ask(church, 'PATCH', self, {
      version,
      body: plausiblePayload(type, update, graph),
      uploads: UPLOADS,
    });
    if (r.status !== 200) out.push('PATCH', self, r.status, JSON.stringify(r.document));
  }
  const r = await ask(church, 'DELETE', self, { version });
  if (r.status !== (graph.schema.vertex(type)?.delete ? 204 : 403)) out.push('DELETE', self, r.status);
  return out;
}
