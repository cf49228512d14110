import { createServer } from 'node:http';
import { log } from './log.js';
import { openClient, openReceiver, openStore, subscribe } from './receiver.js';
import { readSettings, SettingsError } from './settings.js';

/** The longest that a request may hold up the end. */
const PATIENCE_MS = 10_000;

try {
  await start();
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
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

  const stop = async () => {
    log('stopping');
    setTimeout(() => server.closeAllConnections(), PATIENCE_MS).unref();
    await new Promise((resolve) => server.close(resolve));
    await webhooks.settled();
    log('stopped');
  };
  // A second signal ends it at once.
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stop());

  server.once('error', (error) => {
    console.error(`It cannot listen on ${settings.host}:${settings.port}: ${error.message}`);
    process.exitCode = 1;
  });
  server.listen(settings.port, settings.host, () => {
    log('listening', { host: settings.host, port: settings.port, path: settings.path });
    void subscribe(settings, { pco, log });
  });
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
