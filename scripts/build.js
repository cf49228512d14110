/**
 * Joins the modules of the client and of the command line into a few files. Loading the client's fifty small modules one
 * by one costs a program 20 ms at every start; what only some programs need (uploads, downloads, lists), or some
 * commands, stays in files of its own, loaded when first used. Declarations come from `tsc`, which runs before.
 */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const client = fileURLToPath(new URL('../packages/tspco', import.meta.url));
const platforms = ['browser', 'bun', 'deno', 'node', 'web'].map((name) => `platform/${name}`);
const entries = ['index', 'check', 'pacing', 'people', 'webhooks', 'file-store', 'token-store', ...platforms];

const bundle = await rolldown({
  cwd: client,
  input: Object.fromEntries(entries.map((name) => [name, `src/${name}.ts`])),
  // Which of the platform files it stands for is decided where the package is used.
  external: ['#platform'],
  platform: 'neutral',
});
// Chunks that an earlier build made under other names must not be published.
await rm(join(client, 'dist/chunks'), { recursive: true, force: true });
await bundle.write({
  dir: 'dist',
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name].js',
  codeSplitting: {
    groups: [
      // Apart from the core, which imports more when it is needed: a bundler that splits keeps what such files use, so
      // whoever needs an error class alone would get all of the core with it.
      { name: 'errors', test: /src[/\\]errors\.ts$/, priority: 1 },
      // Every file costs a start half a millisecond, so what is always loaded together is one.
      {
        debugName: 'core',
        name: (id, graph) => (loadedWith(join(client, 'src/index.ts'), graph).has(id) ? 'core' : null),
      },
    ],
  },
});

const cli = fileURLToPath(new URL('../packages/cli', import.meta.url));
const { dependencies } = JSON.parse(await readFile(join(cli, 'package.json'), 'utf8'));
const commands = await rolldown({
  cwd: cli,
  input: { bin: 'src/bin.ts', index: 'src/index.ts' },
  external: Object.keys(dependencies).map((name) => new RegExp(`^${name}(/|$)`)),
  platform: 'node',
});
await rm(join(cli, 'dist/chunks'), { recursive: true, force: true });
await commands.write({
  dir: 'dist',
  entryFileNames: '[name].js',
  chunkFileNames: 'chunks/[name].js',
  codeSplitting: {
    groups: [
      {
        name: 'start',
        test: /src[/\\](context|run|exit-codes|failure|secrets|typed-as|version|process-context|output[/\\]style)\.ts/,
      },
    ],
  },
});

/** What is loaded when a module is: itself and what it imports, but not what `import()` fetches later. */
function loadedWith(entry, graph) {
  const loaded = new Set([entry]);
  for (const id of loaded) for (const next of graph.getModuleInfo(id)?.importedIds ?? []) loaded.add(next);
  return loaded;
}
