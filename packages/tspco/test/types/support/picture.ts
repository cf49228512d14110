/** Draws what an editor offers, as an SVG that follows the reader's light or dark scheme. */

const CHARACTER = 8.4;
const LINE = 22;
const MARGIN = 16;
const SHOWN = 7;

const STYLE = `
  .paper { fill: #ffffff; stroke: #d8dee4 }
  .code { fill: #24292f }
  .cursor { stroke: #0969da; stroke-width: 2 }
  .list { fill: #f6f8fa; stroke: #d0d7de }
  .chosen { fill: #ddf4ff }
  .more { fill: #6e7781 }
  text { font: 14px ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; white-space: pre }
  @media (prefers-color-scheme: dark) {
    .paper { fill: #0d1117; stroke: #30363d }
    .code { fill: #e6edf3 }
    .list { fill: #161b22; stroke: #30363d }
    .chosen { fill: #1f3a5f }
    .more { fill: #8b949e }
  }
`;

/**
 * @param code - with `|` for the cursor in its last line
 * @param offered - the editor's names; what has been typed of one already must be its beginning
 */
export function drawCompletion(code: string, offered: readonly string[]): string {
  const lines = code.replace('|', '').split('\n');
  const last = lines.length - 1;
  const column = code.split('\n')[last]?.indexOf('|') ?? 0;
  const typed = /[\w/-]*$/.exec((lines[last] ?? '').slice(0, column))?.[0] ?? '';
  const names = offered.filter((name) => name.startsWith(typed) && name !== typed).sort();
  const shown = names.slice(0, SHOWN);
  const more = names.length - shown.length;
  const rows = [...shown, ...(more > 0 ? [`and ${more} more`] : [])];

  const left = MARGIN + (column - typed.length) * CHARACTER;
  const top = MARGIN + lines.length * LINE + 4;
  const listWidth = (Math.max(...rows.map((row) => row.length)) + 3) * CHARACTER;
  const width = Math.ceil(
    Math.max(left + listWidth, MARGIN + Math.max(...lines.map((line) => line.length)) * CHARACTER) + MARGIN,
  );
  const height = top + rows.length * LINE + MARGIN;
  const baseline = (row: number, from: number): number => from + row * LINE + 16;
  const cursor = MARGIN + column * CHARACTER;
  const cursorTop = MARGIN + last * LINE;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">`,
    `<title>${escaped(`An editor offers ${shown.join(', ')}${more > 0 ? ' and more' : ''}`)}</title>`,
    `<style>${STYLE}</style>`,
    `<rect class="paper" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" />`,
    ...lines.map((line, row) => text('code', MARGIN, baseline(row, MARGIN), line)),
    `<line class="cursor" x1="${cursor}" x2="${cursor}" y1="${cursorTop + 3}" y2="${cursorTop + 20}" />`,
    `<rect class="list" x="${left - 8}" y="${top}" width="${listWidth}" height="${rows.length * LINE}" rx="4" />`,
    `<rect class="chosen" x="${left - 7.5}" y="${top + 0.5}" width="${listWidth - 1}" height="${LINE}" rx="4" />`,
    ...rows.map((row, index) =>
      text(index < shown.length ? 'code' : 'more', left, baseline(index, top), row),
    ),
    '</svg>',
    '',
  ].join('\n');
}

function text(name: string, x: number, y: number, content: string): string {
  // The width is laid down, so that the cursor stands where it should in every font.
  return content === ''
    ? ''
    : `<text class="${name}" x="${x}" y="${y}" textLength="${content.length * CHARACTER}">${escaped(content)}</text>`;
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
