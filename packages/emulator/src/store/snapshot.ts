import { APP_NAMES, isAppName, type AppName } from '@tspco/catalog';
import { Church } from './church.ts';
import { isObject } from '../basics/is-object.ts';
import { isCountable } from './identifiers.ts';
import type { Ref, StoredRecord } from './record.ts';

/**
 * A church at one moment, as a value that JSON can hold. What stands in it is the emulator's own way of keeping
 * records, and may differ from one version of the emulator to the next.
 */
export interface Snapshot {
  /** Names what this is, and its version. */
  readonly format: string;
  /** By app. */
  readonly apps: Readonly<Record<AppName, AppSnapshot>>;
  /** The uploaded files that resources show. */
  readonly files: readonly FileSnapshot[];
}

interface AppSnapshot {
  readonly records: readonly StoredRecord[];
  /** By type, the largest number that has been an id. */
  readonly lastIds: Readonly<Record<string, number>>;
}

export interface FileSnapshot {
  readonly id: string;
  readonly name: string;
  readonly contentType: string;
  readonly base64: string;
}

const FORMAT = 'tspco-emulator-snapshot-1';

/** Writes down a church. The value belongs to the caller. */
export function takeSnapshot(church: Church, files: readonly FileSnapshot[]): Snapshot {
  const apps = APP_NAMES.map((app) => [app, appSnapshot(church, app)] as const);
  const snapshot: Snapshot = {
    format: FORMAT,
    apps: Object.fromEntries(apps) as Snapshot['apps'],
    files,
  };
  // The church never changes a record in place, but whoever gets the value may.
  return JSON.parse(JSON.stringify(snapshot)) as Snapshot;
}

function appSnapshot(church: Church, app: AppName): AppSnapshot {
  const store = church.app(app);
  return {
    records: store.types.flatMap((type) => store.all(type)),
    lastIds: Object.fromEntries(store.types.map((type) => [type, store.lastId(type)])),
  };
}

/** Whether a value is meant to be a snapshot. */
export function isSnapshot(value: unknown): value is Snapshot {
  return (
    isObject(value) &&
    typeof value['format'] === 'string' &&
    value['format'].startsWith('tspco-emulator-snapshot')
  );
}

/** Whether an app may have records of a type. */
export type KnowsType = (app: AppName, type: string) => boolean;

/**
 * Gives a church the records of a snapshot, and no others.
 *
 * @throws TypeError for what is no snapshot; the church is unchanged then
 */
export function restoreSnapshot(church: Church, value: Snapshot, knowsType: KnowsType): void {
  checkSnapshot(value, knowsType);
  const { apps } = JSON.parse(JSON.stringify(value)) as Snapshot;
  const restored = new Church(church);
  for (const app of APP_NAMES) {
    const store = restored.app(app);
    for (const record of apps[app].records) store.put(record);
    for (const [type, last] of Object.entries(apps[app].lastIds)) store.skipIds(type, last);
  }
  church.become(restored);
}

function checkSnapshot(value: Snapshot, knowsType: KnowsType): void {
  if (!isSnapshot(value)) throw new TypeError(`A snapshot is an object whose "format" is "${FORMAT}".`);
  if (value.format !== FORMAT)
    throw new TypeError(
      `The snapshot is of the format ${JSON.stringify(value.format)}; this emulator reads "${FORMAT}".`,
    );
  const { apps, files } = value as { apps: unknown; files: unknown };
  if (!isObject(apps)) throw new TypeError('The "apps" of a snapshot must be an object.');
  if (!Array.isArray(files) || !files.every(isFile))
    throw new TypeError(
      'The "files" of a snapshot must be a list of objects with id, name, contentType and base64.',
    );
  for (const [app, part] of Object.entries(apps)) checkApp(app, part, knowsType);
  const missing = APP_NAMES.filter((app) => !Object.hasOwn(apps, app));
  if (missing.length > 0)
    throw new TypeError(`A snapshot has all apps; this one lacks ${missing.join(', ')}.`);
}

function checkApp(app: string, part: unknown, knowsType: KnowsType): void {
  if (!isAppName(app))
    throw new TypeError(`The snapshot has an app ${JSON.stringify(app)}, which does not exist.`);
  const { records, lastIds } = isObject(part) ? part : {};
  if (!Array.isArray(records) || !isObject(lastIds))
    throw new TypeError(`The snapshot's app ${app} must have "records", a list, and "lastIds", an object.`);
  const wrong = records.findIndex((record) => !isRecord(record));
  if (wrong !== -1)
    throw new TypeError(
      `Record ${wrong + 1} of the snapshot's app ${app} must have "type" and "id", both texts, and "attributes" and "relations", both objects.`,
    );
  checkRecords(app, records, (type) => knowsType(app, type));
  checkLastIds(app, lastIds, (type) => knowsType(app, type));
  checkCounted(app, records, lastIds);
  const organizations = records.filter(({ type }: StoredRecord) => type === 'Organization');
  if (organizations.length !== 1)
    throw new TypeError(
      `The snapshot's app ${app} must have one Organization; it has ${organizations.length}.`,
    );
}

function checkRecords(app: AppName, records: readonly Ref[], knows: (type: string) => boolean): void {
  const seen = new Set<string>();
  for (const { type, id } of records) {
    if (!knows(type))
      throw new TypeError(
        `The snapshot's app ${app} has a record of the type ${JSON.stringify(type)}, which does not exist there.`,
      );
    const key = `${type} ${id}`;
    if (seen.has(key)) throw new TypeError(`The snapshot's app ${app} has ${key} more than once.`);
    seen.add(key);
  }
}

/** With a wrong one, a new record could get an id that another one had. */
function checkLastIds(
  app: AppName,
  lastIds: Record<string, unknown>,
  knows: (type: string) => boolean,
): void {
  for (const [type, last] of Object.entries(lastIds)) {
    if (!knows(type))
      throw new TypeError(
        `The "lastIds" of the snapshot's app ${app} name the type ${JSON.stringify(type)}, which does not exist there.`,
      );
    if (!isCountable(last) || last < 0)
      throw new TypeError(
        `The "lastIds" of the snapshot's app ${app} must be whole numbers from 0 on, below ${Number.MAX_SAFE_INTEGER}; that of ${type} is ${JSON.stringify(last)}.`,
      );
  }
}

/** The ids of records that are gone are known by the last id alone, which is never behind those that are there. */
function checkCounted(app: AppName, records: readonly Ref[], lastIds: Record<string, unknown>): void {
  for (const { type, id } of records) {
    if (!Object.hasOwn(lastIds, type))
      throw new TypeError(
        `The "lastIds" of the snapshot's app ${app} lack the type ${type}, of which it has records.`,
      );
    if (isCountable(Number(id)) && Number(id) > Number(lastIds[type]))
      throw new TypeError(
        `The "lastIds" of the snapshot's app ${app} have ${String(lastIds[type])} for ${type}, but there is ${type} ${id}.`,
      );
  }
}

function isRecord(value: unknown): value is StoredRecord {
  return (
    isRef(value) &&
    isObject(value['attributes']) &&
    isObject(value['relations']) &&
    Object.values(value['relations']).every(
      (relation) =>
        relation === null || isRef(relation) || (Array.isArray(relation) && relation.every(isRef)),
    )
  );
}

function isRef(value: unknown): value is Record<string, unknown> {
  return isObject(value) && typeof value['type'] === 'string' && typeof value['id'] === 'string';
}

function isFile(value: unknown): value is FileSnapshot {
  return (
    isObject(value) &&
    ['id', 'name', 'contentType', 'base64'].every((name) => typeof value[name] === 'string')
  );
}
