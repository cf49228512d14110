/**
 * What can differ from runtime to runtime: how modules resolve, what `fetch`, streams, timers, forms, files and the
 * environment do. What the client itself decides is tested once, beside its source.
 *
 * This file runs everywhere, so it imports nothing but the client.
 */
import {
  PCO,
  PCOCredentialsError,
  PCOInputError,
  PCORequestError,
  PCORequestTimeoutError,
  PCOUnexpectedRequestError,
  PCOValidationError,
  VERSION,
} from 'tspco';
import { createWebhook, signWebhook, verifyWebhook, WebhookHandler } from 'tspco/webhooks';

/**
 * @typedef {object} Setup What the checks need to know about where they run.
 * @property {string} server the API's stand-in
 * @property {string} elsewhere a second server, which may never see credentials
 * @property {string} nobody an origin where nobody listens
 * @property {{ expected: string, actual: string }} platform the file that `#platform` stands for
 * @property {boolean} environment whether environment variables can be read
 * @property {{ file: string, folder: string, missing: string, empty: string, md5: string }} files
 * @property {boolean} readsFiles whether these can be read
 * @property {boolean} tellsUnsent whether a refused connection can be told from a broken one
 * @property {boolean} isPage whether this is a page: it names itself, sees few headers and no redirect, and repeats by itself
 * @property {readonly ((value: unknown) => string)[]} inspectors how the runtime shows a value to people
 */

/** @typedef {{ name: string, problem?: string }} Outcome */

// Only reached when a check would otherwise wait for ever.
const PATIENCE = 15_000;
const SHORT = 300;

