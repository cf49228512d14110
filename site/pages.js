/**
 * The pages of the site, in their order, by the groups of its side bar. They stay where they are in the repository; the
 * site is made of them. The code in all of them is checked by `npm run docs:check`, but for those whose examples have
 * tests of their own (packages/cli/test/reference.test.ts).
 */

/**
 * @typedef {object} Page
 * @property {string} source below the repository
 * @property {string} route
 * @property {string} title in the side bar
 * @property {true} [tested] its examples have tests of their own
 */

/** @type {readonly { title: string, pages: readonly Page[] }[]} */
export const GROUPS = [
  {
    title: 'First steps',
    pages: [
      { source: 'docs/start.md', route: 'start', title: 'Start here' },
      { source: 'README.md', route: 'overview', title: 'Overview' },
      { source: 'docs/coming-from-pypco.md', route: 'coming-from-pypco', title: 'Coming from pypco' },
    ],
  },
  {
    title: 'Guides',
    pages: [
      { source: 'docs/types.md', route: 'types', title: 'Types from the URL' },
      { source: 'docs/includes.md', route: 'includes', title: 'Includes' },
      { source: 'docs/reading.md', route: 'reading', title: 'Reading a lot' },
      { source: 'docs/writing.md', route: 'writing', title: 'Writing safely' },
      { source: 'docs/people.md', route: 'people', title: 'Custom fields and mergers' },
      { source: 'docs/uploads.md', route: 'uploads', title: 'Uploads and downloads' },
      { source: 'docs/errors.md', route: 'errors', title: 'Errors and what to do' },
      { source: 'docs/oauth.md', route: 'oauth', title: 'Connect a church' },
      { source: 'docs/webhooks.md', route: 'webhooks', title: 'Receive webhooks' },
      { source: 'docs/testing.md', route: 'testing', title: 'Test with the emulator' },
      { source: 'docs/workers.md', route: 'workers', title: 'Run many workers' },
      { source: 'docs/versions.md', route: 'versions', title: 'Versions and pinning' },
      { source: 'docs/options.md', route: 'options', title: 'Options and proxies' },
      { source: 'docs/runtimes.md', route: 'runtimes', title: 'Browsers and edge runtimes' },
    ],
  },
  {
    title: 'Command line',
    pages: [
      { source: 'docs/cli.md', route: 'cli', title: 'pco' },
      { source: 'docs/cli-reference.md', route: 'cli-reference', title: 'Command by command', tested: true },
    ],
  },
  {
    title: 'Packages',
    pages: [
      { source: 'packages/tspco/README.md', route: 'packages/tspco', title: 'tspco' },
      { source: 'packages/emulator/README.md', route: 'packages/emulator', title: '@tspco/emulator' },
      { source: 'packages/redis/README.md', route: 'packages/redis', title: '@tspco/redis' },
      { source: 'packages/catalog/README.md', route: 'packages/catalog', title: '@tspco/catalog' },
      { source: 'packages/cli/README.md', route: 'packages/cli', title: '@tspco/cli' },
    ],
  },
  {
    title: 'Behind it',
    pages: [
      { source: 'docs/pacing.md', route: 'pacing', title: 'Pacing' },
      { source: 'ARCHITECTURE.md', route: 'architecture', title: 'Architecture' },
      { source: 'CONTRIBUTING.md', route: 'contributing', title: 'How to work on it' },
      { source: 'bench/README.md', route: 'benchmarks', title: 'How fast it is' },
      { source: 'SECURITY.md', route: 'security', title: 'Security' },
      { source: 'CHANGELOG.md', route: 'changelog', title: 'What changed' },
    ],
  },
];

/** @type {readonly Page[]} */
export const PAGES = GROUPS.flatMap(({ pages }) => pages);
