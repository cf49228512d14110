import { parseArgs } from 'node:util';
import { measureCli } from './cases/cli.js';
import { measureEmulator } from './cases/emulator.js';
import { measureExport } from './cases/export.js';
import { measureGet } from './cases/get.js';
import { measureImport } from './cases/import.js';
import { measureMemory } from './cases/memory.js';
import { measureOthers } from './cases/others.js';
import { measureRead } from './cases/read.js';
import { measureSize } from './cases/size.js';
import { measureTypes } from './cases/types.js';
import { startServer } from './server.js';
import { printTable } from './table.js';

/** By the name for `--only`: what is measured, and how many rounds it needs to come to rest. */
const CASES = {
  get: { measure: measureGet, rounds: 40 },
  read: { measure: measureRead, rounds: 8 },
  export: { measure: measureExport, rounds: 1 },
  memory: { measure: measureMemory, rounds: 1 },
  others: { measure: measureOthers, rounds: 20 },
  size: { measure: measureSize, rounds: 1 },
  import: { measure: measureImport, rounds: 15 },
  types: { measure: measureTypes, rounds: 3 },
  emulator: { measure: measureEmulator, rounds: 12 },
  cli: { measure: measureCli, rounds: 10 },
};

const { values } = parseArgs({ options: { only: { type: 'string' }, rounds: { type: 'string' } } });
const names = values.only?.split(',') ?? Object.keys(CASES);
const unknown = names.filter((name) => !Object.hasOwn(CASES, name));
if (unknown.length > 0 || !/^[1-9]\d*$/.test(values.rounds ?? '1')) {
  console.error(`Usage: node bench/main.js [--only ${Object.keys(CASES).join('|')}] [--rounds N]`);
  process.exit(2);
}

const server = await startServer();
try {
  const rows = [];
  for (const name of names) {
    const { measure, rounds } = CASES[name];
    rows.push(...(await measure({ origin: server.origin, rounds: Number(values.rounds ?? rounds) })));
  }
  printTable(rows);
} finally {
  server.stop();
}
