import { chainsOf, judgeReading, missingFrom, readChain } from './iteration.js';
import { judgeDocument, judgeRefusedRedirect, judgeResponse, outcomeOf } from './outcome.js';
import { API, parametersOf } from './recordings.js';
import { queryObjectOf } from './query-object.js';
import { describeOutcome, describeReading } from './describe.js';

/**
 * @typedef {object} Step
 * @property {string} title - how the request is written
 * @property {import('./recordings.js').Exchange[]} plays - what the server must serve for it
 * @property {boolean} [open] - see the server's `play`
 * @property {(client: import('tspco').PCO) => Promise<{ said: string, differences: string[] }>} run
 */

/**
 * Everything a file of recordings lets the client do, by exchange and in their order.
 *
 * @param {import('./recordings.js').Exchange[]} exchanges
 * @returns {{ exchange: import('./recordings.js').Exchange, steps: Step[], skipped?: string }[]}
 */
export function stepsOf(exchanges) {
  const chains = chainsOf(exchanges);
  return exchanges.map((exchange) => {
    const skipped = whyNot(exchange);
    if (skipped) return { exchange, steps: [], skipped };
    const redirect = redirectOf(exchange, exchanges);
    if (redirect) return { exchange, steps: [redirectStep(exchange, redirect)] };
    if (uploadOf(exchange)) return { exchange, steps: [uploadStep(exchange)] };
    return {
      exchange,
      steps: [...requestSteps(exchange), ...iterationSteps(exchange, chains.get(exchange))],
    };
  });
}

function whyNot(exchange) {
  if (!/^(GET|HEAD|POST|PATCH|PUT|DELETE|OPTIONS)$/.test(exchange.method))
    return 'the API has no such method';
  if (exchange.body !== undefined && /^(GET|HEAD)$/.test(exchange.method))
    return 'a read cannot carry a body';
  if (exchange.body !== undefined && exchange.payload === undefined && !uploadOf(exchange)) {
    return 'the client sends JSON and file uploads only, and the recorded body is neither';
  }
  return undefined;
}

function requestSteps(exchange) {
  const verb = exchange.method.toLowerCase();
  const { search, pathname, href } = exchange.url;
  if (search === '') return [documentStep(verb, exchange, pathname), ...bodyStep(exchange)];
  const query = queryObjectOf(exchange.url);
  const asObject = query && documentStep(`${verb} with a query object`, exchange, pathname, query);
  const asAddress = documentStep(`${verb} of the whole address`, exchange, href);
  // A write is done once, as in the recording.
  if (exchange.method !== 'GET') return [asObject ?? asAddress];
  return [...(asObject ? [asObject] : []), asAddress, ...bodyStep(exchange)];
}

function documentStep(title, exchange, url, query) {
  return {
    title,
    plays: [exchange],
    run: async (client) => {
      const answer = /^(DELETE|HEAD)$/.test(exchange.method);
      const outcome = await outcomeOf(() => send(client, exchange, url, query).withResponse());
      const judge = answer ? judgeResponse : judgeDocument;
      return { said: describeOutcome(outcome), differences: await judge(exchange.served, outcome) };
    },
  };
}

function send(client, { method, payload }, url, query) {
  if (method === 'GET') return client.get(url, query);
  if (method === 'POST') return client.post(url, payload, query);
  if (method === 'PATCH') return client.patch(url, payload, query);
  if (method === 'PUT') return client.put(url, payload, query);
  if (method === 'DELETE' && payload === undefined) return client.delete(url, query);
  if (method === 'DELETE' || method === 'HEAD')
    return client.requestResponse(method, url, { query, payload });
  return client.requestJson(method, url, { query, payload });
}

/** What is not JSON can still be had as it is. */
function bodyStep(exchange) {
  const { served, method, url } = exchange;
  if (method !== 'GET' || served.status >= 400 || served.document !== undefined) return [];
  const run = async (client) => {
    const outcome = await outcomeOf(() => client.requestResponse('GET', url).withResponse());
    return { said: describeOutcome(outcome), differences: await judgeResponse(served, outcome) };
  };
  return [{ title: 'get the answer itself', plays: [exchange], run }];
}

function iterationSteps(exchange, chain) {
  if (!chain || (chain.widened && chain.open)) return [];
  const query = queryObjectOf(exchange.url);
  const pages = chain.pages.length === 1 ? '1 page' : `${chain.pages.length} pages`;
  const title = `iterate, ${chain.open ? `first ${pages}` : pages}`;
  const url = query ? exchange.url.pathname : exchange.url.href;
  const run = async (client) => {
    const reading = await readChain(chain, () => client.iterate(url, query));
    const missing = chain.open ? 0 : missingFrom(chain.pages);
    return { said: describeReading(chain, reading, missing), differences: judgeReading(chain, reading) };
  };
  // Read twice: by record and by page.
  return [{ title, plays: [...chain.pages, ...chain.pages], open: chain.open, run }, ...linkSteps(chain)];
}

/** The server's own link names its public address, which the client must turn into the one it was given. */
function linkSteps({ pages }) {
  return pages.slice(1).flatMap((page, index) => {
    const link = pages[index].served.document.links?.next;
    if (!link) return [];
    return [
      documentStep(
        'get of the link to the next page',
        { ...page, parameters: parametersOf(new URL(link, API)) },
        link,
      ),
    ];
  });
}

function redirectOf({ served, url }, exchanges) {
  const { location } = served.headers;
  if (![301, 302, 303, 307, 308].includes(served.status) || !location) return undefined;
  const target = new URL([location].flat()[0], url);
  return { target: exchanges.find((other) => other.url.href === target.href && other.method === 'GET') };
}

function redirectStep(exchange, { target }) {
  const run = async (client) => {
    const outcome = await outcomeOf(() => send(client, exchange, exchange.url.href).withResponse());
    const follows = exchange.method === 'GET' && target;
    const differences = follows ? judgeDocument(target.served, outcome) : judgeRefusedRedirect(outcome);
    return { said: describeOutcome(outcome), differences };
  };
  return { title: 'get, redirected', plays: target ? [exchange, target] : [exchange], run };
}

function uploadStep(exchange) {
  const upload = uploadOf(exchange);
  const query = queryObjectOf(exchange.url);
  const run = async (client) => {
    const outcome = await outcomeOf(() =>
      client.upload(upload.bytes, query, { name: upload.name }).withResponse(),
    );
    return { said: describeOutcome(outcome), differences: judgeDocument(exchange.served, outcome) };
  };
  return { title: `upload of ${upload.name}`, plays: [{ ...exchange, upload }], run };
}

/** The file of a recorded multipart form; recordings mangle binary content, so it is any bytes of that name. */
function uploadOf({ method, body, payload, url }) {
  if (method !== 'POST' || payload !== undefined || body === undefined) return undefined;
  const [, name] = /name="?file"?;\s*filename="?([^"\r\n]+)"?/.exec(body) ?? [];
  if (name === undefined && !url.hostname.startsWith('upload.')) return undefined;
  const content = body.split('\r\n\r\n')[1]?.split('\r\n--')[0] ?? '';
  return { name: name ?? 'file.bin', bytes: Buffer.from(content || 'any content') };
}
