/** Has the compiler look at all blocks of all pages at once. */
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Files that are not there, in a folder below the workspace, so that its packages are found. */
const FOLDER = `${root}scripts/docs-check/pages/`;

/**
 * @param {readonly { page: string, pieces: readonly import('./program-of-page.js').Piece[], types: string }[]} pages with
 *   what each takes for granted, as declarations
 * @returns {ReadonlyMap<import('./read-page.js').Block, string>} what is wrong
 */
export function checkTypes(pages) {
  const problems = new Map();
  // Readers of JavaScript have no compiler that asks for types of parameters.
  for (const [languages, strict] of [
    [['ts'], true],
    [['js'], false],
  ]) {
    const chosen = pages.filter(({ pieces }) =>
      pieces.some(({ block }) => languages.includes(block.language)),
    );
    const files = new Map(chosen.flatMap((page, index) => filesOf(page, `${FOLDER}${index}/`)));
    const program = compiled(files, strict);
    for (const [path, { piece, headLines }] of files) {
      if (piece === undefined || !languages.includes(piece.block.language)) continue;
      const problem = problemOf(
        piece,
        headLines,
        ts.getPreEmitDiagnostics(program, program.getSourceFile(path)),
      );
      if (problem !== '') problems.set(piece.block, problem);
    }
  }
  return problems;
}

function filesOf({ pieces, types }, folder) {
  const files = pieces.map((piece, index) => {
    const head = [
      ...[...byValue(piece.imported)].map(([from, names]) => importOf(names, from, piece.defaults)),
      ...[...byValue(piece.fromBlocks)].map(
        ([maker]) => `import type { block as block${maker} } from './${maker}.ts';`,
      ),
      ...(piece.given.length > 0 ? [`import type * as given from './given.ts';`] : []),
    ];
    const parameters = [
      ...[...byValue(piece.fromBlocks)].map(
        ([maker, names]) => `{ ${names.join(', ')} }: Awaited<ReturnType<typeof block${maker}>>`,
      ),
      ...piece.given.map((name) => `${name}: typeof given.${name}`),
    ];
    head.push(`export async function block(${parameters.join(', ')}) {`);
    const text = `${head.join('\n')}\n${piece.body}\nreturn { ${piece.made.join(', ')} };\n}\n`;
    return [`${folder}${index}.ts`, { text, piece, headLines: head.length }];
  });
  return [...files, [`${folder}given.ts`, { text: `${types}\nexport {};\n` }]];
}

function importOf(names, from, defaults) {
  const written = names.map((name) => (defaults.has(name) ? `default as ${name}` : name)).join(', ');
  return from.startsWith('.') || ['express', 'https-proxy-agent', '@jest/globals'].includes(from)
    ? `import { ${written} } from '../foreign.ts';`
    : `import { ${written} } from '${from}';`;
}

function byValue(map) {
  const groups = new Map();
  for (const [key, value] of map) groups.set(value, [...(groups.get(value) ?? []), key]);
  return groups;
}

/** What comes from packages and files that are the reader's own. */
const FOREIGN = `
import type { HttpAgent, TokenStore } from 'tspco';
import type { WebhookStore } from 'tspco/webhooks';
export declare const HttpsProxyAgent: new (address: string) => HttpAgent;
export declare function myTokenStore(): TokenStore;
export declare function myWebhookStore(): WebhookStore;
export { expect, test } from 'vitest';
`;

function compiled(files, strict) {
  const options = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    types: ['node'],
    typeRoots: [`${root}node_modules/@types`],
    strict,
    noEmit: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  };
  const host = ts.createCompilerHost(options);
  const own = new Map([...files].map(([path, { text }]) => [path, text]));
  own.set(`${FOLDER}foreign.ts`, FOREIGN);
  const { getSourceFile, fileExists, readFile } = host;
  host.getSourceFile = (path, language) =>
    own.has(path) ? ts.createSourceFile(path, own.get(path), language) : getSourceFile(path, language);
  const { directoryExists } = host;
  host.directoryExists = (path) => path.startsWith(FOLDER.slice(0, -1)) || directoryExists(path);
  host.fileExists = (path) => own.has(path) || fileExists(path);
  host.readFile = (path) => own.get(path) ?? readFile(path);
  return ts.createProgram([...files.keys()], options, host);
}

/** The compiler's messages must be those that the block announces, in their order. */
function problemOf({ block, announced }, headLines, diagnostics) {
  const said = diagnostics
    .filter(({ code }) => code !== UNREACHABLE)
    .map(({ messageText, file, start }) => ({
      text: ts.flattenDiagnosticMessageText(messageText, '\n'),
      line: file.getLineAndCharacterOfPosition(start).line - headLines + block.line,
    }));
  const unexpected = said.filter(({ text }, index) => !text.includes(announced[index] ?? '\0'));
  const missing = announced.slice(said.length).map((text) => `the compiler does not say: ${text}`);
  return [...unexpected.map(({ text, line }) => `line ${line}: ${text}`), ...missing].join('\n');
}

const UNREACHABLE = 7027;
