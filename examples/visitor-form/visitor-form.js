// A web form that adds visitors to Planning Center.
import { serve } from '@hono/node-server';
import { PCO } from 'tspco';
import { createApp } from './app.js';

const { HOST = '127.0.0.1', PORT = '4900', WORKFLOW_ID } = process.env;

try {
  const pco = PCO.fromEnv({ userAgent: 'visitor-form', timeout: 10_000, deadline: 30_000 });
  const { app, settled } = createApp(pco, {
    workflowId: WORKFLOW_ID || undefined,
    // No names: a log is read by more people than Planning Center.
    log: (event, fields) => console.log(JSON.stringify({ time: new Date(), event, ...fields })),
  });
  const server = serve({ fetch: app.fetch, hostname: HOST, port: Number(PORT) }, ({ port }) => {
    console.log(`The form is at http://${HOST}:${port}/`);
  });
  server.once('error', (error) => {
    console.error(`It cannot listen on ${HOST}:${PORT}: ${error.message}`);
    process.exitCode = 1;
  });
  // Whoever has sent the form is added before the program ends. A second signal ends it at once.
  const stop = async () => {
    server.close();
    await settled();
  };
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => void stop());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
