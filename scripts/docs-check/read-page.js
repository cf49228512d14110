/** Finds the blocks of code in a page. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);

/** Those that are checked, and those that are no programs. */
const LANGUAGES = new Set(['js', 'ts', 'sh', 'console', 'python', '', 'text', 'json', 'csv', 'ini']);

/**
 * @typedef {object} Block
 * @property {string} page its path below the repository
 * @property {number} line of its first line of code
 * @property {string} language as it stands behind the fence; empty where there is none
 * @property {string} code
 * @property {string | undefined} file the name that the page says to save it under
 * @property {string | undefined} shown the text without a language, or of language `text`, that stands right after it
 * @property {string | undefined} thrown the error that the page shows right after it, or behind `// throws:`, up to where it leaves
 *   something out
 */

/**
 * @param {string} page a path below the repository
 * @returns {Promise<Block[]>}
 */
export async function readPage(page) {
  return blocksOf(page, await readFile(fileURLToPath(new URL(page, root)), 'utf8'));
}

/**
 * @param {string} page
 * @param {string} text in Markdown
 * @returns {Block[]}
 */
export function blocksOf(page, text) {
  const lines = text.split('\n');
  const blocks = [];
  for (let at = 0; at < lines.length; at++) {
    const [, indent, fence, language = ''] = /^( *)(`{3,})(\w*)/.exec(lines[at]) ?? [];
    if (/^ *~~~/.test(lines[at]))
      throw new Error(`${page}:${at + 1}: blocks of code stand between three \`.`);
    if (fence === undefined) continue;
    if (!LANGUAGES.has(language))
      throw new Error(
        `${page}:${at + 1}: it is not known how ${language} is checked. Known: ${[...LANGUAGES].filter(Boolean).join(', ')}.`,
      );
    const end = lines.indexOf(indent + fence, at + 1);
    if (end === -1) throw new Error(`${page}:${at + 1}: the block of code does not end.`);
    const code = lines.slice(at + 1, end).map((line) => line.slice(indent.length));
    const [, file] =
      /\b(?:[Ss]ave|[Aa]nd) th(?:is|at)[^`]*`([\w./-]+\.\w+)`/.exec(sentenceBefore(lines, at)) ?? [];
    const [, thrown] = /\/\/ throws: ([^…]*)$/m.exec(code.join('\n')) ?? [];
    const last = blocks.at(-1);
    if (/^(text)?$/.test(language) && last && lines.slice(last.end + 1, at).every((line) => line === '')) {
      last.shown = code.join('\n');
      [last.thrown] = /^PCO\w*Error: [^…]*/.exec(code.join(' ')) ?? [last.thrown];
    }
    blocks.push({ page, line: at + 2, language, code: `${code.join('\n')}\n`, file, thrown, end });
    at = end;
  }
  return blocks;
}

/** The text between a block and what stands before it. */
function sentenceBefore(lines, at) {
  let first = at;
  while (first > 0 && !/^(#|```)/.test(lines[first - 1])) first--;
  return lines.slice(first, at).join(' ');
}

/** @param {Pick<Block, 'page' | 'line' | 'code'>} block */
export function nameOf({ page, line, code }) {
  return `${page}:${line}: ${code.split('\n').find((text) => text.trim() !== '') ?? ''}`;
}
