import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * Starts the server in a process of its own, so that serving costs the measured process nothing.
 *
 * @returns {Promise<{ origin: string, stop: () => void }>}
 */
export function startServer() {
  return startProcess('server-process.js');
}

/**
 * The same for any module of this folder that sends its port first, and answers each message with one.
 *
 * @param {string} name
 * @returns {Promise<{ origin: string, stop: () => void, ask: (message: unknown) => Promise<any> }>}
 */
export async function startProcess(name) {
  const child = fork(fileURLToPath(new URL(name, import.meta.url)));
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`The server ended with code ${code} before it was ready.`);
  });
  const [port] = await Promise.race([once(child, 'message'), failed]);
  failed.catch(() => {});
  const ask = async (message) => {
    const answer = once(child, 'message');
    child.send(message);
    return (await answer)[0];
  };
  return { origin: `http://127.0.0.1:${port}`, stop: () => child.kill(), ask };
}
