import { parseArgs } from 'node:util';
import { PCO } from 'tspco';
import { describeRequest } from './conformance/describe.js';
import { API, loadRecordings, RecordingsError } from './conformance/recordings.js';
import { APPLICATION_ID, SECRET, startReplayServer } from './conformance/replay-server.js';
import { runMain } from './conformance/run-main.js';
import { stepsOf } from './conformance/steps.js';

const HELP = `Drives the built client through recorded answers of the real API, served on loopback.

npm run conformance -- --recordings DIR [--serve DIR] [--verbose]

--recordings DIR  files that hold a list of { request: { method, url, body? }, response: { status, headers?, body } }
--serve DIR       answer from this folder instead and compare with --recordings: a changed copy of it
                  shows that this check can fail
--verbose         also print each request that was sent
--help            print this text

Exits with 0 when the client gave back what was recorded, 1 when it did not, 2 when there was nothing to compare.`;

const MOST_DIFFERENCES = 10;

async function main() {
  const { values } = parseArgs({
    options: {
      recordings: { type: 'string' },
      serve: { type: 'string' },
      verbose: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(HELP);
  if (!values.recordings) throw new RecordingsError('The option --recordings DIR is missing. See --help.');
  const files = loadRecordings(values.recordings);
  const served = values.serve ? loadRecordings(values.serve) : files;
  const server = await startReplayServer();
  const tally = { passed: 0, failed: 0, skipped: 0 };
  try {
    for (const file of files)
      await runFile(file, { server, tally, verbose: values.verbose, answers: answersFor(file, served) });
  } finally {
    await server.close();
  }
  if (tally.skipped > 0) console.log(`\n${tally.skipped} skipped`);
  console.log(`\n${tally.passed} passed, ${tally.failed} failed`);
  if (tally.failed > 0) process.exitCode = 1;
  else if (tally.passed === 0) throw new RecordingsError('None of the recorded requests could be sent.');
}

/** The answer to serve for an exchange: its own, unless another folder was given. */
function answersFor({ name, exchanges }, served) {
  const others = served.find((file) => file.name === name)?.exchanges;
  if (others?.length !== exchanges.length)
    throw new RecordingsError(`The folder to serve has no matching ${name}.`);
  return new Map(exchanges.map(({ served: own }, index) => [own, others[index].served]));
}

async function runFile({ name, exchanges }, context) {
  console.log(`\n${name}`);
  for (const { exchange, steps, skipped } of stepsOf(exchanges)) {
    console.log(`  ${describeRequest(exchange)}`);
    if (skipped) {
      context.tally.skipped++;
      console.log(`    skipped: ${skipped}`);
    }
    for (const step of steps) await runStep(step, exchange, context);
  }
}

async function runStep({ title, plays, open, run }, exchange, { server, tally, verbose, answers }) {
  const scene = server.play(
    plays.map((play) => ({ ...play, served: answers.get(play.served) })),
    { open },
  );
  const { said, differences } = await run(clientFor(exchange, server.origin, ++clients)).catch(brokenStep);
  const wrong = [...new Set([...scene.problems, ...differences])];
  const sent = scene.received.length;
  if (sent === 0) wrong.push('no request reached the server');
  // A 429 that asks for next to no patience is rightly followed by another attempt.
  if (sent > plays.length && !open && exchange.served.status !== 429) {
    wrong.push(`${sent} requests were sent where ${plays.length} would do`);
  }
  tally[wrong.length === 0 ? 'passed' : 'failed']++;
  console.log(`    ${wrong.length === 0 ? 'ok' : 'FAILED'}  ${title} → ${said}`);
  if (verbose)
    for (const { method, url } of scene.received)
      console.log(`        sent ${method} ${url.pathname}${url.search}`);
  for (const line of wrong.slice(0, MOST_DIFFERENCES)) console.log(`        differs: ${line}`);
  if (wrong.length > MOST_DIFFERENCES)
    console.log(`        and ${wrong.length - MOST_DIFFERENCES} more differences`);
}

/** A recording of a shape that this script does not expect must not end the whole run. */
function brokenStep(error) {
  return { said: 'no result', differences: [`the comparison itself broke: ${error.stack}`] };
}

let clients = 0;

function clientFor({ url, served }, origin, number) {
  return new PCO({
    applicationId: APPLICATION_ID,
    secret: SECRET,
    apiBase: origin,
    uploadUrl: origin + url.pathname,
    aliases: [API, url.origin],
    // A recorded failure is to be seen as it is, and a recorded 429 or full budget must not hold up the next step.
    maxRetries: 0,
    budgetKey: `step ${number}`,
    timeout: 10_000,
    ...(served.status === 429 ? { deadline: 500 } : {}),
  });
}

await runMain(main);
