/**
 * Makes the documentation site.
 *
 *   node site/main.js        into site/dist; a link that leads nowhere, or an export without a docstring, fails it
 *   node site/main.js dev    serves it, and reads the pages again when it is started again
 */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { installLocked } from '../runtimes/install.js';

const here = import.meta.dirname;
const pages = join(here, '.pages');

await installLocked(here, undefined);
// Only now are they there.
const { collectPages } = await import('./collect-pages.js');
const { makeReference } = await import('./make-reference.js');
await rm(pages, { recursive: true, force: true });
const { repository } = JSON.parse(await readFile(join(here, '../package.json'), 'utf8'));
await collectPages(pages, repository && `${repository.url.replace(/^git\+|\.git$/g, '')}/blob/main`);
await makeReference(join(pages, 'api'), pages);
const { build, createServer } = await import('vitepress');
if (process.argv[2] === 'dev') {
  const server = await createServer(here);
  await server.listen();
  server.printUrls();
} else {
  await build(here);
}
