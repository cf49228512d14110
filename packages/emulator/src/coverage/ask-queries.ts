import type { AppSchema } from '../schema/app-schema.ts';
import type { Asker } from './asker.ts';
import type { Answer } from './measure-coverage.ts';
import type { Found } from './walk.ts';

export type QueryKind = 'filter' | 'where' | 'order' | 'include';

/** Asks for everything that the catalog says of queries, each once, where the church has such a list. */
export async function askQueries(
  schema: AppSchema,
  { found, asker }: { found: Found; asker: Asker },
): Promise<Answer<QueryKind>[]> {
  asker.reset();
  const parts = new Map<string, Answer<QueryKind>>();
  for (const { path, owner, edge } of lists(schema, found)) {
    const { to, filters } = edge;
    const vertex = schema.vertex(to);
    const ask = async (kind: QueryKind, name: string, query: string): Promise<void> => {
      const key = `${kind} ${name}`;
      if (parts.has(key)) return;
      const { status, detail } = await asker.ask('GET', `${path}?${query}`);
      const reason = status === 501 ? 'what it means is not documented' : `${status} ${detail}`;
      parts.set(key, { kind, name, reason: status === 200 ? undefined : reason });
    };
    for (const name of filters) await ask('filter', `${owner}.${edge.step}.filter.${name}`, `filter=${name}`);
    for (const name of Object.keys(vertex?.where ?? {}))
      await ask('where', `${to}.where.${name}`, `where[${name}]=1`);
    for (const name of vertex?.order ?? []) await ask('order', `${to}.order.${name}`, `order=${name}`);
    for (const name of vertex?.include ?? [])
      await ask('include', `${to}.include.${name}`, `include=${name}`);
  }
  return [...parts.values()];
}

interface List {
  readonly path: string;
  readonly owner: string;
  readonly edge: { readonly step: string; readonly to: string; readonly filters: readonly string[] };
}

function lists(schema: AppSchema, { places }: Found): List[] {
  return [...places].flatMap(([owner, [place]]) =>
    Object.entries(schema.vertex(owner)?.edges ?? {})
      .filter(([, { many }]) => many)
      .map(([step, { to, filters }]) => ({
        path: `${place}/${step}`,
        owner,
        edge: { step, to, filters },
      })),
  );
}
