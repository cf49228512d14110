import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below the ports that systems give to connections, any of which would be taken again by somebody before it is used. */
const FIRST = 20_000;
const COUNT = 10_000;

// Test files run in processes side by side, each of which begins elsewhere.
let latest = (process.pid * 97) % COUNT;

/** A port on which nobody listens, for a program that takes its port as a number. */
export async function freePort(): Promise<number> {
  for (;;) {
    latest = (latest + 1) % COUNT;
    const server = createServer();
    const isFree = once(server, 'listening').then(
      () => true,
      () => false,
    );
    server.listen(FIRST + latest, '127.0.0.1');
    if (!(await isFree)) continue;
    server.close();
    await once(server, 'close');
    return FIRST + latest;
  }
}
