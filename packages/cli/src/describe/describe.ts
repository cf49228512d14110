import {
  describeApp,
  describeApps,
  describePath,
  isAppName,
  search,
  type AppDescription,
  type AppName,
  type Hit,
  type VertexDescription,
} from '@tspco/catalog';
import type { DescribeOptions } from '../commands/describe.ts';
import { EXIT } from '../exit-codes.ts';
import { usageFailure, type Failure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import type { Layout } from '../output/style.ts';
import { textTable } from '../output/text-table.ts';
import { wrapped } from '../output/wrap.ts';
import { explainApp, explainPath, segmentsOf, type Advice } from './explain-path.ts';
import { findType } from './find-type.ts';
import { pathFacts, pathText } from './path-text.ts';
import { vertexText } from './vertex-text.ts';

/** Tells what there is: the apps, the types of one, one type, where a path leads, or where a name is used. */
export async function describe(
  invocation: Invocation,
  what: string | undefined,
  options: DescribeOptions,
): Promise<number> {
  if (options.search !== undefined) return describeHits(invocation, options.search, { what, options });
  const [app = '', type, ...more] = (what ?? '').replace(/^\/+/, '').split('/');
  if (what === undefined) return write(invocation, options, describeApps(), appsText);
  if (/^https?:/.test(what) || type === 'v2' || more.length > 0) {
    return describeThePath(invocation, what, options);
  }
  const description = appOf(app, options);
  if (type === undefined) return write(invocation, options, description, appText);
  return write(invocation, options, vertexOf(description, type), vertexText);
}

function appOf(app: string, { apiVersion }: DescribeOptions): AppDescription {
  if (!isAppName(app)) throw adviceFailure(explainApp(app));
  try {
    return describeApp(app, apiVersion);
  } catch (error) {
    if (error instanceof RangeError) throw usageFailure(error.message);
    throw error;
  }
}

function adviceFailure({ message, remedy }: Advice): Failure {
  return usageFailure(message, remedy);
}

/** Types are found in small letters and in the plural of their paths, too: `people/people` is people/Person. */
function vertexOf(app: AppDescription, type: string): VertexDescription {
  const vertex = findType(app, type) ?? app.root.edges.get(type)?.to;
  if (vertex) return vertex;
  throw usageFailure(app.vertices.explain(type), `pco describe ${app.app}`);
}

async function describeThePath(
  invocation: Invocation,
  what: string,
  options: DescribeOptions,
): Promise<number> {
  const [app = ''] = segmentsOf(what);
  // Looked at first, because a date that no version serves is the person's mistake.
  const version = isAppName(app) ? { [app]: appOf(app, options).version } : {};
  const path = describePath(what, version);
  if (!path.known) throw adviceFailure(explainPath(what, path));
  return write(invocation, options, { facts: pathFacts(path) }, (_, layout) => pathText(path, layout));
}

async function describeHits(
  invocation: Invocation,
  text: string,
  { what, options }: { readonly what: string | undefined; readonly options: DescribeOptions },
): Promise<number> {
  const hits = search(text, what === undefined ? undefined : appOf(what, options));
  if (hits.length === 0 && options.format !== 'json') {
    await invocation.note(`Nothing holds "${text}".`);
    return EXIT.notFound;
  }
  return write(invocation, options, hits, hitsText);
}

async function write<What>(
  invocation: Invocation,
  { format }: DescribeOptions,
  what: What,
  text: (what: What, layout: Layout) => string,
): Promise<number> {
  if (format === 'json') await invocation.print(`${JSON.stringify(factsOf(what), undefined, 2)}\n`);
  else await invocation.print(invocation.asTyped(text(what, invocation.layout)));
  return EXIT.ok;
}

function factsOf(what: unknown): unknown {
  if (typeof what !== 'object' || what === null) return what;
  if ('facts' in what) return what.facts;
  return Symbol.iterator in what && !Array.isArray(what)
    ? Object.fromEntries(what as Iterable<readonly [string, unknown]>)
    : what;
}

function appsText(apps: ReturnType<typeof describeApps>, layout: Layout): string {
  const { style } = layout;
  const rows = [...apps].map(([name, { newest, versions }]) => {
    const { vertices } = describeApp(name as AppName);
    return [style('cyan', name), newest, String(versions.length), String(vertices.list.length)];
  });
  const hint = style('dim', 'pco describe APP shows its types.');
  return `${textTable(['app', 'newest version', 'versions', 'types'], rows, layout)}\n${hint}\n`;
}

function appText(app: AppDescription, layout: Layout): string {
  const { style, width } = layout;
  const entry = describeApps().get(app.app);
  const rows = [...app.vertices]
    .filter(([type]) => type !== 'Organization')
    .map(([type, { facts }]) => [style('cyan', type), facts.path ?? '', abilities(facts)]);
  const newer = entry?.knownNewer === undefined ? '' : ` (${entry.knownNewer} exists, and is not known here)`;
  return [
    `${style('bold', app.app)} in version ${app.version}${newer}`,
    ...wrapped(`Versions: ${entry?.versions.join(', ') ?? ''}`, width),
    '',
    textTable(['type', 'list', 'can be'], rows, layout),
    style('dim', `pco describe ${app.app}/TYPE shows what one has.`),
    '',
  ].join('\n');
}

function hitsText(hits: readonly Hit[], layout: Layout): string {
  const rows = hits.map(({ app, type, kind, name }) => [`${app}/${type}`, kind, name]);
  return textTable(['type', 'kind', 'name'], rows, layout);
}

function abilities({ create, update, delete: canDelete }: VertexDescription['facts']): string {
  return [create && 'created', update && 'changed', canDelete && 'deleted'].filter(Boolean).join(', ');
}
