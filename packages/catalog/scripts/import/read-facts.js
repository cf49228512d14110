import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { known, members, optional, record, text, texts } from './checked.js';
import { convertVertex } from './convert-vertex.js';
import { SourceError } from './source-error.js';

/**
 * Reads a folder of facts whole, so that nothing is written when any part of it is damaged.
 *
 * @param {string} folder
 * @returns {Facts}
 */
export function readFacts(folder) {
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new SourceError(
      `There is no folder ${folder}. Give the folder that holds index.json, shapes.json and a folder per app.`,
    );
  const entries = readIndex(folder);
  return {
    apps: entries.map((entry) => ({ entry, versions: readVersions(folder, entry) })),
    shapes: readShapes(folder),
  };
}

/**
 * @typedef {object} Facts
 * @property {{ entry: Entry, versions: { version: string, vertices: object }[] }[]} apps - oldest version first
 * @property {Record<string, Record<string, string>>} shapes
 *
 * @typedef {object} Entry - of the index, as it is written
 * @property {string} app
 * @property {string} path
 * @property {string[]} versions
 * @property {string} newest
 * @property {string} [knownNewer]
 */

function readIndex(folder) {
  const { at, content } = readJson(folder, 'index.json');
  known(content, at, ['apps'], ['sources']);
  const apps = Object.entries(record(content.apps, `${at}: apps`));
  if (apps.length === 0) throw new SourceError(`${at} names no app. Build the facts again.`);
  return apps.map(([app, entry]) => {
    // The name becomes that of a file.
    if (!/^[a-z]+(-[a-z]+)*$/.test(app) || app === 'index' || app === 'shapes')
      throw new SourceError(
        `${at} names an app "${app}", which no app can be called. Build the facts again.`,
      );
    return readEntry(app, entry, `${at}: apps.${app}`);
  });
}

/** @returns {Entry} */
function readEntry(app, entry, at) {
  known(entry, at, ['path', 'versions', 'latest', 'knownNewer'], ['changes', 'counts', 'openapi']);
  const versions = texts(entry.versions, `${at}.versions`);
  const wrong = versions.find(
    (version, i) => !/^\d{4}-\d\d-\d\d$/.test(version) || version <= versions[i - 1],
  );
  if (versions.length === 0 || wrong !== undefined)
    throw new SourceError(`${at}.versions must be dates, the oldest first. Build the facts again.`);
  const newest = text(entry.latest, `${at}.latest`);
  if (newest !== versions.at(-1))
    throw new SourceError(`${at}.latest is ${newest}, but the last of its versions is ${versions.at(-1)}.`);
  const newer = optional(entry.knownNewer, `${at}.knownNewer`, (value, where) =>
    text(record(value, where).version, `${where}.version`),
  );
  const path = text(entry.path, `${at}.path`);
  return { app, path, versions, newest, ...(newer && { knownNewer: newer }) };
}

function readVersions(folder, { app, path, versions }) {
  return versions.map((version) => {
    const { at, content } = readJson(folder, join(app, `${version}.json`));
    known(content, at, ['app', 'version', 'path', 'vertices'], LEFT_OUT);
    for (const [name, value] of Object.entries({ app, version, path }))
      if (content[name] !== value)
        throw new SourceError(`${at}: ${name} is ${JSON.stringify(content[name])} where ${value} belongs.`);
    const vertices = members(content.vertices, `${at}: vertices`, convertVertex);
    if (!vertices?.Organization)
      throw new SourceError(`${at} has no Organization, where every path begins. Build the facts again.`);
    return { version, vertices };
  });
}

/** Where facts come from and how sure they are: of use to who collects them, and not to who uses them. */
const LEFT_OUT = [
  'beta',
  'conflicts',
  'counts',
  'crewsAdded',
  'crewsOnly',
  'latest',
  'openapiOnly',
  'provenance',
  'unresolved',
];

function readShapes(folder) {
  const { at, content } = readJson(folder, 'shapes.json');
  known(content, at, ['shapes'], []);
  return members(content.shapes, `${at}: shapes`, (shape, where) => members(shape, where, text) ?? {}) ?? {};
}

/** The object in a file, and the file's path for messages. */
function readJson(folder, name) {
  const at = join(folder, name);
  try {
    return { at, content: record(JSON.parse(readFileSync(at, 'utf8')), at) };
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new SourceError(`${at} is not JSON (${error.message}). Restore the file.`, { cause: error });
    if (error instanceof SourceError) throw error;
    throw new SourceError(`${at} cannot be read (${error.code}). Restore the file.`, { cause: error });
  }
}
