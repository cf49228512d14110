import { Agent, request } from 'node:http';
import { AUTHORIZATION, createClient } from './clients.js';

/**
 * The same request by other means, each as its documentation shows it, with connections that stay open and no more
 * options than that takes. All of them resolve to the parsed body. What is not installed is left out.
 *
 * @param {string} origin
 * @returns {Promise<{ name: string, get: (path: string) => Promise<any> }[]>}
 */
export async function others(origin) {
  const headers = { authorization: AUTHORIZATION };
  const agent = new Agent({ keepAlive: true });
  const ours = createClient(origin);
  const oursOnFetch = createClient(origin, { fetch: globalThis.fetch });
  const found = [
    { name: 'tspco', get: (path) => ours.get(path) },
    { name: 'tspco on fetch', get: (path) => oursOnFetch.get(path) },
    { name: 'node:http', get: (path) => getByHttp(origin + path, { agent, headers }) },
  ];
  const ky = (await load('ky'))?.create({ headers });
  if (ky) found.push({ name: 'ky', get: (path) => ky.get(origin + path).json() });
  const axios = (await load('axios'))?.create({ baseURL: origin, headers, httpAgent: agent });
  if (axios) found.push({ name: 'axios', get: async (path) => (await axios.get(path)).data });
  return found;
}

/** They are no part of the repository: nobody else should have to download them. */
async function load(name) {
  try {
    return (await import(name)).default;
  } catch {
    console.error(`${name} is not installed and was left out: npm install --no-save ky@1 axios`);
    return undefined;
  }
}

/** The least that works with `node:http`: no time-out, no codings, nothing but a status of 200. */
function getByHttp(url, options) {
  return new Promise((resolve, reject) => {
    const sending = request(url, options, (message) => {
      const chunks = [];
      message.on('data', (chunk) => chunks.push(chunk));
      message.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())));
      message.on('error', reject);
    });
    sending.on('error', reject);
    sending.end();
  });
}
