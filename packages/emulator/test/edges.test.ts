import { APP_NAMES, apps, type AppName } from '@tspco/catalog';
import { describe, expect, it } from 'vitest';
import type { AppSchema } from '../src/schema/app-schema.ts';
import type { Graph } from '../src/schema/graph.ts';
import type { Church } from '../src/store/church.ts';
import { ask, churchWith, graphOf, ORIGIN } from './support/small-church.ts';

/** Made once: nothing is changed here. */
const CHURCHES = new Map(APP_NAMES.map((app) => [app, churchWith(app)]));

const VERSIONS = APP_NAMES.flatMap((app) =>
  (apps().find((entry) => entry.app === app)?.versions ?? []).map((version) => [app, version] as const),
);

/** Of what a church that was just made has none, though it could. */
const NONE_YET: Partial<Record<AppName, readonly string[]>> = {
  // What contains a room setup is shown as the Resource that it is.
  calendar: ['ContainingResource'],
};

describe.each(VERSIONS)('%s at %s', (app, version) => {
  const church = CHURCHES.get(app) ?? churchWith(app);
  const graph = graphOf(church, app, version);

  it('answers along each edge of some record of each type, and each include', async () => {
    const found = await walk({ app, version, church, graph });
    expect(found.failures).toEqual([]);
    if (app === 'people' || app === 'services') return;
    const { schema } = graph;
    const empty = reachable(schema).filter((type) => !found.types.has(schema.nameOf(type)));
    expect(empty).toEqual(NONE_YET[app] ?? []);
  });
});

interface Walk {
  readonly app: AppName;
  readonly version: string;
  readonly church: Church;
  readonly graph: Graph;
}

/** Follows the links of single resources from the app's root, to three resources of each type. */
async function walk({
  app,
  version,
  church,
  graph,
}: Walk): Promise<{ failures: string[]; types: Set<string> }> {
  const [somebody] = church.app('people').all('Person');
  const asking = { version, personId: somebody?.id ?? '' };
  const failures: string[] = [];
  const seen = new Set<string>();
  // The root is one.
  const counts = new Map([['Organization', 1]]);
  const waiting = [`/${app}/v2`];
  const note = (type: string, path: string | null | undefined): void => {
    const count = counts.get(type) ?? 0;
    counts.set(type, count + 1);
    const address = path?.replace(ORIGIN, '');
    if (!address || seen.has(address) || count >= ENOUGH || graph.schema.vertex(type)?.collectionOnly) return;
    seen.add(address);
    waiting.push(address);
  };
  for (const path of waiting) {
    const { status, document } = await ask(church, 'GET', path, asking);
    if (status !== 200) {
      failures.push(`${path}: ${status}`);
      continue;
    }
    const { type } = document.data;
    const vertex = graph.schema.vertex(graph.schema.storedType(type));
    const include = vertex?.include.join(',');
    if (include && (await ask(church, 'GET', `${path}?include=${include}`, asking)).status !== 200)
      failures.push(`${path}?include=${include}`);
    for (const [edge, { many }] of Object.entries(vertex?.edges ?? {})) {
      const answer = await ask(church, 'GET', `${path}/${edge}`, asking);
      const fine = answer.status === 200 || (answer.status === 404 && !many);
      if (!fine) failures.push(`${path}/${edge}: ${answer.status}`);
      if (answer.status === 200)
        for (const resource of [answer.document.data].flat().slice(0, ENOUGH))
          note(resource.type, resource.links['self']);
    }
  }
  return { failures, types: new Set([...counts.keys(), 'Organization']) };
}

const ENOUGH = 3;

/** The types that some path leads to. */
function reachable(schema: AppSchema): string[] {
  const types = new Set(['Organization']);
  for (const type of types) {
    for (const { to } of Object.values(schema.vertex(type)?.edges ?? {})) types.add(to);
  }
  return [...types];
}
