import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { startProcess } from '../server.js';

const PEOPLE = 200_000;

/** The heap while a list of 200,000 records is read and nothing is kept, with and without the index of ids. */
export async function measureMemory() {
  const server = await startProcess('limited-server.js');
  try {
    await server.ask({ people: PEOPLE, latency: 0 });
    const rows = [];
    for (const dedupe of ['all', 'adjacent']) {
      const reader = fileURLToPath(new URL('memory-reader.js', import.meta.url));
      const { stdout } = await promisify(execFile)(process.execPath, [
        '--expose-gc',
        reader,
        server.origin,
        dedupe,
      ]);
      const { heaps, records } = JSON.parse(stdout);
      const [first, last] = [heaps[0], heaps.at(-1)];
      rows.push({
        name: `iterate ${records} people, heap, dedupe: '${dedupe}'`,
        ours: heaps.map(megabytes).join(' → '),
        baseline: '',
        ratio: `${Math.round((last - first) / (records * 0.75))} B a record`,
        spread: '',
        promise: dedupe === 'all' ? '≤ 100 B a record' : 'flat',
      });
    }
    return rows;
  } finally {
    server.stop();
  }
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
