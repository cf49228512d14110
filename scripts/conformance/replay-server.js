import { createServer } from 'node:http';
import { isDeepStrictEqual } from 'node:util';
import { APP_NAMES } from '@tspco/catalog';
import { differences } from './compare.js';
import { parametersOf } from './recordings.js';

export const APPLICATION_ID = 'fake-application-id';
export const SECRET = 'fake-secret';

const BASIC = `Basic ${Buffer.from(`${APPLICATION_ID}:${SECRET}`).toString('base64')}`;
/** The service once took `check_ins` for `check-ins`. */
const APPS = new RegExp(`^/(${APP_NAMES.join('|').replaceAll('-', '[-_]')})/`);
// They describe the recorded connection, not the answer.
const NOT_REPLAYED =
  /^(connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|content-encoding|content-length)$/;

/**
 * Serves recorded answers on loopback. It serves only what a step has announced with `play`, so that two equal
 * requests with different answers (a read before and after a deletion) cannot be mixed up.
 */
export async function startReplayServer() {
  let scene = newScene([], false);
  const server = createServer((request, response) => {
    const playing = scene;
    receive(request)
      .then((received) => answer(received, playing, response))
      .catch((error) => response.destroy(error));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    /**
     * @param {import('./recordings.js').Exchange[]} exchanges - in the order in which equal ones are served
     * @param {{ open?: boolean }} [options] - open: the list goes on after what was recorded, and reading ahead is no fault
     * @returns {{ problems: string[], received: object[] }} filled while the requests come in
     */
    play(exchanges, { open = false } = {}) {
      return (scene = newScene(exchanges, open));
    },
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

function newScene(exchanges, open) {
  return {
    waiting: exchanges.map((exchange) => ({ exchange, used: false })),
    open,
    problems: [],
    received: [],
  };
}

async function receive(request) {
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const url = new URL(request.url, 'http://127.0.0.1');
  const { method, headers } = request;
  return {
    method,
    url,
    parameters: parametersOf(url),
    headers,
    text: Buffer.concat(chunks).toString('latin1'),
  };
}

function answer(received, scene, response) {
  scene.received.push(received);
  scene.problems.push(...headerProblems(received));
  const fitting = scene.waiting.filter(({ exchange }) => mismatch(received, exchange).length === 0);
  const chosen = fitting.find(({ used }) => !used) ?? fitting.at(-1);
  if (chosen) {
    chosen.used = true;
    replay(chosen.exchange.served, response);
    return;
  }
  const same = (exchange) => exchange.url.pathname === received.url.pathname;
  const readsAhead = scene.open && scene.waiting.some(({ exchange }) => same(exchange));
  if (!readsAhead) scene.problems.push(...unknownRequest(received, scene));
  response.writeHead(501, { 'content-type': 'application/json' });
  response.end('{"errors":[{"status":"501","title":"Not Recorded"}]}');
}

function replay({ status, headers, text }, response) {
  for (const [name, value] of Object.entries(headers)) {
    if (!NOT_REPLAYED.test(name)) response.setHeader(name, value);
  }
  if (text !== '' && !response.hasHeader('content-type')) {
    response.setHeader(
      'content-type',
      text.trimStart().startsWith('<') ? 'text/html' : 'application/vnd.api+json',
    );
  }
  response.writeHead(status);
  response.end(text);
}

function headerProblems({ headers, url, text }) {
  const version = headers['x-pco-api-version'];
  return [
    headers.authorization === BASIC ? [] : [`authorization is ${headers.authorization}, not ${BASIC}`],
    /^tspco\/\d/.test(headers['user-agent'] ?? '')
      ? []
      : [`user-agent is ${headers['user-agent']}, not tspco/…`],
    !APPS.test(url.pathname) || /^\d{4}-\d\d-\d\d$/.test(version ?? '')
      ? []
      : [`x-pco-api-version is ${version}, not a date`],
    text === '' ||
    /^(application\/(vnd\.api\+)?json|multipart\/form-data)/.test(headers['content-type'] ?? '')
      ? []
      : [`content-type is ${headers['content-type']}`],
  ].flatMap((problems) => problems.map((problem) => `the request's ${problem}`));
}

/** Why a request is not the recorded one: nothing when it is. */
function mismatch(received, exchange) {
  const { method, url, parameters } = exchange;
  if (received.method !== method) return [`its method is ${received.method}, recorded was ${method}`];
  if (decoded(received.url) !== decoded(url))
    return [`its path is ${received.url.pathname}, recorded was ${url.pathname}`];
  const expected = withLinkage(parameters);
  if (!isDeepStrictEqual(received.parameters, expected)) {
    return [`its query is ${written(received.parameters)}, expected was ${written(expected)}`];
  }
  if (exchange.upload) return uploadMismatch(received, exchange.upload);
  if (exchange.payload === undefined) return received.text === '' ? [] : ['it has a body, recorded was none'];
  return differences(exchange.payload, parsed(received.text), 'its body');
}

/** The client adds what is included to the lists of `fields`, because the service may drop it otherwise. */
function withLinkage(parameters) {
  const include = parameters.find(([name]) => name === 'include')?.[1].split(/[,.]/) ?? [];
  return parameters.map(([name, value]) =>
    name.startsWith('fields[')
      ? [name, [...new Set([...value.split(','), ...include])].join(',')]
      : [name, value],
  );
}

function uploadMismatch({ headers, text }, { name, bytes }) {
  const form = /^multipart\/form-data; ?boundary=/.test(headers['content-type'] ?? '');
  const whole =
    /name="file"/.test(text) &&
    text.includes(`filename="${name}"`) &&
    text.includes(bytes.toString('latin1'));
  return form && whole ? [] : [`it is not a form with ${name} as the field file`];
}

function unknownRequest(received, { waiting }) {
  const reasons = waiting.map(({ exchange }) => mismatch(received, exchange).join('; '));
  return [
    `the client sent ${received.method} ${received.url.pathname}, which is not what was recorded: ${reasons.join(' / ')}`,
  ];
}

function written(parameters) {
  return parameters.length === 0 ? 'empty' : parameters.map((pair) => pair.join('=')).join(' & ');
}

function parsed(text) {
  try {
    return JSON.parse(Buffer.from(text, 'latin1').toString('utf8'));
  } catch {
    return undefined;
  }
}

function decoded(url) {
  try {
    return decodeURIComponent(url.pathname);
  } catch {
    return url.pathname;
  }
}
