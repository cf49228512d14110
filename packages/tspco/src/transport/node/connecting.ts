import type { Socket } from './builtins.ts';

/** A request that gets a new connection. */
export interface Connecting {
  /** The server, for messages. */
  readonly host: string;
  /** How long it may take, in milliseconds, the TLS handshake included. */
  readonly ms: number;
  /** What is sent from now on may reach the server. */
  readonly connected: () => void;
}

/** Tells when a connection exists, and gives it up when that takes too long. */
export function whenConnected(socket: Socket, { host, ms, connected }: Connecting): void {
  const encrypting = socket.secureConnecting === true;
  // Such as one that an agent for proxies has made before.
  if (!socket.connecting && !encrypting) return connected();
  const timer = setTimeout(() => {
    const message = `no connection to ${host} within ${ms} ms`;
    socket.destroy(Object.assign(new Error(message), { code: 'ETIMEDOUT', syscall: 'connect' }));
  }, ms);
  const stop = (): void => clearTimeout(timer);
  socket.on(encrypting ? 'secureConnect' : 'connect', () => {
    stop();
    connected();
  });
  socket.on('close', stop);
}
