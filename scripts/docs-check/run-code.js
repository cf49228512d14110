/** Runs the blocks of a page in JavaScript or TypeScript, one after the other, against a church. */
import { inspect } from 'node:util';
import ts from 'typescript';

const PATIENCE_MS = 30_000;
const AsyncFunction = (async () => {}).constructor;

/**
 * @param {readonly import('./program-of-page.js').Piece[]} pieces
 * @param {{ given: Readonly<Record<string, unknown>>, prepare: (scope: Record<string, unknown>) => Promise<void>,
 *   load: (module: string) => Promise<object>, tests: (() => Promise<void>)[], adapt: (code: string) => string }} place
 *   what the page takes for granted; what is done before each block; its modules; tests that blocks have named; what is
 *   to be changed in a block's text, such as a port
 * @returns {Promise<ReadonlyMap<import('./read-page.js').Block, string>>} what went wrong
 */
export async function runCode(pieces, { given, prepare, load, tests, adapt }) {
  const problems = new Map();
  const made = new Map();
  for (const [index, piece] of pieces.entries()) {
    const scope = { console: quietConsole() };
    for (const name of piece.given) scope[name] = given[name];
    for (const [name, maker] of piece.fromBlocks) scope[name] = made.get(maker)?.[name] ?? given[name];
    const { thrown } = piece.block;
    try {
      for (const [name, from] of piece.imported)
        scope[name] = imported(await load(from), piece.defaults.has(name) ? 'default' : name, from);
      await prepare(scope);
      const { outputText } = ts.transpileModule(adapt(piece.body), { compilerOptions: OPTIONS });
      const body = `'use strict';\n${outputText}\nreturn { ${piece.made.join(', ')} };`;
      const program = new AsyncFunction(...Object.keys(scope), body);
      made.set(index, await inTime(() => program(...Object.values(scope))));
      for (const run of tests.splice(0)) await inTime(run);
      if (thrown !== undefined) problems.set(piece.block, `It did not throw ${thrown}`);
    } catch (error) {
      if (thrown !== undefined && String(error).includes(thrown.trim())) continue;
      // What does not compile may fail when it runs, too: that is why it does not compile.
      if (piece.announced.length === 0 || thrown !== undefined) problems.set(piece.block, inspect(error));
    }
  }
  return problems;
}

const OPTIONS = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, isolatedModules: true };

function imported(module, name, from) {
  if (name in module) return module[name];
  // Of types nothing is left when a program runs.
  if (/^[A-Z]/.test(name)) return undefined;
  throw new Error(`${from} has no ${name}.`);
}

function quietConsole() {
  const say = (...values) => void inspect(values);
  return { log: say, error: say, warn: say };
}

async function inTime(run) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`It ran longer than ${PATIENCE_MS} ms.`)), PATIENCE_MS);
  });
  try {
    return await Promise.race([(async () => run())(), late]);
  } finally {
    clearTimeout(timer);
  }
}
