import { entryOf } from '../apps.ts';
import type { Documented } from '../documents/documented.ts';
import type { Table } from '../table.ts';
import { fillVertices } from '../fill-vertices.ts';
import { loadVersion } from '../load-version.ts';
import { storedVertices } from '../stored-vertices.ts';
import type { AppName, Vertex } from '../types.ts';
import { versionFor } from '../version-for.ts';
import { compare } from './compare.ts';
import type { Difference } from './difference.ts';
import { DriftError } from './drift-error.ts';
import { readSource } from './read-source.ts';

/** What a source does not tell of itself, and how to fetch it. */
export interface DriftOptions {
  /** For sources that do not name their app. */
  readonly app?: AppName;
  /**
   * The version to read of a source that lists several, and to compare with where the source names none: a version, or
   * a date that it serves. By default the newest.
   */
  readonly version?: string;
  /** Fetches addresses; by default the global `fetch`. No credentials are sent. */
  readonly fetch?: typeof globalThis.fetch;
}

/** What a comparison found. */
export interface Drift {
  readonly source: string;
  readonly app: AppName;
  /** The version of the catalog. */
  readonly version: string;
  /** That of the document, where it is told. Where the catalog lacks it, the one before it stands for it. */
  readonly documentVersion?: string;
  readonly differences: readonly Difference[];
  /** Parts of the document that were not understood and are left out of the comparison. */
  readonly notes: readonly string[];
}

/**
 * Compares the catalog with a document of Planning Center's documentation: one of the documentation graph, which is
 * followed to all its vertices when it is given as an address, or an OpenAPI 3 document.
 *
 * Where a correction of the catalog contradicts the documents on purpose, that is no difference: the document has to
 * disagree with the imported data as well.
 *
 * @param source - a file or an address
 * @throws DriftError when there is no such document, or it cannot be told of which app it is
 */
export async function drift(source: string, options: DriftOptions = {}): Promise<Drift> {
  const { app: givenApp, version: givenVersion, fetch = globalThis.fetch } = options;
  const documented = await readSource(source, { app: givenApp, version: givenVersion, fetch });
  const app = givenApp ?? documented.app;
  if (app === undefined)
    throw new DriftError(`${source} does not tell of which app it is. Name it with --app (the option app).`);
  if (documented.app !== undefined && documented.app !== app)
    throw new DriftError(`${source} is of ${documented.app}, and not of ${app}.`);
  const version = served(app, documented.version ?? givenVersion ?? 'LATEST');
  if (givenVersion !== undefined && served(app, givenVersion) !== version)
    throw new DriftError(`${source} is of version ${documented.version}, and not of ${givenVersion}.`);
  return {
    source,
    app,
    version,
    ...(documented.version !== undefined && { documentVersion: documented.version }),
    differences: [...newVersions(app, documented), ...differences(app, version, documented)],
    notes: documented.notes,
  };
}

function served(app: AppName, date: string): string {
  const version = versionFor(app, date);
  if (version !== undefined) return version;
  const { versions } = entryOf(app);
  throw new DriftError(
    `No version of ${app} serves ${JSON.stringify(date)}. The catalog has ${versions.join(', ')}.`,
  );
}

/** Those that a list names, and the document's own when it is newer: an earlier date may be one that a version serves. */
function newVersions(app: AppName, { version, versions = [] }: Documented): Difference[] {
  const { versions: known, newest } = entryOf(app);
  const all = new Set([...versions, ...(version !== undefined && version > newest ? [version] : [])]);
  return [...all]
    .filter((name) => !known.includes(name))
    .sort()
    .map((name) => ({ change: 'added', part: 'version', name }));
}

function differences(app: AppName, version: string, documented: Documented): Difference[] {
  const imported: Table<Vertex> = fillVertices(storedVertices(app, version));
  const withImported = new Set(compare(imported, documented).map(placeOf));
  const withCatalog = compare(loadVersion(app, version).vertices, documented);
  return withCatalog.filter((difference) => withImported.has(placeOf(difference)));
}

/** Everything but what the catalog says, which a correction may have changed. */
function placeOf({ change, type, part, name, edge, property, document }: Difference): string {
  return JSON.stringify([change, type, part, name, edge, property, document]);
}
