import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { BUDGETS, bundle, zippedSize } from '../../scripts/package/bundle-size.js';

/** What they should be at most. `npm run check` holds the line where they are now. */
const PROMISES = { PCO: '< 10000 B', getBrowserRedirectUrl: '', path: '' };
const here = fileURLToPath(new URL('.', import.meta.url));

/** What a program for the browser grows by: minified and gzipped, once as loaded at first and once in one file. */
export async function measureSize() {
  return Promise.all(
    BUDGETS.filter(({ name }) => Object.hasOwn(PROMISES, name)).map(async ({ name, code }) => {
      const { loaded, whole } = await bundle(code, here);
      await checkThatItWorks(loaded, name);
      return {
        name: `bundle of { ${name} }`,
        ours: `${zippedSize(loaded)} B`,
        baseline: `${zippedSize(whole)} B in one file`,
        ratio: '',
        spread: '',
        promise: PROMISES[name],
      };
    }),
  );
}

async function checkThatItWorks(code, name) {
  const bundled = await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
  assert.equal(typeof bundled[name], 'function');
}
