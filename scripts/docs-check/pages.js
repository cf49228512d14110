/** The pages whose code is checked: all that a reader is sent to. */
export const PAGES = [
  'README.md',
  'docs/coming-from-pypco.md',
  'docs/cli.md',
  'docs/oauth.md',
  'docs/pacing.md',
  'docs/people.md',
  'docs/reading.md',
  'docs/types.md',
  'docs/webhooks.md',
  'packages/catalog/README.md',
  'packages/cli/README.md',
  'packages/emulator/README.md',
  'packages/redis/README.md',
  'packages/tspco/README.md',
];
