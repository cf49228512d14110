/** Reads a list in a process of its own with the client alone, as `pco export` does, and keeps nothing. */
import { PCO } from 'tspco';

const list = PCO.fromEnv().iterate('/people/v2/people', {}, { consistency: 'verified' });
let records = 0;
for await (const _ of list) records++;
console.log(records);
