import { GAP } from './borderless.ts';
import type { Layout } from './style.ts';
import { leastWidth, lengthOf, narrowed, wrapped } from './wrap.ts';

type Rows = readonly (readonly string[])[];

/** Rows of short texts below a head, wrapped where they are wider than a line. */
export function textTable(head: readonly string[], rows: Rows, { width, style }: Layout): string {
  const sizes = sizesOf([head, ...rows], width);
  const all = [head.map((name) => style('bold', name)), ...rows];
  return textOf(all.flatMap((row) => rowLines(row, sizes, width)));
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
  if (room >= least) return textOf(rows.flatMap((row) => rowLines(row, [...sizes, room], width)));
  const below = (note: string): readonly string[] =>
    note === '' ? [] : wrapped(note, width - INDENT).map(indented);
  return textOf(named.flatMap((row, index) => rowLines(row, sizes, width).concat(below(notes[index] ?? ''))));
}

/** Texts beside each other; one behind the other where they are too long for that. */
function rowLines(row: readonly string[], sizes: readonly number[], width: number): readonly string[] {
  const cells = row.map((text, column) => wrapped(text, sizes[column] ?? 0));
  const height = Math.max(...cells.map((lines) => lines.length));
  const lines = Array.from({ length: height }, (_, line) =>
    joined(cells.map((cell, column) => padded(cell[line] ?? '', sizes[column] ?? 0))),
  );
  if (lines.every((line) => lengthOf(line) <= width)) return lines;
  return wrapped(joined(row), width - INDENT).map((line, index) => (index === 0 ? line : indented(line)));
}

function indented(line: string): string {
  return `${' '.repeat(INDENT)}${line}`;
}

function joined(texts: readonly string[]): string {
  return texts.join(' '.repeat(GAP)).trimEnd();
}

function padded(text: string, size: number): string {
  return text + ' '.repeat(Math.max(0, size - lengthOf(text)));
}

/** As wide as what stands in a column, or narrower where a line would be too long. */
function sizesOf(rows: Rows, width: number): readonly number[] {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const most = (measure: (text: string, column: number) => number): readonly number[] =>
    Array.from({ length: columns }, (_, column) =>
      Math.max(0, ...rows.map((row) => measure(row[column] ?? '', column))),
    );
  const least = most(leastWidth);
  // The spaces behind the last column are not written.
  const room = width - GAP * (columns - 1);
  const sizes = narrowed(most(lengthOf), { width: room, least: (column) => least[column] ?? 0 });
  return most((text, column) => Math.max(...wrapped(text, sizes[column] ?? 0).map(lengthOf)));
}

function textOf(lines: readonly string[]): string {
  return lines.map((line) => `${line}\n`).join('');
}
