import { createAdaptorServer } from '@hono/node-server';
import { createApp } from './app.js';
import { openChurches, openStore } from './churches.js';
import { log } from './log.js';
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
  const churches = openChurches(settings, { store, log });
  const server = createAdaptorServer(createApp({ settings, churches, store, log }));

  const stop = async () => {
    log('stopping');
    setTimeout(() => 'closeAllConnections' in server && server.closeAllConnections(), PATIENCE_MS).unref();
    await new Promise((resolve) => server.close(resolve));
    // A refresh may be under way: without its new tokens, a church would have to connect again.
    await churches.settled().catch((error) => {
      log('tokens could not be saved', { cause: String(error) });
      process.exitCode = 1;
    });
    log('stopped');
  };
  // A second signal ends it at once.
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void stop());

  server.once('error', (error) => {
    console.error(`It cannot listen on ${settings.host}:${settings.port}: ${error.message}`);
    process.exitCode = 1;
  });
  server.listen(settings.port, settings.host, () => log('listening', { at: settings.publicUrl }));
}
