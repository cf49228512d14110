/** Reads a list in a process of its own and prints the heap after each quarter of it. */
import { createClient } from '../clients.js';

const [origin, dedupe] = process.argv.slice(2);
const list = createClient(origin ?? '').iterate('/people/v2/people', {}, { dedupe });
const heaps = [];
let records = 0;
for await (const _ of list) {
  if (++records % 50_000 !== 0) continue;
  globalThis.gc?.();
  heaps.push(process.memoryUsage().heapUsed);
}
console.log(JSON.stringify({ heaps, records }));
