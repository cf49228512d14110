/**
 * Checks every block of code in the pages.
 *
 *   node scripts/docs-check/main.js [page …]
 */
import { CODE, checkPages } from './check-pages.js';
import { PAGES } from './pages.js';
import { nameOf } from './read-page.js';

const chosen = process.argv.slice(2);
const pages = chosen.length > 0 ? chosen : PAGES;
const { blocks, problems } = await checkPages(pages);
for (const [block, problem] of problems) console.error(`\n${nameOf(block)}\n${problem}`);
const count = (languages) => blocks.filter(({ language }) => languages.includes(language)).length;
console.log(
  `${pages.length} pages: ${count(CODE)} blocks were compiled and run, ${count(['sh'])} of the shell were run, ${count(['python'])} in Python were read. ${problems.size} failed.`,
);
process.exitCode = problems.size > 0 ? 1 : 0;
