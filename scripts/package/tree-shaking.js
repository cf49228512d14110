/**
 * Checks that whoever imports one function gets that function: which modules of the client are left in a bundle, and
 * what of each, by two bundlers with different ways of leaving things out.
 */
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { rolldown } from 'rolldown';
import { lazyImportsStayOutside } from './bundle-size.js';

const CODE = "export { verifyWebhook } from 'tspco/webhooks'";

/** By the module of the client's sources that it stands in. */
const EXPECTED = {
  'errors.ts': ['PCOError'],
  'webhooks/error.ts': ['PCOWebhookError'],
  'webhooks/parse-delivery.ts': [
    'decoded',
    'eventIn',
    'malformed',
    'objectIn',
    'organizationIn',
    'parse',
    'parseDelivery',
    'payloadIn',
  ],
  'webhooks/raw-delivery.ts': ['bytesOf', 'headerOf', 'isHeaders', 'noRawBody'],
  'webhooks/secrets.ts': ['USABLE', 'checkSecrets', 'unusable'],
  'webhooks/signature.ts': [
    'ALGORITHM',
    'SIGNATURE',
    'SIGNATURE_HEADER',
    'findSecret',
    'keyOf',
    'parseSignature',
    'refused',
  ],
  'webhooks/verify.ts': ['bodyOf', 'verifyWebhook'],
};
const FILES = ['chunks/errors.js', 'webhooks.js'];

/**
 * @param {string} root of the repository, built
 * @returns {Promise<string[]>} what is not as it should be
 */
export async function checkTreeShaking(root) {
  const dist = join(root, 'packages/tspco/dist');
  const expected = Object.values(EXPECTED).flat().sort();
  const esbuilt = await withEsbuild(root, dist);
  const rolled = await withRolldown(root, dist);
  const problems = await misplacedNames(root);
  for (const [bundler, { files }] of Object.entries({ esbuild: esbuilt, rolldown: rolled }))
    problems.push(...differences(`${bundler} keeps`, files, FILES));
  problems.push(...differences('esbuild keeps', namesIn(esbuilt.code), expected));
  // It puts the errors into a file of their own, in which all of them are, for files that are loaded later.
  const errors = new Set(EXPECTED['errors.ts']);
  const own = expected.filter((name) => !errors.has(name));
  problems.push(...differences('rolldown keeps', namesIn(rolled.code), own));
  console.log(
    `tree-shaking: { verifyWebhook } keeps ${expected.length} names of ${Object.keys(EXPECTED).length} modules`,
  );
  return problems.map((problem) => `tree-shaking: ${problem}`);
}

async function withEsbuild(root, dist) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: CODE, resolveDir: root },
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    target: 'es2022',
    conditions: ['browser'],
    plugins: [lazyImportsStayOutside],
    metafile: true,
    write: false,
  });
  const [{ inputs }] = Object.values(metafile.outputs);
  const files = Object.entries(inputs)
    .filter(([input, { bytesInOutput }]) => bytesInOutput > 0 && input !== '<stdin>')
    .map(([input]) => relative(dist, join(root, input)));
  return { files, code: outputFiles[0].text };
}

async function withRolldown(root, dist) {
  const entry = join(root, 'entry-of-the-check.js');
  const bundle = await rolldown({
    cwd: root,
    input: { entry },
    platform: 'neutral',
    resolve: { conditionNames: ['browser', 'import'] },
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === entry ? id : undefined),
        load: (id) => (id === entry ? CODE : undefined),
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'esm' });
  await bundle.close();
  const chunks = Object.fromEntries(output.map((chunk) => [chunk.fileName, chunk]));
  const [first] = output;
  const loaded = loadedFrom(first.fileName, (name) => chunks[name].imports);
  const files = loaded.flatMap((name) =>
    Object.entries(chunks[name].modules)
      .filter(([id, { renderedLength }]) => renderedLength > 0 && id !== entry)
      .map(([id]) => relative(dist, id)),
  );
  return { files, code: first.code };
}

/** A file, and all that it imports at once. */
function loadedFrom(first, importsOf) {
  const loaded = new Set([first]);
  for (const name of loaded) for (const other of importsOf(name)) loaded.add(other);
  return [...loaded];
}

/** What is declared outside of everything, without the number that keeps two of a name apart. @param {string} code */
function namesIn(code) {
  const declarations = code.matchAll(/^(?:async )?(?:var|let|const|function\*?|class) ([\w$]+)/gm);
  return [...declarations].map(([, name]) => name.replace(/\$\d+$/, '')).sort();
}

/** The list above would say nothing if its names did not stand in those modules. */
async function misplacedNames(root) {
  const problems = [];
  for (const [module, names] of Object.entries(EXPECTED)) {
    const source = await readFile(join(root, 'packages/tspco/src', module), 'utf8');
    const declared = namesIn(source.replaceAll(/^export /gm, ''));
    for (const name of names)
      if (!declared.includes(name)) problems.push(`${module} does not declare ${name}`);
  }
  return problems;
}

function differences(who, actual, expected) {
  const [more, less] = [
    actual.filter((name) => !expected.includes(name)),
    expected.filter((name) => !actual.includes(name)),
  ];
  return [
    ...more.map((name) => `${who} ${name}, which { verifyWebhook } does not need`),
    ...less.map((name) => `${who} no ${name}: is the list in scripts/package/tree-shaking.js true?`),
  ];
}
