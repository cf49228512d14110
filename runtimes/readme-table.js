/** The table in the README, made of what was run. */
import { readFile, writeFile } from 'node:fs/promises';

const readme = new URL('../README.md', import.meta.url);
const START = '<!-- runtimes: written by `npm run runtimes -- --write` -->\n\n';
const END = '\n<!-- end of runtimes -->';

/**
 * Compares the README's table with results, or writes it.
 *
 * @param {readonly import('./report.js').Result[]} results
 * @param {{ write: boolean }} options
 * @returns {Promise<boolean>} whether the README says what was found
 */
export async function checkReadme(results, { write }) {
  const text = await readFile(readme, 'utf8');
  const [from, to] = [text.indexOf(START) + START.length, text.indexOf(END)];
  if (from < START.length || to < from) throw new Error('README.md has no place for the table of runtimes.');
  const table = tableOf(results);
  if (text.slice(from, to) === table) return true;
  if (write) {
    await writeFile(readme, text.slice(0, from) + table + text.slice(to));
    console.log('The table in README.md is written.');
    return true;
  }
  console.log('The table in README.md is not what was found: npm run runtimes -- --write');
  return false;
}

function tableOf(results) {
  const rows = results.map(({ title, outcomes = [] }) => {
    const passed = outcomes.filter(({ problem }) => problem === undefined).length;
    return [title, passed === outcomes.length ? `all ${passed}` : `${passed} of ${outcomes.length}`];
  });
  const cells = [['Runtime', 'Checks passed'], ...rows];
  const widths = [0, 1].map((column) => Math.max(...cells.map((row) => row[column].length)));
  const line = (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |\n`;
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |\n`;
  return line(cells[0]) + rule + rows.map(line).join('');
}
