import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { PCOIncompleteReadError, type Iteration, type JsonObject, type PCO, type ReadOptions } from 'tspco';
import type { ExportOptions } from '../commands/export.ts';
import { Interrupted } from '../context.ts';
import { EXIT } from '../exit-codes.ts';
import { Failure, usageFailure } from '../failure.ts';
import type { Invocation } from '../invocation.ts';
import { csvHeader, csvRows } from '../output/csv.ts';
import { showProgress } from '../output/progress.ts';
import { includeTree, recordObject } from '../output/record-object.ts';
import { picked } from '../output/record-writer.ts';
import type { CustomValues } from './custom-values.ts';
import { customValuesOf, exportColumns, exportRequestOf, type ExportRequest } from './export-request.ts';
import { discard, readJournal, removeJournal, writeJournal, type Journal } from './journal.ts';
import { lockFile } from '../lock-file.ts';
import { PartFile } from './part-file.ts';

/** So many records are read again at most when an export goes on. */
const CHECKPOINT = 1000;
/** So many are written at once. */
const BATCH = 100;

/**
 * Writes a list into a file. Until it is complete, what there is lies in `FILE.part`, and a journal beside it says which
 * place in the list belongs to which length: the same command goes on there, whatever ended it.
 */
export async function exportList(
  invocation: Invocation,
  path: string,
  options: ExportOptions,
): Promise<number> {
  const request = await exportRequestOf(invocation, path, options);
  if (await isFolder(request.file))
    throw usageFailure(`${options.to} is a folder.`, 'Give the name of a file: --to folder/people.csv');
  const pco = await invocation.client();
  await mkdir(dirname(request.file), { recursive: true });
  const lock = await lockFile(request.file);
  try {
    const begun = await begin(invocation, request, await customValuesOf(request, pco));
    return await readAll(invocation, pco, begun);
  } finally {
    await lock.release();
  }
}

async function isFolder(file: string): Promise<boolean> {
  const found = await stat(file).catch(() => undefined);
  return found?.isDirectory() === true;
}

/** An export that is under way. */
interface Begun {
  readonly request: ExportRequest;
  readonly part: PartFile;
  readonly custom: CustomValues | undefined;
  readonly columns: readonly string[];
  /** Where it goes on, when it does. */
  readonly journal: Journal | undefined;
}

async function begin(
  invocation: Invocation,
  request: ExportRequest,
  custom: CustomValues | undefined,
): Promise<Begun> {
  const { file, options, identity, format } = request;
  const journal = options.restart ? undefined : await readJournal(file);
  if (journal && journal.request !== identity) {
    throw usageFailure(
      `${options.to}.part is what another export has written: the path, the options or the credentials were others.`,
      'Give the same ones to go on with it, or add --restart to throw it away.',
    );
  }
  const resumed = journal && (await PartFile.resume(file, journal.bytes));
  if (journal && resumed) {
    const { records, columns } = journal;
    await invocation.note(`Going on after ${records.toLocaleString('en')} records.`);
    return { request, part: resumed, custom, columns, journal };
  }
  const columns = await exportColumns(request, custom);
  await removeJournal(file);
  const part = await PartFile.create(file);
  if (format === 'csv') {
    await part.append(`${options.bom ? '\uFEFF' : ''}${csvHeader({ columns, escape: options.escape })}`);
  }
  return { request, part, custom, columns, journal: undefined };
}

