/**
 * Moves the versions as the changesets say, everywhere where one stands: `changeset version` writes the manifests, and
 * this the rest. The release workflow calls it for the pull request of the next release.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const run = (command, ...args) => execFileSync(command, args, { cwd: root, stdio: 'inherit' });

run('npx', 'changeset', 'version');
const { version } = JSON.parse(readFileSync(`${root}/packages/tspco/package.json`, 'utf8'));
for (const name of ['tspco', 'emulator', 'cli']) {
  const file = `${root}/packages/${name}/src/version.ts`;
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/VERSION = '[^']+'/, `VERSION = '${version}'`));
}
// Older clients may lack what the stores and the pacer build on.
const redis = `${root}/packages/redis/package.json`;
const manifest = JSON.parse(readFileSync(redis, 'utf8'));
const [major] = version.split('.');
manifest.peerDependencies.tspco = `>=${version} <${Number(major) + 1}`;
writeFileSync(redis, `${JSON.stringify(manifest, undefined, 2)}\n`);
run('npm', 'install', '--package-lock-only', '--ignore-scripts');
