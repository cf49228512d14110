import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';

/**
 * @param {import('./runtimes.js').Place} place
 * @param {string} config a file in its folder
 * @param {readonly string[]} sockets that the configuration names
 */
export async function startWorkerd({ binary, folder, signal }, config, sockets) {
  const child = spawn(binary, ['serve', '--control-fd=3', config], {
    cwd: folder,
    env: {},
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    signal,
    killSignal: 'SIGKILL',
  });
  const closed = once(child, 'close');
  const [stdout, stderr] = [text(child.stdout), text(child.stderr)];
  /** @type {Record<string, string> | undefined} nothing if it has ended instead */
  const ports = await Promise.race([listening(child, sockets), closed.then(() => undefined)]);
  const stop = async () => {
    child.kill('SIGKILL');
    await closed;
  };
  return { child, ports, stdout, stderr, stop };
}

/** The ports are workerd's own choice, which it tells on an extra pipe. @returns {Promise<Record<string, string>>} by socket */
async function listening(child, sockets) {
  const ports = {};
  for await (const line of createInterface({ input: child.stdio[3] })) {
    const { event, socket, port } = JSON.parse(line);
    if (event === 'listen') ports[socket] = port;
    if (sockets.every((name) => ports[name] !== undefined)) return ports;
  }
}
