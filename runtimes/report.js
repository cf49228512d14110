/** Puts outcomes into words: lines while it runs, and a table at the end. */

/** @typedef {{ title: string, outcomes: import('./checks.js').Outcome[] | undefined }} Result none: it was skipped */

/** @param {Result} result */
export function printResult({ title, outcomes }) {
  if (outcomes === undefined) {
    console.log(`\n${title}: skipped, its package is for Linux on x64 with glibc`);
    return;
  }
  console.log(`\n${title}`);
  for (const { name, problem } of outcomes) {
    console.log(
      problem === undefined ? `  passed  ${name}` : `  FAILED  ${name}\n          ${indented(problem)}`,
    );
  }
}

/**
 * Prints the table and the sums.
 *
 * @param {readonly Result[]} results
 * @returns {boolean} whether nothing failed
 */
export function printSummary(results) {
  // A runtime that is skipped counts as many checks as another makes.
  const most = Math.max(1, ...results.map(({ outcomes }) => outcomes?.length ?? 0));
  const rows = results.map(({ title, outcomes }) => {
    const failed = outcomes?.filter(({ problem }) => problem !== undefined).length ?? 0;
    return {
      title,
      passed: (outcomes?.length ?? 0) - failed,
      failed,
      skipped: outcomes === undefined ? most : 0,
    };
  });
  console.log('\n| Runtime | Passed | Failed | Skipped |\n|---|---:|---:|---:|');
  for (const { title, passed, failed, skipped } of rows) {
    console.log(`| ${title} | ${passed} | ${failed} | ${skipped} |`);
  }
  const sum = (column) => rows.reduce((total, row) => total + row[column], 0);
  console.log(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped`);
  return sum('failed') === 0 && sum('passed') > 0;
}

function indented(text) {
  return text.trim().replaceAll('\n', '\n          ');
}
