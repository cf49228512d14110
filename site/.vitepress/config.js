import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitepress';
import { GROUPS } from '../pages.js';

const reference = fileURLToPath(new URL('../.pages/api/typedoc-sidebar.json', import.meta.url));

const sidebar = [
  ...GROUPS.map(({ title, pages }) => ({
    text: title,
    collapsed: false,
    items: pages.map(({ route, title: text }) => ({ text, link: `/${route}` })),
  })),
  {
    text: 'API reference',
    link: '/api/',
    collapsed: true,
    items: JSON.parse(readFileSync(reference, 'utf8')),
  },
];

// oxlint-disable-next-line import/no-default-export -- what VitePress looks for
export default defineConfig({
  title: 'tspco',
  description: 'The Planning Center API from TypeScript and JavaScript',
  srcDir: '.pages',
  outDir: 'dist',
  cleanUrls: true,
  lastUpdated: false,
  // The emulator's address is no page of this site.
  ignoreDeadLinks: [/^https?:\/\/(localhost|127\.0\.0\.1)/],
  themeConfig: {
    search: { provider: 'local' },
    sidebar,
    outline: [2, 3],
    nav: [
      { text: 'Start here', link: '/start' },
      { text: 'Guides', link: '/types' },
      { text: 'Command line', link: '/cli' },
      { text: 'API reference', link: '/api/' },
    ],
  },
});
