import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'src');

/**
 * The files and folders of src, the lowest first, as ARCHITECTURE.md draws them: what runs imports only what stands in
 * an earlier line, or its own folder. Types may be imported from anywhere, and `import()` loads what is above when it
 * is first needed.
 */
const LAYERS = [
  ['version', 'origins', 'errors', 'abort', 'types', 'hooks', 'redact', 'store-contract'],
  ['world'],
  ['document', 'request', 'pacing'],
  ['transport', 'people', 'webhooks'],
  ['credentials', 'iterate', 'upload', 'download', 'check', 'api-promise', 'settings'],
  ['options', 'platform'],
  ['pco'],
  ['oauth'],
  ['index'],
];
/** Entries of the package: each only names what a folder has. */
const ENTRIES = ['index', 'check', 'pacing', 'people', 'webhooks', 'file-store', 'token-store'];

/** The part of src that a file belongs to. */
function partOf(file: string): string {
  const [first = ''] = relative(source, file).split('/');
  return first.replace(/\.ts$/, '');
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !/\.test(-d)?\.ts$|generated/.test(name))
    .map((name) => join(folder, name));
}

/** The files that must run before this one does. */
function importsOf(file: string): string[] {
  const { statements } = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  return statements
    .filter((statement) => ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement))
    .filter((statement) => !isOfTypes(statement))
    .map(({ moduleSpecifier }) =>
      moduleSpecifier && ts.isStringLiteral(moduleSpecifier) ? moduleSpecifier.text : '',
    )
    .filter((name) => name.startsWith('.'))
    .map((name) => join(dirname(file), name));
}

function isOfTypes(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) {
    const { isTypeOnly, exportClause } = statement;
    if (isTypeOnly || exportClause === undefined || !ts.isNamedExports(exportClause)) return isTypeOnly;
    return exportClause.elements.every((element) => element.isTypeOnly);
  }
  const { importClause } = statement;
  if (importClause === undefined || importClause.phaseModifier === ts.SyntaxKind.TypeKeyword)
    return !!importClause;
  const { name, namedBindings } = importClause;
  if (name !== undefined || namedBindings === undefined || !ts.isNamedImports(namedBindings)) return false;
  return namedBindings.elements.every((element) => element.isTypeOnly);
}

const files = filesIn(source).filter(
  (file) => !ENTRIES.includes(relative(source, file).replace(/\.ts$/, '')),
);

it('every file has its layer', () => {
  const known = new Set(LAYERS.flat());
  expect([...new Set(files.map(partOf))].filter((part) => !known.has(part))).toEqual([]);
});

it('what runs stands on what is below it', () => {
  const layerOf = (part: string): number => LAYERS.findIndex((layer) => layer.includes(part));
  const arrows = files.flatMap((file) => importsOf(file).map((to) => ({ file, to })));
  expect(arrows.length).toBeGreaterThan(200);
  const upward = arrows.filter(
    ({ file, to }) => partOf(file) !== partOf(to) && layerOf(partOf(to)) >= layerOf(partOf(file)),
  );
  expect(upward.map(({ file, to }) => `${relative(source, file)} imports ${relative(source, to)}`)).toEqual(
    [],
  );
});

it('nothing imports an entry', () => {
  const entries = new Set(ENTRIES.map((name) => join(source, `${name}.ts`)));
  const arrows = filesIn(source).flatMap((file) => importsOf(file).map((to) => ({ file, to })));
  expect(arrows.filter(({ to }) => entries.has(to)).map(({ file }) => relative(source, file))).toEqual([]);
});
