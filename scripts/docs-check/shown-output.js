/** What a page shows of what its commands print, and whether they print it. */

/**
 * @typedef {object} Step
 * @property {string} command
 * @property {string | undefined} shown what the page says that it prints
 */

/**
 * The commands of a block: all of a block of the shell, with the text that stands right after it; of a console, each
 * command with what stands below it.
 *
 * @param {import('./read-page.js').Block} block
 * @returns {Step[]}
 */
export function stepsOf({ language, code, shown }) {
  if (language === 'sh') return [{ command: code, shown }];
  return code
    .split(/^\$ /m)
    .slice(1)
    .map((text) => {
      const [command = '', ...output] = text.trimEnd().split('\n');
      return { command, shown: output.length > 0 ? output.join('\n') : undefined };
    });
}

const MOST_CHARACTERS = 2000;
// What is another one each time: days, times, ports.
const CHANGING = [/\d{4}-\d{2}-\d{2}/, /\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?/, /(?<=127\.0\.0\.1:)\d+/];

/**
 * Compares them line by line. `…` stands for lines when it is alone, else for anything in its line.
 *
 * @returns {string | undefined} what is wrong
 */
export function differenceOf(shown, printed) {
  const lines = shown
    .trimEnd()
    .split('\n')
    .map((line) => (line.trim() === '…' ? '(?:.*\n)*?' : `${patternOf(line.trimEnd())} *\n`));
  if (new RegExp(`^${lines.join('')}$`).test(`${printed.trimEnd()}\n`)) return undefined;
  return `the page shows\n${shown.trimEnd()}\nand it prints\n${printed.trimEnd().slice(0, MOST_CHARACTERS)}`;
}

function patternOf(line) {
  const changing = new RegExp(CHANGING.map(({ source }) => `(${source})`).join('|'), 'g');
  let pattern = '';
  let at = 0;
  for (const match of line.matchAll(changing)) {
    const kind = match.slice(1).findIndex((group) => group !== undefined);
    pattern += literal(line.slice(at, match.index)) + CHANGING[kind].source;
    at = match.index + match[0].length;
  }
  return pattern + literal(line.slice(at));
}

function literal(text) {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replaceAll('…', '.*');
}
