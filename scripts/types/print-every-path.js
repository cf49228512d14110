/** Prints the program for one app and version: `node scripts/types/print-every-path.js people 2025-11-10`. */
import { everyPath } from './every-path.js';

const [, , app, version] = process.argv;
const [program] = everyPath((name, date) => name === app && date === version).values();
if (program === undefined) throw new RangeError(`The catalog has no ${app} ${version}.`);
process.stdout.write(program);
