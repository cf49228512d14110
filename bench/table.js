/**
 * @typedef {object} Row
 * @property {string} name
 * @property {string} ours
 * @property {string} baseline
 * @property {string} ratio
 * @property {string} spread
 * @property {string} promise
 */

const COLUMNS = /** @type {const} */ (['case', 'ours', 'baseline', 'ratio', 'spread', 'promise']);

/**
 * Makes a row of a comparison of times.
 *
 * @param {string} name
 * @param {import('./measure.js').Comparison} comparison
 * @param {string} promise
 * @returns {Row}
 */
export function ratioRow(name, { ours, baseline, ratio, ratioSpread }, promise) {
  return {
    name,
    ours: milliseconds(ours),
    baseline: milliseconds(baseline),
    ratio: ratio.toFixed(2),
    spread: ratioSpread.map((value) => value.toFixed(2)).join(' … '),
    promise,
  };
}

/**
 * Makes a row of a comparison in which it matters what is added, not how many times it is the baseline.
 *
 * @param {string} name
 * @param {import('./measure.js').Comparison} comparison
 * @param {string} promise
 * @returns {Row}
 */
export function differenceRow(name, { ours, baseline, difference, differenceSpread }, promise) {
  return {
    name,
    ours: milliseconds(ours),
    baseline: milliseconds(baseline),
    ratio: `+${milliseconds(difference)}`,
    spread: differenceSpread.map(milliseconds).join(' … '),
    promise,
  };
}

/** @param {number} value */
export function milliseconds(value) {
  return `${value < 10 ? value.toFixed(2) : value.toFixed(1)} ms`;
}

/**
 * Prints rows as a Markdown table, which can be read as it is.
 *
 * @param {readonly Row[]} rows
 */
export function printTable(rows) {
  const lines = [
    COLUMNS,
    ...rows.map(({ name, ours, baseline, ratio, spread, promise }) => [
      name,
      ours,
      baseline,
      ratio,
      spread,
      promise,
    ]),
  ];
  const widths = COLUMNS.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const [head, ...body] = lines.map(
    (line) => `| ${line.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`,
  );
  const rule = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  console.log([head, rule, ...body].join('\n'));
}
