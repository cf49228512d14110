import type { AppName, AppVersion } from '@tspco/catalog';
import type { Json } from '../store/record.ts';
import { documentedTypes, ENTRY, vertexReference, versionCalled, versionsOf } from './documented.ts';

/** The start of an app's documentation: all its versions, oldest first. */
export function graphDocument(app: AppName): Json {
  const versions = versionsOf(app).flatMap((name) => versionCalled(app, name) ?? []);
  return {
    data: {
      type: 'Graph',
      id: app,
      attributes: { title: app, description: null },
      relationships: { versions: { data: versions.map((version) => versionObject(version, {})) } },
    },
  };
}

/** One version: what is in it. What changed in it is told by nothing but prose, which the catalog does not have. */
export function versionDocument(version: AppVersion): Json {
  return { data: versionObject(version, { changes: { data: [] } }) };
}

function versionObject(version: AppVersion, more: { [key: string]: Json }): Json {
  return {
    type: 'Version',
    id: version.version,
    attributes: { beta: false, details: null },
    relationships: {
      ...more,
      entry: { data: vertexReference(ENTRY) },
      vertices: { data: documentedTypes(version).map(([type]) => vertexReference(type)) },
    },
  };
}