async function readAll(invocation: Invocation, pco: PCO, begun: Begun): Promise<number> {
  const { request, part, custom, columns, journal } = begun;
  const progress = showProgress(invocation);
  const list = iterationOf(invocation, pco, begun, progress.update);
  const tree = includeTree(request.include);
  const unknown = new Set<string>();
  let rows: JsonObject[] = [];
  let records = journal?.records ?? 0;
  /** Whether a record was read that is in no row yet: the list's place is behind it. */
  let isBetween = false;
  const write = async (): Promise<void> => {
    await part.append(rowsText(rows, request, columns));
    records += rows.length;
    rows = [];
  };
  const save = async (): Promise<void> => {
    await write();
    const { resume } = list.report;
    if (resume === undefined) return;
    await part.sync();
    const { bytes } = part;
    await writeJournal(request.file, { request: request.identity, columns, resume, bytes, records });
  };
  try {
    for await (const record of list) {
      isBetween = true;
      const object = recordObject(record, tree);
      if (rows.length === 0) noteUnknown(object, columns, unknown);
      rows.push(custom ? await custom.addTo(object, record) : object);
      isBetween = false;
      if (rows.length >= BATCH) await ((records + rows.length) % CHECKPOINT < BATCH ? save() : write());
    }
    await write();
  } catch (error) {
    progress.end();
    try {
      await (isBetween ? write() : save());
    } finally {
      await part.close();
    }
    // What has not begun need not go on.
    if (records === 0) await discard(request.file);
    throw interruption(error, { records, to: request.options.to });
  }
  progress.end();
  await part.finish();
  await removeJournal(request.file);
  if (request.format === 'csv' && request.options.columns === undefined)
    await tellUnknown(invocation, unknown);
  return tellEnd(invocation, list, { records, to: request.options.to });
}

function iterationOf(
  { context }: Invocation,
  pco: PCO,
  { request, journal }: Begun,
  onProgress: ReadOptions['onProgress'],
): Iteration {
  const { url, query, options } = request;
  const { apiVersion, order = [] } = options;
  const keepsOrder = order.every((name) => /^-?(id|created_at)$/.test(name)) && !/[?&]order=/.test(url);
  return pco.iterate(url, query, {
    signal: context.signal,
    onProgress,
    // Pages that overlap prove more than a count, where the order does not change while they are read.
    consistency: keepsOrder ? 'verified' : 'count',
    resume: journal?.resume,
    version: apiVersion,
  });
}

function rowsText(
  rows: readonly JsonObject[],
  { format, options }: ExportRequest,
  columns: readonly string[],
): string {
  if (rows.length === 0) return '';
  if (format === 'csv') return csvRows(rows, { columns, escape: options.escape });
  const asked = columns.length === 0 ? undefined : columns;
  return rows.map((row) => `${JSON.stringify(picked(row, asked))}\n`).join('');
}

interface Written {
  readonly records: number;
  readonly to: string;
}

function interruption(error: unknown, { records, to }: Written): unknown {
  if (records === 0) return error;
  const far = `${records.toLocaleString('en')} records are in ${to}.part`;
  const remedy = 'Run the same command again: it goes on where it was.';
  if (error instanceof Interrupted) {
    return new Failure(`Interrupted. ${far}.`, { exitCode: error.exitCode, remedy });
  }
  if (error instanceof PCOIncompleteReadError) {
    return new Failure(`${error.message} ${far}.`, {
      exitCode: EXIT.incomplete,
      remedy: `${remedy} If it ends like this again, add --restart.`,
      cause: error.cause,
    });
  }
  return error;
}

/** What the server sends and the catalog does not know has no column. */
function noteUnknown(object: JsonObject, columns: readonly string[], unknown: Set<string>): void {
  for (const [name, value] of Object.entries(object)) {
    const isOwn = typeof value !== 'object' || value === null;
    if (
      isOwn &&
      name !== 'type' &&
      !columns.includes(name) &&
      !columns.some((one) => one.startsWith(`${name}.`))
    )
      unknown.add(name);
  }
}

async function tellUnknown(invocation: Invocation, unknown: ReadonlySet<string>): Promise<void> {
  if (unknown.size === 0) return;
  await invocation.note(
    `Note: the server also sent ${[...unknown].join(', ')}, which the catalog does not know: --columns can name them, with --no-check.`,
  );
}

async function tellEnd(invocation: Invocation, list: Iteration, { records, to }: Written): Promise<number> {
  const { completeness, reason } = list.report;
  const many = `${records.toLocaleString('en')} ${records === 1 ? 'record' : 'records'}`;
  if (completeness === 'incomplete') {
    await invocation.note(`Wrote ${many} to ${to}, but nothing proves that this is all: ${reason}.`);
    return EXIT.incomplete;
  }
  await invocation.note(`Wrote ${many} to ${to}, complete.`);
  return EXIT.ok;
}
