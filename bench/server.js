import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * Starts the server in a process of its own, so that serving costs the measured process nothing.
 *
 * @returns {Promise<{ origin: string, stop: () => void }>}
 */
export async function startServer() {
  const child = fork(fileURLToPath(new URL('server-process.js', import.meta.url)));
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`The server ended with code ${code} before it was ready.`);
  });
  const [port] = await Promise.race([once(child, 'message'), failed]);
  failed.catch(() => {});
  return { origin: `http://127.0.0.1:${port}`, stop: () => child.kill() };
}
