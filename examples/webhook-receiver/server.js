import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { PCOError } from 'tspco';
import { log } from './log.js';
import { openClient, openReceiver, openStore, subscribe } from './receiver.js';
import { readSettings, SettingsError } from './settings.js';

/** The longest that anything may hold up the end: less than the ten seconds that Docker gives. */
const PATIENCE_MS = 8000;
const HOUR_MS = 3_600_000;

try {
  await start();
} catch (error) {
  if (!(error instanceof SettingsError || error instanceof PCOError)) throw error;
  console.error(error.message);
  process.exitCode = 2;
}

async function start() {
  const settings = readSettings(process.env);
  const store = await openStore(settings);
  const pco = openClient(settings);
  const webhooks = openReceiver(settings, { pco, store, log });

  const server = createServer((request, response) => {
    const [path] = (request.url ?? '').split('?');
    if (path === settings.path) return webhooks.node(request, response);
    if (path === '/healthz') return void answerHealth(store, response);
    response.writeHead(404).end();
  });
  // Nobody who sends a byte a minute shall hold a connection.
  server.requestTimeout = PATIENCE_MS;

  const ending = new AbortController();
  const stop = async () => {
    log('stopping');
    ending.abort();
    const patience = delay(PATIENCE_MS, 'unfinished', { ref: false });
    const closed = new Promise((resolve) => server.close(resolve));
    const unfinished = await Promise.race([closed.then(() => webhooks.settled()), patience]);
    server.closeAllConnections();
    log('stopped', unfinished ? { unfinished: 'What was at work is sent again.' } : {});
    if (unfinished) process.exit();
  };
  // A second signal ends it at once.
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stop());

  server.once('error', (error) => {
    console.error(`It cannot listen on ${settings.host}:${settings.port}: ${error.message}`);
    process.exitCode = 1;
  });
  server.listen(settings.port, settings.host, () => {
    log('listening', { host: settings.host, port: settings.port, path: settings.path });
    void staySubscribed(settings, { pco, log }, ending.signal);
  });
}

/**
 * Subscribes, tries again until that has worked, and looks once an hour whether Planning Center has switched something
 * off.
 *
 * @param {import('./settings.js').Settings} settings
 * @param {Parameters<typeof subscribe>[1]} parts
 * @param {AbortSignal} signal
 */
async function staySubscribed(settings, parts, signal) {
  for (let pause = 5000; !signal.aborted; pause = Math.min(2 * pause, HOUR_MS)) {
    if (await subscribe(settings, parts)) pause = HOUR_MS;
    await delay(pause, undefined, { signal, ref: false }).catch(() => {});
  }
}

/**
 * Says whether events could be handled now: whether the store answers.
 *
 * @param {import('tspco/webhooks').WebhookStore} store
 * @param {import('node:http').ServerResponse} response
 */
async function answerHealth(store, response) {
  try {
    const claim = await store.claim('healthz', 1000);
    if (typeof claim === 'object') await claim.release();
    response.writeHead(200).end('ok');
  } catch (error) {
    log('not well', { cause: String(error) });
    response.writeHead(503).end('The store does not answer.');
  }
}
