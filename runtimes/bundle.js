/** Bundles an entry the way that Workers and pages are. */
import { build } from 'esbuild';

/**
 * @param {string} folder where the entry is and the bundle will be
 * @param {string} entry
 * @param {string} outfile
 * @param {readonly string[]} conditions
 * @returns {Promise<string | undefined>} the platform file that went into it
 */
export async function bundle(folder, entry, outfile, conditions) {
  const { metafile } = await build({
    absWorkingDir: folder,
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    conditions: [...conditions],
    metafile: true,
    logLevel: 'silent',
  });
  const files = Object.keys(metafile.inputs).map(
    (path) => /tspco\/dist\/platform\/(\w+)\.js$/.exec(path)?.[1],
  );
  return files.find((name) => ['node', 'bun', 'deno', 'web', 'browser'].includes(name));
}
