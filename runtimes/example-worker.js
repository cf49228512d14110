/** Runs the Worker of the examples in workerd, on the emulator, and with a cache as Cloudflare has one. */
import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createEmulator } from '../packages/emulator/dist/index.js';
import { bundle } from './bundle.js';
import { startWorkerd } from './start-workerd.js';

const example = new URL('../examples/cloudflare-worker/', import.meta.url);

/**
 * @param {import('./runtimes.js').Place} place
 * @param {{ conditions: readonly string[], rules: string }} how
 * @returns {Promise<string>} empty if it does what it should
 */
export async function problemOfExample(place, { conditions, rules }) {
  const { folder } = place;
  const emulator = createEmulator({ people: 20 });
  const { url } = await emulator.listen();
  await cp(example, join(folder, 'example'), { recursive: true });
  await bundle(folder, 'example/cloudflare-worker.js', 'example.js', conditions);
  await writeFile(join(folder, 'cache.js'), CACHE);
  await writeFile(join(folder, 'example.capnp'), config(rules, url));
  const { ports, stderr, stop } = await startWorkerd(place, 'example.capnp', ['example']);
  try {
    if (ports === undefined) return await stderr;
    const ask = async () => {
      const answer = await fetch(`http://127.0.0.1:${ports.example}/`);
      return `${answer.status} ${await answer.text()}`;
    };
    const requests = () => emulator.control.requests.list().length;
    const first = await ask();
    if (!first.startsWith('200 {"events":[{"name":') || requests() === 0) return first;
    // The answer is kept after it was given, which may take a moment.
    for (let tries = 0; tries < 100; tries += 1) {
      const before = requests();
      const again = await ask();
      if (again !== first) return `${first}, and then ${again}`;
      if (requests() === before) return '';
    }
    return 'it asks each time';
  } finally {
    await stop();
    await emulator.close();
  }
}

/** What stands behind `caches` in workerd: answers come as the text of HTTP, and go out as what they say. */
const CACHE = `
const kept = new Map();
export default {
  async fetch(request) {
    if (request.method === 'PUT') {
      kept.set(request.url, await request.text());
      return new Response(null, { status: 204 });
    }
    const text = kept.get(request.url);
    if (text === undefined) return new Response(null, { status: 504, headers: { 'CF-Cache-Status': 'MISS' } });
    const end = text.indexOf('\\r\\n\\r\\n');
    const lines = text.slice(0, end).split('\\r\\n').slice(1);
    const headers = new Headers(lines.map((line) => line.split(/: ?(.*)/s, 2)));
    headers.set('CF-Cache-Status', 'HIT');
    headers.delete('transfer-encoding');
    return new Response(text.slice(end + 4), { headers });
  },
};
`;

function config(rules, url) {
  const binding = (name, text) => `(name = "${name}", text = "${text}")`;
  const bindings = [
    binding('PCO_APPLICATION_ID', 'emulator'),
    binding('PCO_SECRET', 'emulator-secret'),
    binding('PCO_API_BASE', url),
  ];
  return `using Workerd = import "/workerd/workerd.capnp";

const config :Workerd.Config = (
  services = [
    (name = "example", worker = .example),
    (name = "cache", worker = .cache),
    (name = "loopback", network = (allow = ["local"])),
  ],
  sockets = [(name = "example", address = "127.0.0.1:0", http = (), service = "example")],
);

const example :Workerd.Worker = (
  modules = [(name = "example.js", esModule = embed "example.js")],
  compatibilityDate = "${rules}",
  bindings = [${bindings.join(', ')}],
  globalOutbound = "loopback",
  cacheApiOutbound = "cache",
);

const cache :Workerd.Worker = (
  modules = [(name = "cache.js", esModule = embed "cache.js")],
  compatibilityDate = "${rules}",
);
`;
}
