import { stringify } from 'csv-stringify/sync';
import type { JsonObject } from 'tspco';
import { cellText, valueAt } from './value-at.ts';

/** How CSV is written. */
export interface CsvOptions {
  readonly columns: readonly string[];
  /** Whether texts that a spreadsheet would run are made harmless. */
  readonly escape: boolean;
}

/** The first line. */
export function csvHeader({ columns }: CsvOptions): string {
  return stringify([columns]);
}

/** A line for each record. */
export function csvRows(records: readonly JsonObject[], { columns, escape }: CsvOptions): string {
  const rows = records.map((record) =>
    columns.map((column) => {
      const text = cellText(valueAt(record, column));
      return escape ? harmless(text) : text;
    }),
  );
  return stringify(rows);
}

/**
 * A spreadsheet takes a cell that begins with one of these for a formula, and people can write their own names into
 * Planning Center. An apostrophe makes it a text. Numbers, and phone numbers such as +1 (555) 010-4477, can do nothing and
 * stay as they are.
 */
export function harmless(text: string): string {
  if (!/^[=+\-@\t\r]/.test(text)) return text;
  return /^[+-][\d\s().,/-]*$/.test(text) ? text : `'${text}`;
}
