import { pascalCase } from '../../dist/pascal-case.js';
import { HEADER } from './header.js';
import { property, quoted } from './names.js';

/**
 * All apps by the name they have in addresses.
 *
 * @param {readonly string[]} names
 * @param {readonly import('../../dist/index.js').AppEntry[]} entries
 */
export function indexFile(names, entries) {
  return (
    [
      HEADER,
      names.map((app) => `import type { ${pascalCase(app)}Versions } from './${app}.ts';`).join('\n'),
      `/** The versions of each app. */\nexport interface Apps {\n${names
        .map((app) => `  ${property(app)}: ${pascalCase(app)}Versions;`)
        .join('\n')}\n}`,
      `/** The newest version of each app. */\nexport interface NewestVersions {\n${entries
        .map(({ app, newest }) => `  ${property(app)}: ${quoted(newest)};`)
        .join('\n')}\n}`,
    ].join('\n\n') + '\n'
  );
}
