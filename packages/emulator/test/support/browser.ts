import { existsSync } from 'node:fs';
import { afterAll, beforeAll } from 'vitest';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';

const USUAL_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** A Chromium of this machine: that of the environment variable CHROMIUM, or where it usually is. */
export const browserPath: string | undefined = process.env['CHROMIUM'] || USUAL_PATHS.find(existsSync);

/** For the name of a suite that is skipped without a browser. */
export const withoutBrowser = 'needs Chromium: install one, or name it in the environment variable CHROMIUM';

/** A browser for the tests of a suite, started before them and closed after them. */
export function useBrowser(): { open(options?: BrowserContextOptions): Promise<Page> } {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await chromium.launch({
      ...(browserPath === undefined ? {} : { executablePath: browserPath }),
      // In containers there is no user for the sandbox, and little shared memory.
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    });
  });
  afterAll(() => browser?.close());
  return {
    /** A page without anybody's cookies. */
    open: async (options = {}) => {
      if (!browser) throw new Error('The browser is not there yet: open pages in tests.');
      const context = await browser.newContext(options);
      return context.newPage();
    },
  };
}
