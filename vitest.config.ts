import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  resolve: {
    // Tests run on the sources; the packed package is checked apart (scripts/check-package.js, runtimes/).
    alias: [
      { find: /^tspco$/, replacement: source('packages/tspco/src/index.ts') },
      { find: /^tspco\/check$/, replacement: source('packages/tspco/src/check.ts') },
      { find: /^tspco\/pacing$/, replacement: source('packages/tspco/src/pacing.ts') },
      { find: /^tspco\/file-store$/, replacement: source('packages/tspco/src/file-store.ts') },
      { find: /^tspco\/token-store$/, replacement: source('packages/tspco/src/token-store.ts') },
      { find: /^tspco\/people$/, replacement: source('packages/tspco/src/people.ts') },
      { find: /^tspco\/webhooks$/, replacement: source('packages/tspco/src/webhooks.ts') },
      { find: /^@tspco\/catalog$/, replacement: source('packages/catalog/src/index.ts') },
      { find: /^@tspco\/emulator$/, replacement: source('packages/emulator/src/index.ts') },
      { find: /^@tspco\/emulator\/testing$/, replacement: source('packages/emulator/src/testing.ts') },
      { find: /^@tspco\/redis$/, replacement: source('packages/redis/src/index.ts') },
      { find: '#platform', replacement: source('packages/tspco/src/platform/node.ts') },
    ],
  },
  test: {
    // A slow machine is no failure; what hangs is stopped all the same.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Many tests wait for a socket or another process, so one at a time would leave a small machine idle.
    maxWorkers: '100%',
    include: [
      'packages/*/src/**/*.test.ts',
      'packages/*/test/**/*.test.ts',
      'examples/testing/vitest.test.js',
      'examples/*/test/**/*.test.ts',
      'scenarios/*.test.js',
      'scripts/**/*.test.js',
    ],
  },
});
