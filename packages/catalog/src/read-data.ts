import { readFileSync } from 'node:fs';

/** Reads `data/<name>.json`, which lies beside both `src` and `dist`. */
export function readData(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`../data/${name}.json`, import.meta.url), 'utf8'));
}
