import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const BUNDLES = [
  { name: 'PCO', promise: '< 10000 B' },
  { name: 'getBrowserRedirectUrl', promise: '' },
  { name: 'path', promise: '' },
];

/** Bundlers that split code put what a dynamic import brings into files of its own, loaded when first needed. */
const lazyImportsStayOutside = {
  name: 'lazy-imports-stay-outside',
  setup: ({ onResolve }) => {
    onResolve({ filter: /./ }, ({ kind }) => (kind === 'dynamic-import' ? { external: true } : undefined));
  },
};

/** What a program for the browser grows by: minified and gzipped, once as loaded at first and once in one file. */
export async function measureSize() {
  return Promise.all(
    BUNDLES.map(async ({ name, promise }) => {
      const first = await bundle(name, [lazyImportsStayOutside]);
      const whole = await bundle(name, []);
      await checkThatItWorks(first, name);
      return {
        name: `bundle of { ${name} }`,
        ours: `${zippedSize(first)} B`,
        baseline: `${zippedSize(whole)} B in one file`,
        ratio: '',
        spread: '',
        promise,
      };
    }),
  );
}

/**
 * @param {string} name
 * @param {import('esbuild').Plugin[]} plugins
 */
async function bundle(name, plugins) {
  const { outputFiles } = await build({
    stdin: {
      contents: `export { ${name} } from 'tspco';`,
      resolveDir: fileURLToPath(new URL('.', import.meta.url)),
    },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'es2022',
    plugins,
    write: false,
  });
  return outputFiles[0].contents;
}

async function checkThatItWorks(code, name) {
  const bundled = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
  assert.equal(typeof bundled[name], 'function');
}

function zippedSize(code) {
  return gzipSync(code, { level: 9 }).byteLength;
}
