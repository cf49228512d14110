import type { JsonObject, JsonValue } from 'tspco';
import type { Format, OutputOptions } from '../commands/output-options.ts';
import type { Invocation } from '../invocation.ts';
import { printable } from './printable.ts';
import { valueAt } from './value-at.ts';

/** Writes records one after the other. */
export interface RecordWriter {
  write(record: JsonObject): Promise<void>;
  end(): Promise<void>;
  /** Ends it where not all records came. */
  abandon(): Promise<void>;
}

/** How records are written. */
export interface WriterOptions {
  readonly format: Format;
  /** What the person asked for. */
  readonly columns: readonly string[] | undefined;
  /** What else CSV has as its columns; asked for only when it is needed. */
  readonly allColumns: () => readonly string[];
  readonly escape: boolean;
  /** One record, which is shown by itself and not as a list of one. */
  readonly single: boolean;
}

/** The format that is meant: a table for a person, else what a program reads best. */
export function formatOf({ format }: OutputOptions, { context }: Invocation, piped: Format): Format {
  return format ?? (context.stdout.isTerminal ? 'table' : piped);
}

/** Says that no records came, where what is written does not: in JSON it is an empty list. */
export async function tellNothing(invocation: Invocation, format: Format): Promise<void> {
  if (format !== 'json') await invocation.note('There is nothing.');
}

/** A writer to standard output. */
export async function recordWriter(invocation: Invocation, options: WriterOptions): Promise<RecordWriter> {
  const { isTerminal } = invocation.context.stdout;
  const print: Print = (text) => invocation.print(isTerminal ? printable(text) : text);
  switch (options.format) {
    case 'json':
      return options.single ? oneJson(print, options) : jsonArray(print, options);
    case 'ndjson':
      return lines(print, (records) =>
        records.map((record) => `${JSON.stringify(picked(record, options.columns))}\n`).join(''),
      );
    case 'csv': {
      const { csvHeader, csvRows } = await import('./csv.ts');
      const csv = { columns: options.columns ?? options.allColumns(), escape: options.escape };
      await print(csvHeader(csv));
      return lines(print, (records) => csvRows(records, csv));
    }
    case 'table':
      return wholeTable(invocation, options);
  }
}

/** Writes texts that came from outside. */
type Print = (text: string) => Promise<void>;

/** Only the columns that were asked for, under the names by which they were. */
export function picked(record: JsonObject, columns: readonly string[] | undefined): JsonObject {
  if (columns === undefined) return record;
  return Object.fromEntries(
    columns.map((column): [string, JsonValue] => [column, valueAt(record, column) ?? null]),
  );
}

/** So many records are written at once: one by one is slow, and all at the end too late. */
const BATCH = 100;

function lines(print: Print, textOf: (records: readonly JsonObject[]) => string): RecordWriter {
  let batch: JsonObject[] = [];
  const flush = async (): Promise<void> => {
    const records = batch;
    batch = [];
    if (records.length > 0) await print(textOf(records));
  };
  return {
    write: (record) => (batch.push(record) < BATCH ? Promise.resolve() : flush()),
    end: flush,
    abandon: flush,
  };
}

function jsonArray(print: Print, { columns }: WriterOptions): RecordWriter {
  let before = '[\n';
  return {
    async write(record) {
      const text = JSON.stringify(picked(record, columns), undefined, 2).replaceAll(/^/gm, '  ');
      await print(`${before}${text}`);
      before = ',\n';
    },
    end: () => print(before === '[\n' ? '[]\n' : '\n]\n'),
    // What lacks its end is not taken for the whole list.
    abandon: () => print('\n'),
  };
}

function oneJson(print: Print, { columns }: WriterOptions): RecordWriter {
  return {
    write: (record) => print(`${JSON.stringify(picked(record, columns), undefined, 2)}\n`),
    end: () => Promise.resolve(),
    abandon: () => Promise.resolve(),
  };
}

/** Where nobody says how wide a line may be. */
const USUAL_WIDTH = 100;

function wholeTable(invocation: Invocation, { columns, single }: WriterOptions): RecordWriter {
  const records: JsonObject[] = [];
  const draw = async (): Promise<void> => {
    const { detailTable, recordTable } = await import('./table.ts');
    const width = invocation.context.stdout.columns ?? USUAL_WIDTH;
    const look = { columns, width, style: invocation.style };
    const [first] = records;
    if (first === undefined) return;
    await invocation.print(single ? detailTable(first, look) : recordTable(records, look));
  };
  return {
    write(record) {
      records.push(record);
      return Promise.resolve();
    },
    end: draw,
    abandon: draw,
  };
}
