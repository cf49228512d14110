import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A delivery as it arrived. */
export interface Received {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** As it was sent. */
  readonly bytes: Buffer;
  readonly delivery: {
    id: string;
    type: string;
    attributes: { name: string; attempt: number; payload: string };
    relationships: object;
  };
  readonly payload: Payload;
}

interface Payload {
  data: {
    type: string;
    id: string;
    attributes?: Record<string, unknown>;
    relationships?: object;
    links?: Record<string, string>;
  };
  included?: object[];
  meta: { parent: object; event_time?: string; idempotency_token?: string };
}

export interface Receiver {
  readonly url: string;
  readonly received: Received[];
  /** Answers from now on with this status, and perhaps another address. */
  answer(status: number, headers?: Record<string, string>): void;
}

/** A server on this machine, to subscribe with. It ends with the test. */
export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let answer: { status: number; headers: Record<string, string> } = { status: 200, headers: {} };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push(receivedFrom(request.method ?? '', request.headers, Buffer.concat(chunks)));
      response.writeHead(answer.status, answer.headers).end(`answered ${answer.status}`);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`,
    received,
    answer: (status, headers = {}) => {
      answer = { status, headers };
    },
  };
}

/** A function that stands in for `fetch` and receives without a socket. */
export interface InProcess extends Omit<Receiver, 'url'> {
  readonly deliver: typeof fetch;
}

export function receiveInProcess(): InProcess {
  const received: Received[] = [];
  let answer: { status: number; headers: Record<string, string> } = { status: 200, headers: {} };
  return {
    received,
    answer: (status, headers = {}) => {
      answer = { status, headers };
    },
    deliver: async (input, init) => {
      const request = new Request(input, init);
      const headers = Object.fromEntries(request.headers);
      received.push(receivedFrom(request.method, headers, Buffer.from(await request.arrayBuffer())));
      return new Response(answer.status === 204 ? null : `answered ${answer.status}`, answer);
    },
  };
}

function receivedFrom(method: string, headers: IncomingHttpHeaders, bytes: Buffer): Received {
  const { data } = JSON.parse(bytes.toString()) as { data: [Received['delivery']] };
  const [delivery] = data;
  return { method, headers, bytes, delivery, payload: JSON.parse(delivery.attributes.payload) as Payload };
}
