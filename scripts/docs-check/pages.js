/**
 * The pages whose code is checked: those of the site but for one, each example of which has a test of its own, and the
 * readmes of folders that belong to no package.
 */
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PAGES as OF_SITE } from '../../site/pages.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const examples = readdirSync(`${root}examples`)
  .map((name) => `examples/${name}/README.md`)
  .filter((page) => existsSync(root + page));

export const PAGES = [
  'site/home.md',
  ...OF_SITE.filter(({ tested }) => tested !== true).map(({ source }) => source),
  ...examples,
  'runtimes/README.md',
  'scenarios/README.md',
];
