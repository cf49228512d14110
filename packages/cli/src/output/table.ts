import type { JsonObject } from 'tspco';
import { borderless, GAP, linesOf } from './borderless.ts';
import { printable } from './printable.ts';
import type { Layout } from './style.ts';
import { cellText, valueAt } from './value-at.ts';
import { narrowed } from './wrap.ts';

/** How records are drawn. */
export interface TableOptions extends Layout {
  /** What the person asked for; without them, those that fit and hold something. */
  readonly columns?: readonly string[] | undefined;
}

/** A text is cut after so many characters as long as there are other columns to show. */
const WIDEST = 40;
/** In a narrow terminal, no column is cut to less. */
const NARROWEST = 8;

/** What people know a thing by comes first. */
const HEADLINES = [
  'id',
  'name',
  'full_name',
  'title',
  'first_name',
  'last_name',
  'number',
  'address',
  'subject',
  'summary',
  'description',
  'status',
  'amount_cents',
  'starts_at',
  'dates',
  'location',
  'created_at',
];
/** Where the whole name is shown, its parts need not be. */
const PARTS_OF_NAME = /^(full|first|last|given|middle)_name$/;
/** What only programs look at comes last. */
const BACKGROUND =
  /(^|_)(id|url|at|html|links?|permission|avatar|count|ids|token)s?$|^type$|^(can|is|has)_|\.(id|type)$/;

/** Records under each other, with as many columns as fit. */
export function recordTable(records: readonly JsonObject[], options: TableOptions): string {
  const { columns, width, style } = options;
  // All of them are of one type.
  const candidates = columns ?? rankedColumns(records).filter((column) => column !== 'type');
  const drawn = candidates
    .map((column) => drawnColumn(column, records))
    .filter(({ isEmpty }) => columns !== undefined || !isEmpty);
  const shown = columns === undefined ? fitting(drawn, width) : shrunk(drawn, width);
  const table = borderless({
    head: shown.map(({ column }) => style('bold', column)),
    colWidths: shown.map(({ size }) => size + GAP),
  });
  for (const index of records.keys()) table.push(shown.map(({ cells }) => cells[index] ?? ''));
  return linesOf(table);
}

/** One record, a line for each of its values. */
export function detailTable(record: JsonObject, { columns, width, style }: TableOptions): string {
  const names = columns ?? rankedColumns([record]);
  const rows = names
    .map((name) => [name, oneLine(cellText(valueAt(record, name)))] as const)
    .filter(([, text]) => columns !== undefined || text !== '');
  const widest = Math.max(0, ...rows.map(([name]) => name.length));
  const table = borderless({ colWidths: [widest + GAP, Math.max(20, width - widest - GAP)] });
  for (const [name, text] of rows) table.push([style('bold', name), text]);
  return linesOf(table);
}

interface DrawnColumn {
  readonly column: string;
  readonly cells: readonly string[];
  readonly size: number;
  readonly isEmpty: boolean;
}

function drawnColumn(column: string, records: readonly JsonObject[]): DrawnColumn {
  const cells = records.map((record) => oneLine(cellText(valueAt(record, column))));
  const longest = Math.max(0, ...cells.map((cell) => cell.length));
  return { column, cells, size: Math.max(column.length, longest), isEmpty: longest === 0 };
}

/** As many of the columns as there is room for, long texts cut. */
function fitting(drawn: readonly DrawnColumn[], width: number): readonly DrawnColumn[] {
  const shown: DrawnColumn[] = [];
  let left = width;
  for (const one of drawn) {
    const size = Math.min(one.size, WIDEST);
    if (size + GAP > left && shown.length > 0) continue;
    shown.push({ ...one, size });
    left -= size + GAP;
  }
  return shown;
}

/** All of the columns, the widest made narrower until they fit. */
function shrunk(drawn: readonly DrawnColumn[], width: number): readonly DrawnColumn[] {
  const sizes = narrowed(
    drawn.map(({ size }) => size),
    { width: width - GAP * drawn.length, least: () => NARROWEST },
  );
  return drawn.map((one, index) => ({ ...one, size: sizes[index] ?? one.size }));
}

/** All columns that the records have, the most telling first; of what was included, each of its own. */
function rankedColumns(records: readonly JsonObject[]): readonly string[] {
  const names = new Set<string>();
  for (const record of records) {
    for (const [name, value] of Object.entries(record))
      for (const one of columnsIn(name, value)) names.add(one);
  }
  const rank = (name: string): number =>
    names.has('name') && PARTS_OF_NAME.test(name) ? HEADLINES.length + 2 : rankOf(name);
  const ranked = [...names].map((name, place) => ({ name, rank: rank(name), place }));
  return ranked.sort((a, b) => a.rank - b.rank || a.place - b.place).map(({ name }) => name);
}

function columnsIn(name: string, value: unknown): readonly string[] {
  const one: unknown = Array.isArray(value) ? (value as readonly unknown[])[0] : value;
  if (typeof one !== 'object' || one === null || !('id' in one)) return [name];
  return Object.keys(one).map((inner) => `${name}.${inner}`);
}

function rankOf(name: string): number {
  const headline = HEADLINES.indexOf(name);
  if (headline !== -1) return headline;
  const [first = '', inner] = name.split('.');
  // What was included was asked for, so what it is known by comes before what nobody named.
  const own = inner === undefined ? -1 : HEADLINES.indexOf(inner);
  if (own > 0 && !BACKGROUND.test(name)) return HEADLINES.indexOf('name') + own / 100;
  return HEADLINES.length + (BACKGROUND.test(inner === undefined ? first : name) ? 2 : 1);
}

function oneLine(text: string): string {
  return printable(text.replaceAll(/\s*[\r\n]+\s*/g, ' ').replaceAll('\t', ' '));
}
