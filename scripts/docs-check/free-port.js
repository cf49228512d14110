/** Ports for programs that serve while a page is tried out. */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** A port that is free: below those that systems give to connections, which somebody else could take before this one is used. */
export async function freePort() {
  for (;;) {
    const port = 20_000 + randomInt(10_000);
    const isFree = await new Promise((resolve) => {
      const server = createServer().listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
      server.once('error', () => resolve(false));
    });
    if (isFree) return port;
  }
}