/** @type {Readonly<Record<string, (setup: Setup) => Promise<void> | void>>} */
const checks = {
  'the platform file is the right one'({ platform }) {
    same(platform.actual, platform.expected, 'the file behind #platform');
  },

  async 'credentials and User-Agent arrive'(setup) {
    const { headers } = await client(setup).get('/echo');
    same(headers.authorization, `Basic ${btoa('id:secret')}`, 'authorization');
    const agent = setup.isPage ? navigator.userAgent : `tspco/${VERSION} runtime-checks`;
    same(headers['user-agent'], agent, 'user-agent');
  },

  async 'a query with brackets and emoji arrives as it was meant'(setup) {
    const where = { name: 'Zoë & 🙂 [x]+%', created_at: { gte: new Date(0) } };
    const { query } = await client(setup).get('/echo', { where, include: ['emails', 'households.people'] });
    const expected = [
      ['where[name]', 'Zoë & 🙂 [x]+%'],
      ['where[created_at][gte]', '1970-01-01T00:00:00Z'],
      ['include', 'emails,households.people'],
    ];
    same(query, expected, 'the query');
  },

  async 'a POST carries its JSON'(setup) {
    const payload = PCO.template('Person', { first_name: 'Zoë 🙂' });
    const { method, headers, body } = await client(setup).post('/echo', payload);
    same([method, headers['content-type']], ['POST', 'application/json'], 'method and type');
    same(JSON.parse(body), payload, 'the payload');
  },

  async 'an error has its status and body'(setup) {
    const error = await failure(client(setup).get('/invalid'), PCOValidationError);
    const requestId = setup.isPage ? undefined : 'request-1';
    same([error.statusCode, error.requestId, error.sent], [422, requestId, 'yes'], 'the error');
    same(JSON.parse(error.responseBody), { errors: error.errors, meta: 'private' }, 'responseBody');
  },

  async 'withResponse gives the head of the answer'(setup) {
    const { response } = await client(setup).get('/echo').withResponse();
    const { status, requestId, attempts } = response;
    same([status, requestId, attempts], [200, setup.isPage ? undefined : 'request-1', 1], 'the response');
    same(response.headers.get('content-type'), 'application/json', 'content-type');
  },

  async 'an answer without a body is null'(setup) {
    same(await client(setup).post('/nothing'), null, 'the document');
    const response = await client(setup).delete('/nothing');
    same([response.status, await response.text()], [204, ''], 'the answer to DELETE');
  },

  async 'a compressed body is decoded'(setup) {
    const { data } = await client(setup).get('/gzip');
    same(data, { id: '1', text: '🙂'.repeat(1000) }, 'the document');
  },

  async 'an answer that never comes times out'(setup) {
    const request = client(setup).get('/hang', undefined, { timeout: SHORT, maxRetries: 0 });
    const { timeout, sent, attempts } = await failure(request, PCORequestTimeoutError);
    same([timeout, sent, attempts], [SHORT, 'maybe', 1], 'the error');
    await control(setup, 'closed', '/hang');
  },

  async 'a body that stalls times out'(setup) {
    const request = client(setup).get('/stall', undefined, { timeout: SHORT, maxRetries: 0 });
    await failure(request, PCORequestTimeoutError);
    await control(setup, 'closed', '/stall');
  },

  async "the caller's abort comes back as it is and ends the connection"(setup) {
    const controller = new AbortController();
    const reason = new Error('enough');
    const request = failure(client(setup).get('/abort', undefined, { signal: controller.signal }), Error);
    await control(setup, 'arrived', '/abort');
    controller.abort(reason);
    if ((await request) !== reason) throw new Error(`rejected with ${await request}`);
    await control(setup, 'closed', '/abort');
  },

  async 'a redirect is followed on the server only'(setup) {
    if (setup.isPage) {
      const hidden = await failure(client(setup).get('/moved'), PCOUnexpectedRequestError);
      same(hidden.code, 'ERR_REDIRECT', 'the code where redirects are hidden');
    } else {
      const { path, headers } = await client(setup).get('/moved');
      same([path, headers.authorization], ['/echo', `Basic ${btoa('id:secret')}`], 'the request after it');
    }
    const error = await failure(client(setup).get('/elsewhere'), PCOUnexpectedRequestError);
    same(error.code, 'ERR_REDIRECT', 'the code');
    const written = await failure(client(setup).post('/elsewhere', { data: {} }), PCOUnexpectedRequestError);
    same(written.code, 'ERR_REDIRECT', 'the code after a POST');
    same(await control(setup, 'elsewhere'), [], 'the requests elsewhere');
  },

  async 'a download from another host gets no credentials'(setup) {
    const response = await client(setup).download(`${setup.elsewhere}/file`);
    same(await response.text(), 'a file', 'the file');
    const [request] = await control(setup, 'elsewhere');
    same([request.path, request.headers.authorization], ['/file', undefined], 'what the other host saw');
  },

  async 'three pages are read to the end'(setup) {
    const list = client(setup).iterate('/list', { per_page: 2 });
    const ids = [];
    for await (const { data } of list) ids.push(data.id);
    same(ids, ['0', '1', '2', '3', '4'], 'the records');
    same([list.report.completeness, list.report.pages], ['count-matches', 3], 'the report');
  },

  async 'a Blob is uploaded with name, type and length'(setup) {
    const blob = new Blob(['a song'], { type: 'text/plain' });
    const { data } = await client(setup).upload(blob, undefined, { name: 'Überblick 🙂.txt' });
    const { name, content_type: type, file_size: size } = data[0].attributes;
    // Bun adds a charset to the type of every text, and rightly: the text of a Blob is UTF-8.
    same([name, type.split(';')[0], size], ['Überblick 🙂.txt', 'text/plain', 6], 'the file');
    same(data[0].transfer.chunked, false, 'sent without its length');
  },

  async 'a File that is watched reports its progress'(setup) {
    const progress = [];
    const file = new File([new Uint8Array(200_000)], 'photo.jpg');
    const { data } = await client(setup).upload(file, undefined, { onProgress: (p) => progress.push(p) });
    const { name, content_type: type, file_size: size } = data[0].attributes;
    same([name, type, size], ['photo.jpg', 'image/jpeg', 200_000], 'the file');
    same(progress.at(-1), { sent: 200_000, total: 200_000 }, 'the last progress');
  },

  async 'a stream is uploaded with progress'(setup) {
    const parts = ['one ', 'two ', 'three'];
    const stream = new ReadableStream({
      pull(controller) {
        const part = parts.shift();
        if (part === undefined) controller.close();
        else controller.enqueue(new TextEncoder().encode(part));
      },
    });
    const progress = [];
    const { data } = await client(setup).upload(stream, undefined, {
      name: 'count.csv',
      onProgress: (p) => progress.push(p),
    });
    const { name, content_type: type, file_size: size } = data[0].attributes;
    same([name, type, size], ['count.csv', 'text/csv', 13], 'the file');
    const sent = progress.map((p) => p.sent);
    same([sent, progress[0].total], [[4, 8, 13], undefined], 'the progress');
  },

  async 'a path is uploaded, or refused where there are no files'(setup) {
    const upload = client(setup).upload(setup.files.file);
    if (!setup.readsFiles) return refused(upload, 'ERR_FILE');
    const { data } = await upload;
    const { name, content_type: type, md5 } = data[0].attributes;
    same([name, type, md5], ['Grüße 🙂.pdf', 'application/pdf', setup.files.md5], 'the file');
  },

  async 'missing, empty and wrong files have their codes'(setup) {
    const { readsFiles, files } = setup;
    const pco = client(setup);
    await refused(pco.upload(files.missing), readsFiles ? 'ERR_FILE_NOT_FOUND' : 'ERR_FILE');
    await refused(pco.upload(files.folder), readsFiles ? 'ERR_FILE_IS_FOLDER' : 'ERR_FILE');
    await refused(pco.upload(files.empty), readsFiles ? 'ERR_FILE_EMPTY' : 'ERR_FILE');
    await refused(pco.upload(new Blob([]), undefined, { name: 'empty.txt' }), 'ERR_FILE_EMPTY');
    await refused(pco.upload(new Blob([]).stream(), undefined, { name: 'empty.txt' }), 'ERR_FILE_EMPTY');
  },

  async 'a webhook is signed, verified and handled'() {
    // From another implementation: HMAC with SHA-256 of "a body" and the key "secret".
    const signature = 'f3048aa076fbda5f4c95407bf89fd33796aec11fa76649d1e44fd2df80f94d4a';
    same(await signWebhook('a body', 'secret'), signature, 'the signature');
    const payload = { data: { type: 'Person', id: '7', attributes: { first_name: 'Zoë 🙂' } } };
    const delivery = await createWebhook({ name: 'people.v2.events.person.created', payload }, 'secret');
    const names = [];
    const handler = new WebhookHandler({
      secrets: ['other', 'secret'],
      fallback: ({ payload: { data } }) => names.push(data.attributes.first_name),
      on: { refused() {} },
    });
    const send = async (body) =>
      (await handler.fetch(new Request('http://a.test', { ...delivery, body }))).status;
    const statuses = [await send(delivery.body), await send(delivery.body), await send(`${delivery.body} `)];
    same([statuses, names], [[200, 200, 401], ['Zoë 🙂']], 'what was answered and handled');
    const { secretIndex } = await verifyWebhook(delivery.body, delivery.headers, ['other', 'secret']);
    same(secretIndex, 1, 'which secret fits');
  },

  async 'fromEnv reads the environment'({ environment }) {
    if (!environment) {
      const error = await failure((async () => PCO.fromEnv())(), PCOCredentialsError);
      return same(error.message.includes('PCO_APPLICATION_ID'), true, 'what the message names');
    }
    const { headers } = await PCO.fromEnv().get('/echo');
    same(headers.authorization, `Basic ${btoa('env-id:env-secret')}`, 'authorization');
  },

  async 'a refused connection says that nothing was sent'({ nobody, tellsUnsent }) {
    const pco = new PCO({ applicationId: 'id', secret: 'secret', apiBase: nobody, maxRetries: 0 });
    const error = await failure(pco.post('/echo', { data: {} }), PCOUnexpectedRequestError);
    same([error.code, error.sent], ['ERR_NETWORK', tellsUnsent ? 'no' : 'maybe'], 'the error');
  },

  async 'a POST whose connection is cut is not sent again behind our back'(setup) {
    const pco = client(setup);
    for (const [count, payload] of [PCO.template('Person'), undefined].entries()) {
      // Some runtimes repeat a request by themselves when it failed on a connection that had served another.
      await pco.get('/echo');
      const error = await failure(pco.post('/cut', payload), PCOUnexpectedRequestError);
      same([error.code, error.sent, error.attempts], ['ERR_NETWORK', 'maybe', 1], 'the error');
      // Chromium does, and offers no way to forbid it.
      if (!setup.isPage) same(await control(setup, 'count', '/cut'), count + 1, 'how often it arrived');
    }
  },

  async 'inspection shows neither credentials nor bodies'(setup) {
    const pco = client(setup);
    const error = await failure(pco.get('/invalid', { where: { name: 'private' } }), PCORequestError);
    same(error.responseBody.includes('private'), true, 'whether the body is there');
    const shown = [error, pco, pco.iterate('/list'), PCO].flatMap((value) =>
      [...setup.inspectors, JSON.stringify, String].map((show) => show(value)),
    );
    same(/secret'|aWQ6c2Vj|private/.exec(shown.join('\n'))?.[0], undefined, 'what it shows');
  },
};

/**
 * Runs every check, one after the other, and reports each as soon as it is over.
 *
 * @param {Setup} setup
 * @param {(outcome: Outcome) => void} report
 */
export async function runChecks(setup, report) {
  for (const [name, check] of Object.entries(checks)) {
    const problem = await problemOf(() => check(setup));
    report(problem === undefined ? { name } : { name, problem });
  }
}

async function problemOf(check) {
  let timer;
  const tooLong = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('it never ended')), PATIENCE);
  });
  try {
    await Promise.race([(async () => check())(), tooLong]);
  } catch (error) {
    return error instanceof Error ? describe(error) : String(error);
  } finally {
    clearTimeout(timer);
  }
}

