/**
 * Puts the blocks of a page together: each is a function of its own, which gets the names that blocks before it made,
 * what the page takes for granted, and what a reader's editor would import. What it makes itself it hands on.
 */
import ts from 'typescript';

/**
 * @typedef {object} Piece A block as a function.
 * @property {import('./read-page.js').Block} block
 * @property {readonly string[]} announced the errors that the block says the compiler will find
 * @property {readonly string[]} made the names that it makes
 * @property {readonly string[]} types the types that it makes
 * @property {ReadonlyMap<string, number>} fromBlocks names of earlier blocks that it uses, and which block made them
 * @property {readonly string[]} given names that the page takes for granted
 * @property {ReadonlyMap<string, string>} imported names and the modules that they come from
 * @property {ReadonlySet<string>} defaults those of them that are a module's default
 * @property {string} body without imports and exports
 */

/**
 * @param {readonly import('./read-page.js').Block[]} blocks of one page, in JavaScript or TypeScript
 * @param {{ given: readonly string[], winning: readonly string[], exports: ReadonlyMap<string, readonly string[]> }} known
 *   what the page takes for granted, also when a block before has made it; what an editor would import without being
 *   asked, by module
 * @returns {readonly Piece[]}
 */
export function programOfPage(blocks, { given, winning, exports }) {
  const makers = new Map();
  const saved = new Map();
  return blocks.map((block, index) => {
    const file = ts.createSourceFile('block.ts', block.code, ts.ScriptTarget.Latest, true);
    const { made, types, imported, defaults, body } = parts(file);
    if (block.file !== undefined) saved.set(`./${block.file}`, index);
    const own = new Set([...made, ...imported.keys()]);
    const used = [...identifiersIn(file)].filter((name) => !own.has(name));
    const fromBlocks = new Map(
      used
        .filter((name) => makers.has(name) && !winning.includes(name))
        .map((name) => [name, makers.get(name)]),
    );
    // What it imports from a file that the page has had saved.
    for (const [name, from] of imported) {
      if (!saved.has(from)) continue;
      fromBlocks.set(name, saved.get(from));
      imported.delete(name);
    }
    const rest = used.filter((name) => !fromBlocks.has(name));
    const fromPage = rest.filter((name) => given.includes(name));
    for (const name of rest.filter((one) => !fromPage.includes(one))) {
      for (const [module, names] of exports)
        if (names.includes(name) && !imported.has(name)) imported.set(name, module);
    }
    for (const name of made) makers.set(name, index);
    const announced = [...block.code.matchAll(/^\s*\/\/ error: (.*)$/gm)].map(([, text]) => text);
    return { block, announced, made, types, fromBlocks, given: fromPage, imported, defaults, body };
  });
}

function parts(file) {
  const made = [];
  const types = [];
  const imported = new Map();
  const defaults = new Set();
  let body = file.text;
  const blank = (from, to) => {
    body = body.slice(0, from) + body.slice(from, to).replaceAll(/[^\n]/g, ' ') + body.slice(to);
  };
  for (const statement of file.statements) {
    if (ts.isImportDeclaration(statement)) {
      for (const { name } of statement.importClause?.namedBindings?.elements ?? [])
        imported.set(name.text, statement.moduleSpecifier.text);
      const whole = statement.importClause?.name;
      if (whole) {
        imported.set(whole.text, statement.moduleSpecifier.text);
        defaults.add(whole.text);
      }
      blank(statement.getStart(), statement.end);
    } else if (ts.isVariableStatement(statement)) {
      for (const { name } of statement.declarationList.declarations) made.push(...namesIn(name));
    } else if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
      made.push(statement.name.text);
    } else if (ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement)) {
      types.push(statement.name.text);
    }
  }
  // A module's default export is what the rest of the page may call by this name, of the same length.
  body = body
    .replace(/^export default (?=\{)/m, 'const exported = ')
    .replaceAll(/^export (?=const|function|async function)/gm, '');
  if (/^const exported = /m.test(body)) made.push('exported');
  return { made, types, imported, defaults, body };
}

function namesIn(name) {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) => (element.name ? namesIn(element.name) : []));
}

function identifiersIn(file) {
  const found = new Set();
  const visit = (node) => {
    const isMember = ts.isPropertyAccessExpression(node.parent ?? file) && node.parent.name === node;
    const isKey = ts.isPropertyAssignment(node.parent ?? file) && node.parent.name === node;
    if (ts.isIdentifier(node) && !isMember && !isKey) found.add(node.text);
    ts.forEachChild(node, visit);
  };
  ts.forEachChild(file, visit);
  return found;
}
