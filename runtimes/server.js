/**
 * The servers that the checks talk to: a stand-in for the API, a foreign host that records its visitors, and one with
 * the page that a browser runs the checks in.
 */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';

/**
 * Starts them on free ports.
 *
 * @returns {Promise<{ server: string, elsewhere: string, nobody: string, page: string, close: () => Promise<void> }>}
 */
export async function startServers() {
  const visitors = [];
  const foreign = await listen((request, response) => {
    visitors.push({ path: request.url, headers: request.headers });
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('a file');
  });
  const page = await listen((request, response) =>
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end('<!doctype html><link rel="icon" href="data:,">'),
  );
  const api = await listen(answers({ visitors, foreignOrigin: originOf(foreign) }));
  // The near end of a connection has a port that is taken and where nobody listens, for as long as it is open.
  const occupant = connect(api.address().port, '127.0.0.1');
  await once(occupant, 'connect');
  return {
    server: originOf(api),
    elsewhere: originOf(foreign),
    nobody: `http://127.0.0.1:${occupant.localPort}`,
    page: originOf(page),
    async close() {
      occupant.destroy();
      await Promise.all([shut(api), shut(foreign), shut(page)]);
    },
  };
}

function answers({ visitors, foreignOrigin }) {
  const events = new Events();
  const routes = {
    '/echo': echo,
    '/invalid': (request, response) => json(response, 422, INVALID),
    '/nothing': (request, response) => response.writeHead(204).end(),
    '/gzip': compressed,
    '/hang': () => {},
    '/abort': () => {},
    '/stall': (request, response) => response.writeHead(200, JSON_HEADERS).write('{"data":'),
    '/cut': (request) => request.socket.destroy(),
    '/moved': (request, response) => response.writeHead(302, { location: '/echo' }).end(),
    '/elsewhere': (request, response) =>
      response.writeHead(307, { location: `${foreignOrigin}/stolen` }).end(),
    '/list': list,
    '/v2/files': receiveFile,
    '/control/count/cut': (request, response) => json(response, 200, events.count('arrived /cut')),
    '/control/elsewhere': (request, response) => json(response, 200, visitors),
  };
  return async (request, response) => {
    const [path] = request.url.split('?');
    for (const [name, value] of Object.entries(CORS)) response.setHeader(name, value);
    if (request.method === 'OPTIONS') {
      response.writeHead(200).end();
      return;
    }
    const [, awaited, name] = /^\/control\/(arrived|closed)(\/.*)$/.exec(path) ?? [];
    if (awaited !== undefined) {
      await events.happened(`${awaited} ${name}`);
      json(response, 200, null);
      return;
    }
    events.happen(`arrived ${path}`);
    response.on('close', () => response.writableEnded || events.happen(`closed ${path}`));
    const body = await bodyOf(request);
    const route = routes[path] ?? ((_, response) => json(response, 404, { errors: [] }));
    await route(request, response, body);
  };
}

/** What Planning Center allows pages of others. */
const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-credentials': 'true',
  'access-control-allow-methods': 'GET, POST, PATCH, PUT, DELETE, OPTIONS',
  'access-control-allow-headers':
    'Accept, Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Unmodified-Since, Origin, X-Requested-With, X-CSRF-Token, X-PCO-API-Version',
  'access-control-expose-headers':
    'X-PCO-API-Request-Rate-Count, X-PCO-API-Request-Rate-Limit, X-PCO-API-Request-Rate-Period, Retry-After',
};

const JSON_HEADERS = { 'content-type': 'application/json', 'x-request-id': 'request-1' };

const INVALID = { errors: [{ title: 'Invalid', detail: 'may not be so' }], meta: 'private' };

function json(response, status, document) {
  response.writeHead(status, JSON_HEADERS).end(JSON.stringify(document));
}

function echo(request, response, body) {
  const { method, headers } = request;
  const { pathname: path, searchParams } = new URL(request.url, 'http://localhost');
  json(response, 200, { method, path, query: [...searchParams], headers, body: body.toString() });
}

function compressed(request, response) {
  const text = JSON.stringify({ data: { id: '1', text: '🙂'.repeat(1000) } });
  response.writeHead(200, { ...JSON_HEADERS, 'content-encoding': 'gzip' }).end(gzipSync(text));
}

function list(request, response) {
  const { searchParams } = new URL(request.url, 'http://localhost');
  const offset = Number(searchParams.get('offset'));
  const end = offset + Number(searchParams.get('per_page'));
  const all = ['0', '1', '2', '3', '4'].map((id) => ({ type: 'Person', id, attributes: {} }));
  const next = end < all.length ? { next: { offset: end } } : {};
  json(response, 200, { data: all.slice(offset, end), meta: { total_count: all.length, ...next } });
}

async function receiveFile(request, response, body) {
  const { 'content-type': type, 'transfer-encoding': encoding } = request.headers;
  const form = await new Response(body, { headers: { 'content-type': type } }).formData();
  const file = form.get('file');
  const md5 = createHash('md5')
    .update(Buffer.from(await file.arrayBuffer()))
    .digest('hex');
  const attributes = { name: file.name, content_type: file.type, file_size: file.size, md5 };
  const transfer = { chunked: encoding === 'chunked' };
  json(response, 201, { data: [{ type: 'File', id: 'file-1', attributes, transfer }] });
}

async function bodyOf(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Things that have happened or will. */
class Events {
  #known = new Map();

  happen(name) {
    const event = this.#event(name);
    event.count++;
    event.resolve();
  }

  happened(name) {
    return this.#event(name).promise;
  }

  count(name) {
    return this.#event(name).count;
  }

  #event(name) {
    if (!this.#known.has(name)) this.#known.set(name, { count: 0, ...withResolvers() });
    return this.#known.get(name);
  }
}

/** As `Promise.withResolvers`, which Node.js 20 lacks. */
function withResolvers() {
  let resolve;
  const promise = new Promise((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

async function listen(answer) {
  const server = createServer((request, response) => {
    Promise.resolve(answer(request, response)).catch((error) => response.destroy(error));
  });
  // Connections stay open, so that a client which cannot let go of them never exits.
  server.keepAliveTimeout = 0;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function originOf(server) {
  return `http://127.0.0.1:${server.address().port}`;
}

function shut(server) {
  server.closeAllConnections();
  return new Promise((resolve) => {
    server.close(resolve);
  });
}
