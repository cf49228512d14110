import { createServer, type AddressInfo, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A connection as the server sees it. */
export interface Wire {
  readonly socket: Socket;
  /** 0 for the first connection. */
  readonly index: number;
  /** Everything that came over it so far. */
  received(): string;
  /** Waits for the end of the next request's head, and gives the head. */
  head(): Promise<string>;
  /** Waits until this text has come. */
  until(text: string): Promise<void>;
  /** Waits for the end of the connection, however it comes. */
  readonly closed: Promise<void>;
}

/** Starts a server that speaks no protocol of its own: a test writes every byte of the answers. */
export async function startWire(onConnection: (wire: Wire) => unknown): Promise<{
  readonly url: string;
  readonly wires: Wire[];
}> {
  const wires: Wire[] = [];
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const wire = wireOf(socket, wires.length);
    wires.push(wire);
    void Promise.resolve(onConnection(wire)).catch(() => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const { socket } of wires) socket.destroy();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, wires };
}

function wireOf(socket: Socket, index: number): Wire {
  let received = '';
  let seen = 0;
  const listeners = new Set<() => void>();
  const tell = (): void => {
    for (const listener of listeners) listener();
  };
  socket.on('error', () => {});
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1');
    tell();
  });
  const closed = new Promise<void>((resolve) => {
    socket.on('end', resolve);
    socket.on('close', () => resolve());
  });
  const when = <T>(find: () => T | undefined): Promise<T> =>
    new Promise((resolve) => {
      const look = (): void => {
        const found = find();
        if (found === undefined) return;
        listeners.delete(look);
        resolve(found);
      };
      listeners.add(look);
      look();
    });
  return {
    socket,
    index,
    closed,
    received: () => received,
    until: (text) => when(() => (received.includes(text) ? true : undefined)).then(() => {}),
    head: () =>
      when(() => {
        const end = received.indexOf('\r\n\r\n', seen);
        if (end < 0) return undefined;
        const head = received.slice(seen, end);
        seen = end + 4;
        return head;
      }),
  };
}
