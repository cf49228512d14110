import { isAppName } from '../apps.ts';
import type { Documented, DocumentedVertex } from '../documents/documented.ts';
import { readGraphDocument, type GraphDocument, type GraphVersion } from '../documents/graph.ts';
import { present } from '../documents/json.ts';
import { readOpenApi } from '../documents/open-api.ts';
import { typeNamed } from '../documents/type-name.ts';
import { loadVersion } from '../load-version.ts';
import type { AppName } from '../types.ts';
import { DriftError } from './drift-error.ts';
import { isAddress, readJson } from './read-json.ts';

/** What the caller says of a source, for what it does not say itself. */
export interface SourceOptions {
  readonly app?: AppName | undefined;
  /** Which version to read of a source that lists several. */
  readonly version?: string | undefined;
  readonly fetch: typeof globalThis.fetch;
}

/**
 * Reads a file or an address. The documentation graph is spread over many addresses, which are followed: from the graph
 * to the version, from the version to its vertices.
 *
 * @throws DriftError when there is no document of either format
 */
export async function readSource(source: string, options: SourceOptions): Promise<Documented> {
  const json = await readJson(source, options.fetch);
  const said = saidByName(source);
  const app = said.app ?? options.app;
  const graph = readGraphDocument(json);
  if (graph) return readGraph(graph, { ...options, source, app });
  const openApi = readOpenApi(json, (own = app) => typesOf(own));
  if (!openApi)
    throw new DriftError(
      `${source} is JSON, but neither of the documentation graph (data of type Graph, Version or Vertex) nor ` +
        'OpenAPI 3. Give an address such as https://api.planningcenteronline.com/people/v2/documentation or ' +
        '…/people/v2/open_api/2025-11-10, or a file with what it answers.',
    );
  if (!openApi.describesTypes)
    throw new DriftError(
      `${source} is OpenAPI, but describes no resource as Planning Center does: ` +
        'no schema x_attributes, and no answer x_resource_envelope or x_collection_envelope.',
    );
  return {
    ...present({ app: openApi.app ?? app, version: said.version ?? openApi.version }),
    isWhole: true,
    vertices: openApi.vertices,
    notes: openApi.notes,
  };
}

interface GraphOptions extends SourceOptions {
  readonly source: string;
}

async function readGraph(document: GraphDocument, options: GraphOptions): Promise<Documented> {
  switch (document.kind) {
    case 'graph':
      return readVersions(document.versions, options);
    case 'version':
      return readVertices(document, options);
    case 'vertex':
      return {
        ...present({ app: document.app ?? options.app, version: saidByName(options.source).version }),
        isWhole: false,
        vertices: { [document.type]: told(document, options.source) },
        notes: [],
      };
  }
}

async function readVersions(listed: readonly GraphVersion[], options: GraphOptions): Promise<Documented> {
  const { source, app } = options;
  const versions = listed.map(({ version }) => version);
  if (versions.length === 0) throw new DriftError(`${source} is a graph that lists no versions.`);
  if (!isAddress(source))
    return {
      ...present({ app }),
      versions,
      isWhole: false,
      vertices: {},
      notes: [
        'A file of the graph lists versions, and not what is in them. Give its address, or their files.',
      ],
    };
  const version = serving(listed, options.version);
  if (version === undefined)
    throw new DriftError(
      `${source} has no version ${options.version ?? 'that is not beta'}. It lists ${versions.join(', ')}.`,
    );
  return { ...(await readSource(`${withoutQuery(source)}/${version}`, options)), versions };
}

/** The newest that is not later than a date, as the server chooses; without one, the newest that is not beta. */
function serving(listed: readonly GraphVersion[], date = 'LATEST'): string | undefined {
  return listed
    .filter(({ version, beta }) => (date === 'LATEST' ? !beta : version <= date))
    .map(({ version }) => version)
    .sort()
    .at(-1);
}

async function readVertices(
  { version, vertices: listed }: Extract<GraphDocument, { kind: 'version' }>,
  options: GraphOptions,
): Promise<Documented> {
  const { source, app } = options;
  if (listed.length === 0) throw new DriftError(`${source} is a version that lists no vertices.`);
  const known = typesOf(app);
  const vertices: [string, DocumentedVertex][] = [];
  // One after the other: it is a person who waits, and the server counts requests.
  for (const { id, type } of listed)
    vertices.push(
      isAddress(source)
        ? await readVertex(`${withoutQuery(source)}/vertices/${encodeURIComponent(id)}`, options)
        : [type ?? typeNamed(id, known), {}],
    );
  return {
    ...present({ app, version }),
    isWhole: true,
    vertices: Object.fromEntries(vertices),
    notes: isAddress(source)
      ? []
      : ['A file of a version lists types, and not what is in them. Give its address, or their files.'],
  };
}

async function readVertex(
  address: string,
  { source, fetch }: GraphOptions,
): Promise<[string, DocumentedVertex]> {
  const document = readGraphDocument(await readJson(address, fetch));
  if (document?.kind !== 'vertex')
    throw new DriftError(`${address} is no vertex, though ${source} lists it as one.`);
  return [document.type, told(document, address)];
}

/** A vertex of which nothing could be read would look as if it agreed in everything. */
function told({ vertex }: Extract<GraphDocument, { kind: 'vertex' }>, source: string): DocumentedVertex {
  if (Object.keys(vertex).length > 0) return vertex;
  throw new DriftError(
    `${source} is a vertex that tells nothing: it has no relationships such as attributes and outbound_edges.`,
  );
}

function typesOf(app: AppName | undefined): string[] {
  return app ? Object.keys(loadVersion(app).vertices) : [];
}

/** App and version as the service's addresses have them, and folders into which they were copied. */
function saidByName(source: string): { app?: AppName; version?: string } {
  const path = withoutQuery(source.replaceAll('\\', '/'));
  const app = /\/([a-z-]+)\/v2\//.exec(path)?.[1] ?? '';
  const [, inPath, atEnd] =
    /\/(?:documentation|open_api)\/(\d{4}-\d{2}-\d{2})(?:\/|\.json$|$)|(\d{4}-\d{2}-\d{2})\.json$/.exec(
      path,
    ) ?? [];
  return present({ app: isAppName(app) ? app : undefined, version: inPath ?? atEnd });
}

function withoutQuery(source: string): string {
  return isAddress(source) ? source.replace(/[?#].*$/, '').replace(/\/+$/, '') : source;
}
