import { parseArgs } from 'node:util';
import { createEmulator } from '@tspco/emulator';
import { loadRecordings, RecordingsError } from './conformance/recordings.js';
import { answerDifferences } from './conformance/emulator-answer.js';
import { documentsBehind } from './conformance/emulator-data.js';
import { runMain } from './conformance/run-main.js';

const HELP = `Loads recorded answers of the real API into the built emulator, asks it the same, and compares.

npm run conformance:emulator -- --recordings DIR [--verbose]

--recordings DIR  files that hold a list of { request: { method, url, body? }, response: { status, headers?, body } }
--verbose         also print what was the same
--help            print this text

Exits with 0 when the emulator answered as recorded, 1 when it did not, 2 when there was nothing to compare.`;

async function main() {
  const { values } = parseArgs({
    options: {
      recordings: { type: 'string' },
      verbose: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(HELP);
  if (!values.recordings) throw new RecordingsError('The option --recordings DIR is missing. See --help.');
  const tally = { passed: 0, failed: 0 };
  for (const { name, exchanges } of loadRecordings(values.recordings)) {
    for (const exchange of exchanges) {
      const differences = await replay(exchange);
      if (differences.length > 0) tally.failed++;
      else tally.passed++;
      if (differences.length === 0 && !values.verbose) continue;
      console.log(`${differences.length === 0 ? '✓' : '✗'} ${name}: ${exchange.method} ${exchange.url.href}`);
      for (const difference of differences.slice(0, 12)) console.log(`    ${difference}`);
    }
  }
  console.log(`\n${tally.passed} passed, ${tally.failed} failed`);
  if (tally.failed > 0) process.exitCode = 1;
  else if (tally.passed === 0) throw new RecordingsError('There was no recorded answer to compare.');
}

async function replay(exchange) {
  const { method, url, body, served } = exchange;
  // The service used to send an empty `included`; recordings with headers are of that time.
  const isOld = served.headers['x-pco-api-processor'] !== undefined;
  const emulator = createEmulator({ church: 'empty', rateLimit: false, emptyIncluded: isOld });
  for (const [app, document] of documentsBehind(exchange)) await emulator.control.load(app, document);
  const answer = await emulator.fetch(url, {
    method,
    headers: {
      Authorization: `Bearer ${emulator.accessToken}`,
      'User-Agent': 'conformance',
      'X-PCO-API-Version': served.headers['x-pco-api-processed-as-version'] ?? 'LATEST',
    },
    ...(body === undefined || method === 'GET' || method === 'DELETE' ? {} : { body }),
  });
  return answerDifferences(exchange, {
    status: answer.status,
    headers: answer.headers,
    document: parse(await answer.text()),
  });
}

function parse(text) {
  return text === '' ? null : JSON.parse(text);
}

await runMain(main);