function describe(error) {
  const cause = error.cause instanceof Error ? ` (cause: ${describe(error.cause)})` : '';
  const code = error.code === undefined ? '' : ` [${error.code}]`;
  return `${error.name}${code}: ${error.message}${cause}`;
}

function client({ server }) {
  return new PCO({
    applicationId: 'id',
    secret: 'secret',
    apiBase: server,
    uploadUrl: `${server}/v2/files`,
    userAgent: 'runtime-checks',
  });
}

/** Asks the test server what it saw; the answer to `arrived` and `closed` comes when it has happened. */
async function control({ server }, what, path = '') {
  const response = await fetch(`${server}/control/${what}${path}`);
  return response.json();
}

async function failure(promise, type) {
  const settled = await promise.then(
    (value) => ({ value }),
    (error) => ({ error }),
  );
  if (!('error' in settled)) throw new Error(`expected ${type.name}, got ${JSON.stringify(settled.value)}`);
  if (settled.error instanceof type) return settled.error;
  throw settled.error;
}

async function refused(promise, code) {
  same((await failure(promise, PCOInputError)).code, code, 'the code');
}

function same(actual, expected, what) {
  const [given, wanted] = [actual, expected].map((value) => JSON.stringify(value));
  if (given !== wanted) throw new Error(`${what}: expected ${wanted}, got ${given}`);
}
