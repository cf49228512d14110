/**
 * Publishes the packages whose version is not on npm yet. The release workflow calls it; provenance needs the address of
 * the repository in each manifest, and the workflow knows which it runs in.
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository } = process.env;
if (!server || !repository) {
  console.error('This is for the release workflow. CONTRIBUTING.md says how the first release happens.');
  process.exit(2);
}

for (const name of readdirSync(`${root}/packages`)) {
  const file = `${root}/packages/${name}/package.json`;
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  manifest.repository = {
    type: 'git',
    url: `git+${server}/${repository}.git`,
    directory: `packages/${name}`,
  };
  writeFileSync(file, `${JSON.stringify(manifest, undefined, 2)}\n`);
}
execFileSync('npx', ['changeset', 'publish'], { cwd: root, stdio: 'inherit' });
