/** Makes the pages of the API reference out of the docstrings. */
import { fileURLToPath } from 'node:url';
import { Application } from 'typedoc';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What programs can import. */
const ENTRIES = {
  tspco: 'packages/tspco/src/index.ts',
  'tspco/people': 'packages/tspco/src/people.ts',
  'tspco/webhooks': 'packages/tspco/src/webhooks.ts',
  'tspco/check': 'packages/tspco/src/check.ts',
  'tspco/file-store': 'packages/tspco/src/file-store.ts',
  'tspco/token-store': 'packages/tspco/src/token-store.ts',
  'tspco/pacing': 'packages/tspco/src/pacing.ts',
  '@tspco/emulator': 'packages/emulator/src/index.ts',
  '@tspco/emulator/testing': 'packages/emulator/src/testing.ts',
  '@tspco/redis': 'packages/redis/src/index.ts',
  '@tspco/catalog': 'packages/catalog/src/index.ts',
  '@tspco/catalog/drift': 'packages/catalog/src/drift/index.ts',
  '@tspco/cli': 'packages/cli/src/index.ts',
};

/** Whatever else there is, such as the members of an interface, needs a sentence only where its name does not say it. */
const DOCUMENTED = ['Variable', 'Function', 'Class', 'Interface', 'TypeAlias', 'Method', 'Accessor'];

/**
 * @param {string} folder that is to hold the pages
 * @param {string} site the folder that the addresses of pages begin at
 */
export async function makeReference(folder, site) {
  const app = await Application.bootstrapWithPlugins({
    entryPoints: Object.values(ENTRIES).map((path) => root + path),
    tsconfig: `${root}tsconfig.tests.json`,
    basePath: root,
    plugin: ['typedoc-plugin-markdown', 'typedoc-vitepress-theme'],
    out: folder,
    docsRoot: site,
    name: 'API reference',
    readme: 'none',
    sortEntryPoints: false,
    excludeInternal: true,
    excludePrivate: true,
    excludeExternals: true,
    disableSources: true,
    hideBreadcrumbs: true,
    hidePageHeader: true,
    parametersFormat: 'table',
    interfacePropertiesFormat: 'table',
    validation: { invalidLink: true, notExported: false, notDocumented: true },
    packagesRequiringDocumentation: [
      'tspco',
      '@tspco/emulator',
      '@tspco/redis',
      '@tspco/catalog',
      '@tspco/cli',
    ],
    requiredToBeDocumented: DOCUMENTED,
    treatValidationWarningsAsErrors: true,
    logLevel: 'Warn',
  });
  app.converter.on('resolveBegin', ({ project }) => {
    for (const module of project.children ?? []) {
      const [name] =
        Object.entries(ENTRIES).find(([, path]) => path.replace(/(\/index)?\.ts$/, '') === module.name) ?? [];
      if (name !== undefined) module.name = name;
    }
  });
  const project = await app.convert();
  if (project === undefined) throw new Error('The reference could not be made.');
  app.validate(project);
  if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new Error('The reference is not complete.');
  await app.generateOutputs(project);
}
