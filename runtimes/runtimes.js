/** The runtimes, how each is started, and what can be expected of it. */
import { runInChromium, versionOfChromium } from './run-chromium.js';
import { runInProcess } from './run-process.js';
import { runInWorkerd } from './run-workerd.js';

/**
 * @typedef {object} Runtime
 * @property {string} name
 * @property {string} binary a path below `node_modules`; the packages are for Linux on x64 with glibc
 * @property {string} [package] the file of its package that `binary` is unpacked from
 * @property {(binary: string, folder: string) => Promise<string>} [version] where `--version` does not tell it
 * @property {string} platform the file that `#platform` must stand for
 * @property {Traits} traits
 * @property {(runtime: Runtime, place: Place) => Promise<Outcome[]>} run
 * @property {(place: Place) => string[]} [args] what comes before the script
 * @property {string} [rules] the compatibility date of workerd
 */

/** @typedef {Pick<import('./checks.js').Setup, 'environment' | 'readsFiles' | 'tellsUnsent' | 'isPage'>} Traits */

/** @typedef {import('./checks.js').Outcome} Outcome */

/**
 * @typedef {object} Place What a run gets from main.js.
 * @property {string} folder where the packed client is installed, and the files of the checks are
 * @property {string} binary
 * @property {object} setup the part of `Setup` that does not depend on the runtime
 * @property {Record<string, string>} variables the environment that `fromEnv` reads
 * @property {AbortSignal} signal
 */

const everything = { environment: true, readsFiles: true, tellsUnsent: true, isPage: false };
const networkOnly = { ...everything, environment: false, readsFiles: false };
const worker = { ...everything, readsFiles: false, tellsUnsent: false };
const page = { environment: false, readsFiles: false, tellsUnsent: false, isPage: true };

/** @type {readonly Runtime[]} */
export const runtimes = [
  node('20'),
  node('22'),
  node('24'),
  node('26'),
  {
    name: 'Bun',
    binary: '@oven/bun-linux-x64/bin/bun',
    platform: 'bun',
    traits: everything,
    run: runInProcess,
  },
  deno('Deno', everything, ({ folder }) => ['--allow-env', `--allow-read=${folder}`]),
  deno('Deno, network only', networkOnly, () => []),
  // The rules that new Workers are given, and those of older ones: no `process`, let alone other parts of Node.js.
  workerd('workerd', '2026-11-17', worker),
  workerd('workerd, rules of 2023', '2023-01-01', { ...worker, environment: false }),
  {
    name: 'Chromium',
    package: '@sparticuz/chromium/bin/chromium.br',
    binary: '.chromium/chromium',
    platform: 'browser',
    traits: page,
    run: runInChromium,
    version: versionOfChromium,
  },
];

/** The Node.js that runs this, for systems where it is all there is. */
export const ownRuntime = { ...node('of this system'), binary: process.execPath };

/** Whether the packages serve this system. */
export function servesSystem() {
  const { platform, arch, report } = process;
  return platform === 'linux' && arch === 'x64' && 'glibcVersionRuntime' in report.getReport().header;
}

function node(line) {
  const binary = `node-${line}/bin/node`;
  return { name: `Node.js ${line}`, binary, platform: 'node', traits: everything, run: runInProcess };
}

function deno(name, traits, permissions) {
  const args = (place) => [
    'run',
    '--no-prompt',
    '--no-remote',
    '--allow-net=127.0.0.1',
    ...permissions(place),
  ];
  const binary = '@deno/linux-x64-glibc/deno';
  return { name, binary, platform: 'deno', traits, run: runInProcess, args };
}

function workerd(name, rules, traits) {
  const binary = '@cloudflare/workerd-linux-64/bin/workerd';
  return { name, binary, platform: 'web', traits, run: runInWorkerd, rules };
}
