import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../../../../../', import.meta.url));
const client = `${root}packages/tspco/src/index.ts`;
const people = `${root}packages/tspco/src/people.ts`;
const webhooks = `${root}packages/tspco/src/webhooks.ts`;
/** A file that is not there, in a folder that is: imports are resolved from it. */
const PROGRAM = `${root}packages/tspco/test/types/program.ts`;

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.NodeNext,
  moduleResolution: ts.ModuleResolutionKind.NodeNext,
  lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: [],
  strict: true,
  noEmit: true,
  allowImportingTsExtensions: true,
  skipLibCheck: true,
  paths: {
    tspco: [client],
    'tspco/people': [people],
    'tspco/webhooks': [webhooks],
    '#platform': [`${root}packages/tspco/src/platform/node.ts`],
  },
};

/** What every program here begins with. */
export const HEAD = `import { PCO, related } from 'tspco';
const pco = new PCO({ applicationId: 'a', secret: 'b' });
declare const id: string;
`;

/** Texts of files that stand for those on the disk, by path below the repository. */
export type Replacements = ReadonlyMap<string, string>;

export interface Compiled {
  /** What the compiler says of the program, each message whole. */
  readonly messages: readonly string[];
  /** How often types were instantiated: how much work the program is, the same on every machine. */
  readonly instantiations: number;
}

// Library files and the client's sources are the same for all programs of a run.
const parsed = new Map<string, ts.SourceFile | undefined>();

/** Compiles a program that imports the client's sources. */
export function compile(program: string, replacements: Replacements = new Map()): Compiled {
  const replaced = new Map([...replacements].map(([path, text]) => [root + path, text]));
  const host = ts.createCompilerHost(OPTIONS);
  const own = new Map([...replaced, [PROGRAM, program]]);
  host.getSourceFile = (path, language) => {
    const text = own.get(path);
    if (text !== undefined) return ts.createSourceFile(path, text, language);
    if (!parsed.has(path)) {
      const found = ts.sys.readFile(path);
      parsed.set(path, found === undefined ? undefined : ts.createSourceFile(path, found, language));
    }
    return parsed.get(path);
  };
  const { fileExists } = host;
  host.fileExists = (path) => own.has(path) || fileExists(path);
  const built = ts.createProgram([PROGRAM], OPTIONS, host);
  const diagnostics = built.getSemanticDiagnostics(built.getSourceFile(PROGRAM));
  return {
    messages: diagnostics.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
    instantiations: built.getInstantiationCount(),
  };
}

/** What an editor offers where `|` stands in the code. */
export interface Editor {
  complete(code: string): readonly string[];
}

/** An editor's language service, with one program open. */
export function openEditor(): Editor {
  let version = 0;
  let text = '';
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => OPTIONS,
    getScriptFileNames: () => [PROGRAM],
    getScriptVersion: (path) => (path === PROGRAM ? String(version) : '1'),
    getScriptSnapshot: (path) => {
      const found = path === PROGRAM ? text : ts.sys.readFile(path);
      return found === undefined ? undefined : ts.ScriptSnapshot.fromString(found);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
    fileExists: (path) => path === PROGRAM || ts.sys.fileExists(path),
    readFile: ts.sys.readFile,
    directoryExists: ts.sys.directoryExists,
  };
  const service = ts.createLanguageService(host);
  return {
    complete: (code) => {
      const whole = `${HEAD}export async function program() {\n${code}\n}\n`;
      const position = whole.indexOf('|', HEAD.length);
      text = whole.slice(0, position) + whole.slice(position + 1);
      version++;
      const offered = service.getCompletionsAtPosition(PROGRAM, position, {});
      return offered?.entries.map(({ name }) => name) ?? [];
    },
  };
}
