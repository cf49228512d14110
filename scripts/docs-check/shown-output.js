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
const DAY_MS = 86_400_000;
/** How far from today a day may be that the page shows as another one. */
const NEAR_DAYS = 14;
// What is another one each time: days near today, times, ports.
const CHANGING = /(\d{4}-\d{2}-\d{2})|([0-2]\d:[0-5]\d(?::[0-5]\d(?:\.\d+)?)?)|(?<=127\.0\.0\.1:)(\d+)/g;

/**
 * Compares them line by line. `…` stands for lines when it is alone, else for anything in its line.
 *
 * @returns {string | undefined} what is wrong
 */
export function differenceOf(shown, printed) {
  return isShown(linesOf(shown), linesOf(printed))
    ? undefined
    : `the page shows\n${shown.trimEnd()}\nand it prints\n${printed.trimEnd().slice(0, MOST_CHARACTERS)}`;
}

function linesOf(text) {
  const lines = text.split('\n').map((line) => line.trimEnd());
  while (lines.at(-1) === '') lines.pop();
  return lines;
}

function isShown(shown, printed) {
  const parts = [[]];
  for (const line of shown)
    if (line.trim() === '…') parts.push([]);
    else parts.at(-1).push(patternOf(line));
  const fitsAt = (part, at) => at >= 0 && part.every((pattern, index) => fits(pattern, printed[at + index]));
  const [first, ...rest] = parts;
  if (!fitsAt(first, 0)) return false;
  const last = rest.pop();
  if (last === undefined) return first.length === printed.length;
  let at = first.length;
  // The earliest place of each part leaves the most room for those behind it.
  for (const part of rest) {
    while (at + part.length <= printed.length && !fitsAt(part, at)) at++;
    at += part.length;
  }
  return at + last.length <= printed.length && fitsAt(last, printed.length - last.length);
}

function fits({ pattern, days }, line) {
  const found = line === undefined ? null : pattern.exec(line);
  return found !== null && days.every((day, index) => found[index + 1] === day || isNear(found[index + 1]));
}

function isNear(day) {
  return Math.abs(Date.parse(day) - Date.now()) < NEAR_DAYS * DAY_MS;
}

function patternOf(line) {
  const days = [];
  let source = '';
  let at = 0;
  for (const match of line.matchAll(CHANGING)) {
    const [text, day, time] = match;
    if (day !== undefined) days.push(day);
    const any = day !== undefined ? '(\\d{4}-\\d{2}-\\d{2})' : time !== undefined ? '[\\d:.]+' : '\\d+';
    source += literal(line.slice(at, match.index)) + any;
    at = match.index + text.length;
  }
  return { pattern: new RegExp(`^${source}${literal(line.slice(at))}$`), days };
}

function literal(text) {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replaceAll('…', '.*');
}
