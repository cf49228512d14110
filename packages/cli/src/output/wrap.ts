import { stripVTControlCharacters } from 'node:util';

/**
 * Lines no longer than the width, as far as that can be: a text goes on in the next line behind a space or, in a path,
 * before a slash. No name is broken.
 */
export function wrapped(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const piece of piecesOf(text)) {
    if (line !== '' && lengthOf(line + piece) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += piece;
  }
  return [...lines, line.trimEnd()];
}

/** The widths of columns, made narrower until a line fits; those in which most is written first, none below its least. */
export function narrowed(
  sizes: readonly number[],
  { width, least }: { readonly width: number; readonly least: (column: number) => number },
): readonly number[] {
  const fitting = [...sizes];
  let excess = fitting.reduce((sum, size) => sum + size, 0) - width;
  for (; excess > 0; excess--) {
    const room = fitting.map((size, column) => (size > least(column) ? size : 0));
    const widest = Math.max(...room);
    if (!(widest > 0)) break;
    fitting[room.indexOf(widest)] = widest - 1;
  }
  return fitting;
}

/** As wide as the longest name in it. */
export function leastWidth(text: string): number {
  return Math.max(0, ...piecesOf(text).map(lengthOf));
}

/** Characters that a terminal shows. */
export function lengthOf(text: string): number {
  return stripVTControlCharacters(text).trimEnd().length;
}

/** Words with the spaces behind them; paths by their segments, and never within the `://` of an address. */
function piecesOf(text: string): readonly string[] {
  return text.split(/(?<=\s)(?=\S)|(?<=[^\s/:])(?=\/[^/])/);
}
