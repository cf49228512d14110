/** Runs the checks in a page of Chromium without a window, whose origin is not that of the API. */
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress } from 'node:zlib';
import { chromium } from 'playwright-core';
import { bundle } from './bundle.js';
import { outcome } from './run-process.js';

const packed = join(import.meta.dirname, 'node_modules/@sparticuz/chromium/bin');

/**
 * @param {import('./runtimes.js').Runtime} runtime
 * @param {import('./runtimes.js').Place} place
 * @returns {Promise<import('./checks.js').Outcome[]>}
 */
export async function runInChromium({ traits, platform }, { binary, folder, setup, signal }) {
  const actual = await bundle(folder, 'browser-entry.js', 'browser.js', ['browser']);
  const browser = await launch(binary, folder);
  const stop = () => void browser.close();
  signal.addEventListener('abort', stop);
  try {
    const page = await browser.newPage();
    const said = [];
    // What the network says of requests that are meant to fail is not the client's doing.
    page.on('console', (message) => {
      if (!/^Failed to load resource|blocked by CORS policy/.test(message.text())) said.push(message.text());
    });
    page.on('pageerror', (error) => said.push(String(error)));
    await page.goto(setup.page);
    await page.addScriptTag({ path: join(folder, 'browser.js'), type: 'module' });
    await page.waitForFunction('globalThis.runChecksHere !== undefined');
    const outcomes = await page.evaluate((given) => globalThis.runChecksHere(given), {
      ...setup,
      ...traits,
      platform: { expected: platform, actual },
    });
    return [...outcomes, outcome('nothing is written to the console', said.join('\n'))];
  } finally {
    signal.removeEventListener('abort', stop);
    await browser.close();
  }
}

/** The version of the browser, for the table. */
export async function versionOfChromium(binary, folder) {
  const browser = await launch(binary, folder);
  try {
    return browser.version();
  } finally {
    await browser.close();
  }
}

async function launch(binary, folder) {
  await unpack(binary);
  return chromium.launch({
    executablePath: binary,
    // It shows no page but ours, and many machines for tests let nobody make a sandbox.
    args: [
      '--headless=shell',
      '--no-sandbox',
      '--no-zygote',
      '--disable-gpu',
      '--disable-software-rasterizer',
    ],
    env: { HOME: folder, LD_LIBRARY_PATH: join(binary, '../lib') },
  });
}

/** The package has the program, and the libraries that small systems lack, compressed. */
async function unpack(binary) {
  if (existsSync(binary)) return;
  // Installed with the runtimes, hence after this file was read.
  const { extract } = await import('tar-fs');
  const folder = join(binary, '..');
  await mkdir(folder, { recursive: true });
  const read = (name) => [createReadStream(join(packed, name)), createBrotliDecompress()];
  await pipeline(...read('al2023.tar.br'), extract(folder));
  // Under its name only when it is whole.
  await pipeline(...read('chromium.br'), createWriteStream(`${binary}.part`, { mode: 0o755 }));
  await rename(`${binary}.part`, binary);
}
