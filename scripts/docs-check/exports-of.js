/** What an editor would import without being asked. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/**
 * @param {readonly string[]} modules of ours
 * @returns {Promise<ReadonlyMap<string, readonly string[]>>} names by module, types included
 */
export async function exportsOf(modules) {
  const found = new Map([['node:fs/promises', Object.keys(await import('node:fs/promises'))]]);
  for (const module of modules) {
    const file = fileURLToPath(import.meta.resolve(module)).replace(/\.js$/, '.d.ts');
    const text = await readFile(file, 'utf8');
    const lists = [...text.matchAll(/export (?:type )?\{([^}]*)\}/g)].flatMap(([, list]) => list.split(','));
    const single = [...text.matchAll(/export declare (?:function|class|const) (\w+)/g)].map(
      ([, name]) => name,
    );
    found.set(module, [...lists.map((one) => one.trim().split(/\s+/).at(-1)), ...single]);
  }
  return found;
}
