/** How much a bundler makes of a program for browsers. */
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** Bytes, minified and gzipped, that importing a name may load. */
export const BUDGETS = [
  { name: 'PCO', code: "export { PCO } from 'tspco'", limit: 17_800 },
  { name: 'PCO and OAuthSession', code: "export { PCO, OAuthSession } from 'tspco'", limit: 20_000 },
  { name: 'getBrowserRedirectUrl', code: "export { getBrowserRedirectUrl } from 'tspco'", limit: 900 },
  { name: 'checkingFetch', code: "export { checkingFetch } from 'tspco/check'", limit: 4_300 },
  { name: 'getPerson', code: "export { getPerson } from 'tspco/people'", limit: 2_000 },
  { name: 'customFields', code: "export { customFields } from 'tspco/people'", limit: 4_000 },
  { name: 'verifyWebhook', code: "export { verifyWebhook } from 'tspco/webhooks'", limit: 2_200 },
  { name: 'WebhookHandler', code: "export { WebhookHandler } from 'tspco/webhooks'", limit: 5_500 },
  { name: 'path', code: "export { path } from 'tspco'", limit: 1_500 },
];

/** Bundlers put what a dynamic import brings into files of its own, which importing the package does not load. */
export const lazyImportsStayOutside = {
  name: 'lazy-imports-stay-outside',
  setup: ({ onResolve }) => {
    onResolve({ filter: /./ }, ({ kind }) => (kind === 'dynamic-import' ? { external: true } : undefined));
  },
};

/**
 * @param {string} code
 * @param {string} folder where its imports are looked for
 * @returns {Promise<{ loaded: Uint8Array, whole: Uint8Array }>} what is loaded at once, and with what is loaded when first
 *   needed
 */
export async function bundle(code, folder) {
  const [loaded, whole] = await Promise.all(
    [[lazyImportsStayOutside], []].map(async (plugins) => {
      const { outputFiles } = await build({
        stdin: { contents: code, resolveDir: folder },
        bundle: true,
        minify: true,
        format: 'esm',
        target: 'es2022',
        conditions: ['browser'],
        plugins,
        write: false,
      });
      return outputFiles[0].contents;
    }),
  );
  return { loaded, whole };
}

/** @param {Uint8Array} code */
export function zippedSize(code) {
  return gzipSync(code, { level: 9 }).byteLength;
}
