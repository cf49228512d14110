/** Runs the checks in workerd, and the Worker of a guide, bundled the way that Workers are. */
import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { bundle } from './bundle.js';
import { outcome, outcomesOf } from './run-process.js';

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
  const { folder, variables, setup, binary, signal } = place;
  const actual = await bundle(folder, 'worker-entry.js', 'worker.js', CONDITIONS);
  await writeFile(join(folder, 'guide-entry.js'), await workerOfGuide());
  await bundle(folder, 'guide-entry.js', 'guide.js', CONDITIONS);
  await writeFile(join(folder, 'workerd.capnp'), config(rules, variables));
  const child = spawn(binary, ['serve', '--control-fd=3', 'workerd.capnp'], {
    cwd: folder,
    env: {},
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
  });
  const closed = once(child, 'close');
  const [stdout, stderr] = [text(child.stdout), text(child.stderr)];
  try {
    const ports = await Promise.race([listening(child), closed.then(() => undefined)]);
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
    return [...outcomes, outcome('nothing is written to standard error', await stderr)];
  } finally {
    child.kill('SIGKILL');
    await closed;
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

/** The ports are workerd's own choice, which it tells on an extra pipe. @returns {Promise<Record<string, string>>} by socket */
async function listening(child) {
  const ports = {};
  for await (const line of createInterface({ input: child.stdio[3] })) {
    const { event, socket, port } = JSON.parse(line);
    if (event === 'listen') ports[socket] = port;
    if (ports.http !== undefined && ports.guide !== undefined) return ports;
  }
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
