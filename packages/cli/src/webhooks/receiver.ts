import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { PCOWebhookError, verifyWebhook, type WebhookEvent } from 'tspco/webhooks';
import type { Delivery } from './delivery.ts';

/** What is done with deliveries. */
export interface Receiving {
  readonly port: number;
  /** Asked for each delivery: they may be known only later. */
  readonly secrets: () => readonly string[];
  /** Gives the status to answer. */
  readonly received: (delivery: Delivery, events: readonly WebhookEvent[]) => Promise<number>;
  /** Told why something was refused. */
  readonly refused: (reason: string) => void;
}

export interface Receiver {
  readonly url: string;
  close(): Promise<void>;
}

/** No delivery that was seen came near it. */
const MOST_BYTES = 10_000_000;
const PATIENCE_MS = 1000;

/** Listens for deliveries on this machine alone. */
export async function startReceiver(receiving: Receiving): Promise<Receiver> {
  const server = createServer((request, response) => {
    answer(request, response, receiving).catch((error: unknown) => {
      receiving.refused((error as Error).message);
      if (!response.headersSent) response.writeHead(500).end();
    });
  });
  server.listen(receiving.port, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      // The last answer is still on its way. Whoever does not take it is not waited for.
      const impatience = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
      await closed;
      clearTimeout(impatience);
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  { secrets, received, refused }: Receiving,
): Promise<void> {
  const end = (status: number, reason?: string): void => {
    if (reason !== undefined) refused(reason);
    response.writeHead(status, { Connection: 'close' }).end();
  };
  if (request.method !== 'POST') return end(405);
  const bytes = await bodyOf(request);
  if (bytes === undefined) return end(413, 'A body was too large.');
  const events = await eventsOf(bytes, request, secrets()).catch((error: unknown) => {
    if (error instanceof PCOWebhookError) return error;
    throw error;
  });
  if (events instanceof PCOWebhookError) return end(STATUS[events.code] ?? 500, `Refused: ${events.message}`);
  const headers = Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      /^(x-pco-webhooks-.*|content-type|user-agent)$/.test(name) ? [[name, String(value)]] : [],
    ),
  );
  end(await received({ headers, body: bytes.toString('utf8') }, events));
}

const STATUS: Readonly<Record<string, number>> = { ERR_SIGNATURE: 401, ERR_DELIVERY: 400 };

async function eventsOf(
  bytes: Buffer,
  { headers }: IncomingMessage,
  secrets: readonly string[],
): Promise<readonly WebhookEvent[]> {
  const { events } = await verifyWebhook(bytes, headers, secrets);
  return events;
}

async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MOST_BYTES) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
