/** Runs the checks in workerd, and the Workers of a guide and of the examples, bundled the way that Workers are. */
import { createHmac } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundle } from './bundle.js';
import { problemOfExample } from './example-worker.js';
import { outcome, outcomesOf } from './run-process.js';
import { startWorkerd } from './start-workerd.js';

const CONDITIONS = ['workerd', 'worker'];

// More than the patience of all checks together.
const PATIENCE = 600_000;

const guide = new URL('../docs/webhooks.md', import.meta.url);
/** Of a subscription. */
const SECRET = 'checks-5ec7e7a1';

/**
 * @param {import('./runtimes.js').Runtime} runtime
 * @param {import('./runtimes.js').Place} place
 * @returns {Promise<import('./checks.js').Outcome[]>}
 */
export async function runInWorkerd({ traits, platform, rules }, place) {
  const { folder, variables, setup, signal } = place;
  const actual = await bundle(folder, 'worker-entry.js', 'worker.js', CONDITIONS);
  await writeFile(join(folder, 'guide-entry.js'), await workerOfGuide());
  await bundle(folder, 'guide-entry.js', 'guide.js', CONDITIONS);
  await writeFile(join(folder, 'workerd.capnp'), config(rules, variables));
  const { child, ports, stdout, stderr, stop } = await startWorkerd(place, 'workerd.capnp', [
    'http',
    'guide',
  ]);
  try {
    if (ports === undefined) return [outcome('it starts', await stderr)];
    const body = JSON.stringify({ ...setup, ...traits, platform: { expected: platform, actual } });
    const limits = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE)]);
    const response = await fetch(`http://127.0.0.1:${ports.http}`, { method: 'POST', body, signal: limits });
    const answer = await response.text();
    const outcomes = response.ok
      ? outcomesOf(answer)
      : [outcome('it answers', `${response.status} ${answer}`)];
    outcomes.push(outcome('the Worker of the guide receives webhooks', await problemOfGuide(ports.guide)));
    child.kill();
    const printed = await stdout;
    const expected = 'people.v2.events.person.created\n';
    outcomes.push(outcome('and says what it has received', printed === expected ? '' : printed));
    outcomes.push(outcome('nothing is written to standard error', await stderr));
    const problem = await problemOfExample(place, { conditions: CONDITIONS, rules });
    return [...outcomes, outcome('the Worker of the examples answers with events, and keeps them', problem)];
  } finally {
    await stop();
  }
}

/** The piece of the guide that is a Worker, as it stands there. */
async function workerOfGuide() {
  const pieces = (await readFile(guide, 'utf8')).matchAll(/^```js\n(.*?)^```$/gms);
  return [...pieces].map(([, code]) => code).find((code) => code.includes('export default'));
}

/** Delivers an event to it, and something that is not signed. */
async function problemOfGuide(port) {
  const payload = JSON.stringify({ data: { type: 'Person', id: '7', attributes: { first_name: 'Zoë' } } });
  const attributes = { name: 'people.v2.events.person.created', attempt: 1, payload };
  const body = JSON.stringify({ data: [{ id: 'a', type: 'EventDelivery', attributes }] });
  const signature = createHmac('sha256', SECRET).update(body).digest('hex');
  const send = async (headers) => {
    const answer = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', headers, body });
    return `${answer.status} ${await answer.text()}`;
  };
  const answers = [await send({ 'X-PCO-Webhooks-Authenticity': signature }), await send({})];
  return answers[0] === '200 ok' && answers[1].startsWith('401 ') ? '' : answers.join(', ');
}

function config(rules, variables) {
  const bindings = Object.entries(variables).map(
    ([name, value]) => `(name = ${JSON.stringify(name)}, text = ${JSON.stringify(value)})`,
  );
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "checks", worker = .checks),
    (name = "guide", worker = .guide),
    (name = "loopback", network = (allow = ["local"])),
  ],
  sockets = [
    (name = "http", address = "127.0.0.1:0", http = (), service = "checks"),
    (name = "guide", address = "127.0.0.1:0", http = (), service = "guide"),
  ],
);

const checks :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = "${rules}",
  bindings = [${bindings.join(', ')}],
  globalOutbound = "loopback",
);

const guide :Workerd.Worker = (
  modules = [(name = "guide.js", esModule = embed "guide.js")],
  compatibilityDate = "${rules}",
  bindings = [(name = "WEBHOOK_SECRETS", text = "other,${SECRET}")],
);
`;
}
