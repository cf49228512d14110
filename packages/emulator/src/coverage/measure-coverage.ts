import { apps, loadVersion, type AppName } from '@tspco/catalog';
import { modelOf } from '../apps/models.ts';
import { askQueries, type QueryKind } from './ask-queries.ts';
import { askRoute } from './ask-route.ts';
import { Asker } from './asker.ts';
import { nameOf, routesOf, type RouteKind } from './routes.ts';
import { walk } from './walk.ts';

export const ROUTE_KINDS: readonly RouteKind[] = ['read', 'create', 'update', 'delete', 'action'];
export const QUERY_KINDS: readonly QueryKind[] = ['filter', 'where', 'order', 'include'];

/** So many of so many. */
export interface Share {
  readonly answered: number;
  readonly total: number;
}

/** Something that the emulator does not answer, and why. */
export interface Gap {
  /** `create Type.edge`, `Type.action`, `Type.where.name` and the like. */
  readonly name: string;
  readonly reason: string;
}

/** What the emulator answers of an app's newest version, as it was asked. */
export interface AppCoverage {
  readonly app: AppName;
  readonly version: string;
  readonly routes: Readonly<Record<RouteKind, Share>>;
  readonly queries: Readonly<Record<QueryKind, Share>>;
  /** Reads, creates, updates and deletes that are not answered. */
  readonly unanswered: readonly Gap[];
  /** Actions that change nothing. */
  readonly idleActions: readonly Gap[];
  /** Filters, conditions, orders and includes that are not answered. */
  readonly notModelled: readonly Gap[];
}

/** Asks an emulator of its own for everything that the catalog has of some apps, by default all, and counts the answers. */
export async function measureCoverage(
  wanted: readonly AppName[] = apps().map(({ app }) => app),
): Promise<AppCoverage[]> {
  const asker = await Asker.create();
  const coverages: AppCoverage[] = [];
  for (const app of wanted) coverages.push(await measureApp(app, asker));
  return coverages;
}

async function measureApp(app: AppName, asker: Asker): Promise<AppCoverage> {
  const { version } = loadVersion(app);
  const model = modelOf(app);
  const schema = asker.graph(app).schema;
  await asker.complete(app);
  const found = await walk(schema, asker);
  const answers: Answer<RouteKind>[] = [];
  for (const route of routesOf(schema)) {
    const reason = await askRoute(route, { app, found, asker });
    answers.push({ kind: route.kind, name: nameOf(route), reason });
  }
  const queries = await askQueries(schema, { found, asker });
  const gaps = answers.filter(isGap);
  const reasonFor = (name: string): string | undefined =>
    model.notModelled[name] ?? UNCHANGING[`${app}.${name}`];
  return {
    app,
    version,
    routes: shares(ROUTE_KINDS, answers),
    queries: shares(QUERY_KINDS, queries),
    unanswered: gaps
      .filter(({ kind }) => kind !== 'action')
      .map(({ kind, name, reason }) => ({ name: `${kind} ${name}`, reason: reasonFor(name) ?? reason })),
    idleActions: gaps
      .filter(({ kind }) => kind === 'action')
      .map(({ name, reason }) => ({ name, reason: reasonFor(name) ?? reason })),
    notModelled: queries
      .filter(isGap)
      .map(({ name, reason }) => ({ name, reason: reasonFor(name) ?? reason })),
  };
}

/** What was answered, or why not. */
export interface Answer<Kind> {
  readonly kind: Kind;
  readonly name: string;
  readonly reason: string | undefined;
}

function isGap<Kind>(answer: Answer<Kind>): answer is Answer<Kind> & { reason: string } {
  return answer.reason !== undefined;
}

function shares<Kind extends string>(
  kinds: readonly Kind[],
  answers: readonly Answer<Kind>[],
): Record<Kind, Share> {
  const entries = kinds.map((kind) => {
    const own = answers.filter((answer) => answer.kind === kind);
    return [kind, { answered: own.filter((answer) => !isGap(answer)).length, total: own.length }];
  });
  return Object.fromEntries(entries) as Record<Kind, Share>;
}

/** Actions that are answered and have nothing to change. */
const UNCHANGING: Readonly<Record<string, string>> = {
  'services.EmailTemplate.render': 'it shows what the mail would look like',
};
