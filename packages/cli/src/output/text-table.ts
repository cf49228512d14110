import { borderless, GAP, linesOf } from './borderless.ts';
import type { Layout } from './style.ts';
import { leastWidth, lengthOf, narrowed, wrapped } from './wrap.ts';

type Rows = readonly (readonly string[])[];

/** Rows of short texts below a head, wrapped where they are wider than a line. */
export function textTable(head: readonly string[], rows: Rows, { width, style }: Layout): string {
  const sizes = sizesOf([head, ...rows], width);
  const table = borderless({ head: head.map((name) => style('bold', name)) });
  for (const row of rows) table.push(wrappedCells(row, sizes));
  return linesOf(table);
}

/** A note that would be narrower stands below what it is about. */
const NARROWEST_NOTE = 24;
const INDENT = 4;

/** Rows of which each ends with a note: beside the other texts, or below them where there is no room. */
export function notedTable(rows: Rows, width: number): string {
  const notes = rows.map((row) => row.at(-1) ?? '');
  const named = rows.map((row) => row.slice(0, -1));
  const sizes = sizesOf(named, width);
  const room = width - sizes.reduce((sum, size) => sum + size + GAP, 0);
  const longest = Math.max(0, ...notes.map(lengthOf));
  const least = Math.max(Math.min(longest, NARROWEST_NOTE), ...notes.map(leastWidth));
  if (room >= least) {
    const table = borderless();
    for (const row of rows) table.push(wrappedCells(row, [...sizes, room]));
    return linesOf(table);
  }
  // A note stands in all columns, so there is one more that fills the line.
  const table = borderless({ colWidths: [...sizes.map((size) => size + GAP), Math.max(0, room) + GAP] });
  for (const [index, row] of named.entries()) {
    table.push([...wrappedCells(row, sizes), '']);
    const lines = wrapped(notes[index] ?? '', width - INDENT).filter((line) => line !== '');
    const content = lines.map((line) => `${' '.repeat(INDENT)}${line}`).join('\n');
    if (content !== '') table.push([{ content, colSpan: sizes.length + 1 }]);
  }
  return linesOf(table);
}

/** As wide as what stands in a column, or narrower where a line would be too long. */
function sizesOf(rows: Rows, width: number): readonly number[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const most = (measure: (text: string) => number): readonly number[] =>
    Array.from({ length: columns }, (_, column) =>
      Math.max(0, ...rows.map((row) => measure(row[column] ?? ''))),
    );
  const least = most(leastWidth);
  // The spaces behind the last column are not written.
  const room = width - GAP * (columns - 1);
  return narrowed(most(lengthOf), { width: room, least: (column) => least[column] ?? 0 });
}

function wrappedCells(row: readonly string[], sizes: readonly number[]): string[] {
  return row.map((text, column) => wrapped(text, sizes[column] ?? 0).join('\n'));
}
