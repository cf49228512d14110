import Table from 'cli-table3';

/** Spaces between two columns. */
export const GAP = 2;

const NO_BORDER = {
  top: '',
  'top-mid': '',
  'top-left': '',
  'top-right': '',
  bottom: '',
  'bottom-mid': '',
  'bottom-left': '',
  'bottom-right': '',
  left: '',
  'left-mid': '',
  mid: '',
  'mid-mid': '',
  right: '',
  'right-mid': '',
  middle: '',
};

/** A table of which only the texts are seen. */
export function borderless(
  options: { readonly head?: string[]; readonly colWidths?: number[] } = {},
): Table.Table {
  return new Table({
    ...options,
    chars: NO_BORDER,
    style: { 'padding-left': 0, 'padding-right': GAP, head: [], border: [], compact: true },
  });
}

/** What is written of it. */
export function linesOf(table: Table.Table): string {
  const lines = table.toString().split('\n');
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`;
}
