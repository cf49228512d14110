import assert from 'node:assert/strict';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { compile, COMPILERS, installCompilers } from '../../runtimes/compilers/compilers.js';
import { createFolder, installClient } from '../../runtimes/install.js';
import { EVERY_APP, LARGEST_APP, withoutTypes } from '../../scripts/types/programs.js';
import { compare } from '../measure.js';
import { differenceRow } from '../table.js';

const MEASURED = COMPILERS.filter(({ version }) => version !== '5.6');

const PROGRAMS = [
  { name: 'the largest app', file: 'largest-app', text: LARGEST_APP },
  { name: 'every app', file: 'every-app', text: EVERY_APP },
];

/**
 * What the types cost a compiler, against the same programs with a client that is `any`. Declaration files are not
 * checked: most projects have `skipLibCheck`, and the platform's own ones would outweigh everything else.
 *
 * @param {{ rounds: number }} options
 */
export async function measureTypes({ rounds }) {
  await installCompilers();
  const folder = await createFolder();
  try {
    await installClient(folder);
    for (const { file, text } of PROGRAMS) {
      await writeFile(join(folder, `${file}.ts`), text);
      await writeFile(join(folder, `${file}-untyped.ts`), withoutTypes(text));
    }
    const rows = [];
    for (const compiler of MEASURED) {
      for (const program of PROGRAMS) {
        rows.push(...(await measureProgram(compiler, program, folder, rounds)));
      }
    }
    return [...rows, await measureDeclarations(join(folder, 'node_modules', 'tspco', 'dist'))];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function measureProgram(compiler, { name, file }, folder, rounds) {
  const instantiations = {};
  const checkTime = (source) => async () => {
    const { errors, statistics } = await compile(compiler, folder, [source], { skipLibCheck: true });
    assert.deepEqual(errors, []);
    instantiations[source] = statistics.get('Instantiations');
    return milliseconds(statistics.get('Check time'));
  };
  const [ours, baseline] = [`${file}.ts`, `${file}-untyped.ts`];
  const times = await compare({ ours: checkTime(ours), baseline: checkTime(baseline), rounds, warmUps: 1 });
  return [
    differenceRow(`${compiler.name}, ${name}: check time`, times, ''),
    row(`${compiler.name}, ${name}: instantiations`, instantiations[ours], instantiations[baseline]),
  ];
}

/** The declaration files as they are packed, and what they add to the download. */
async function measureDeclarations(dist) {
  const names = await readdir(dist, { recursive: true });
  const texts = await Promise.all(
    names.filter((name) => name.endsWith('.d.ts')).map((name) => readFile(join(dist, name))),
  );
  const all = Buffer.concat(texts);
  return row(
    'declaration files',
    `${all.byteLength} B`,
    `${gzipSync(all, { level: 9 }).byteLength} B gzipped`,
  );
}

function milliseconds(seconds) {
  assert.match(seconds ?? '', /^[\d.]+s$/);
  return Number.parseFloat(seconds) * 1000;
}

function row(name, ours, baseline) {
  return { name, ours, baseline, ratio: '', spread: '', promise: '' };
}
