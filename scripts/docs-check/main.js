/**
 * Checks every block of code in the pages, and every example in the docstrings.
 *
 *   node scripts/docs-check/main.js [page …]
 */
import { checkDocstrings } from './check-docstrings.js';
import { CODE, SHELL, checkPages } from './check-pages.js';
import { PAGES } from './pages.js';
import { nameOf } from './read-page.js';
import { stepsOf } from './shown-output.js';

const chosen = process.argv.slice(2);
const pages = chosen.length > 0 ? chosen : PAGES;
const { blocks, problems } = await checkPages(pages);
const examples = chosen.length > 0 ? { blocks: [], problems: new Map() } : await checkDocstrings();
for (const [block, problem] of [...problems, ...examples.problems])
  console.error(`\n${nameOf(block)}\n${problem}`);
const count = (languages) => blocks.filter(({ language }) => languages.includes(language)).length;
const shown = blocks
  .flatMap((block) => (SHELL.includes(block.language) ? stepsOf(block) : []))
  .filter((step) => step.shown !== undefined).length;
console.log(
  `${pages.length} pages: ${count(CODE)} blocks were compiled and run, ${count(SHELL)} of the shell were run and what is shown of their output compared (${shown}), ${count(['python'])} in Python were read. ${problems.size} failed.`,
);
if (chosen.length === 0)
  console.log(
    `Docstrings: ${examples.blocks.length} examples were compiled. ${examples.problems.size} failed.`,
  );
process.exitCode = problems.size + examples.problems.size > 0 ? 1 : 0;
