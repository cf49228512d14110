/** The guide "Receive webhooks" is true: its programs run as they stand there, and so do its other pieces. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath, pathToFileURL } from 'node:url';
import * as redis from '../../redis/src/index.ts';
import { createEmulator } from '@tspco/emulator';
import { freshChurch } from '@tspco/emulator/testing';
import { PCO } from 'tspco';
import * as kit from 'tspco/webhooks';
import { describe, expect, it, onTestFinished } from 'vitest';
import { chaptersOf, runPiece, type PieceOutcome } from './support/guide.ts';
import { bodyOf, CREATED, headersFor, OTHER_SECRET, requestOf, SECRET } from './support/webhooks.ts';
import { freePort } from './support/free-port.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const guide = await readFile(join(root, 'docs/webhooks.md'), 'utf8');
const chapters = chaptersOf(guide);
const tried = new Set<string>();

function blockOf(title: string, place = 0): string {
  const block = chapters.get(title)?.[place];
  if (block === undefined) throw new Error(`The guide has no piece ${place} in "${title}".`);
  tried.add(block);
  return block;
}

/** A folder as a newcomer has it, on the packages as they are published. */
async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tspco-guide-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
  for (const [name, code] of Object.entries(files)) await writeFile(join(folder, name), code);
  return folder;
}

const modules: Readonly<Record<string, object>> = {
  'tspco/webhooks': kit,
  '@tspco/redis': redis,
  './my-webhook-store.js': { myWebhookStore: () => sharedStore },
};
const sharedStore = kit.memoryWebhookStore();
const run = (code: string, given: Readonly<Record<string, unknown>> = {}): Promise<PieceOutcome> =>
  runPiece(code, modules, given);

async function statusOf(handler: unknown, body = bodyOf({}), secret = SECRET): Promise<number> {
  return (await (handler as kit.WebhookHandler).fetch(requestOf(body, headersFor(body, secret)))).status;
}

describe('the smallest program', () => {
  it('is subscribed, and welcomes whom somebody creates', async () => {
    const emulator = createEmulator({ people: 5 });
    onTestFinished(() => emulator.close());
    const { url: apiBase } = await emulator.listen();
    const [receiver, subscriber] = [blockOf('The smallest program'), blockOf('The smallest program', 1)];
    const folder = await folderWith({ 'receiver.mjs': receiver, 'subscribe.mjs': subscriber });
    const port = await freePort();
    const start = (environment: Record<string, string>, ...args: readonly string[]) => {
      const child = spawn(process.execPath, args, { cwd: folder, env: environment });
      onTestFinished(() => void child.kill('SIGKILL'));
      return child;
    };
    const address = `http://127.0.0.1:${port}/`;
    const credentials = {
      PCO_APPLICATION_ID: 'emulator',
      PCO_SECRET: 'emulator-secret',
      PCO_API_BASE: apiBase,
    };
    const subscribing = start(credentials, 'subscribe.mjs', address);
    const [out, error] = await Promise.all([text(subscribing.stdout), text(subscribing.stderr)]);
    expect(error).toBe('new subscriptions: 2\n');
    const receiving = start({ PORT: String(port), WEBHOOK_SECRETS: out.trim() }, 'receiver.mjs');
    let printed = '';
    receiving.stdout.on('data', (chunk) => (printed += String(chunk)));
    const complaint = text(receiving.stderr);
    while (!printed.includes('listening at')) {
      if (receiving.exitCode !== null) throw new Error(`The program ended: ${await complaint}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const headers = { Authorization: `Bearer ${emulator.accessToken}`, 'User-Agent': 'test' };
    const curl = /http:\/\/127\.0\.0\.1:4726(\/people\/v2\/people) \\\n {2}-d '(.*)'$/m.exec(guide);
    const [, path = '', body = ''] = curl ?? [];
    const made = await fetch(apiBase + path, { method: 'POST', headers, body });
    const { data } = (await made.json()) as { data: { id: string } };
    await emulator.control.webhooks.settle();
    await fetch(`${apiBase}${path}/${data.id}`, {
      method: 'PATCH',
      headers,
      body: JSON.stringify({ data: { attributes: { nickname: 'A' } } }),
    });
    await emulator.control.webhooks.settle();
    receiving.kill();
    await once(receiving, 'close');
    expect(printed).toBe(
      `listening at ${address}; Ctrl+C ends it\nwelcome, Ada\nnothing is done about people.v2.events.person.updated\n`,
    );
    expect(guide).toContain('The receiver says `welcome, Ada`');
    expect(emulator.control.webhooks.deliveries().map(({ status }) => status)).toEqual([200, 200]);
  });
});

describe('the pieces', () => {
  it('On your server: a Worker', async () => {
    const folder = await folderWith({ 'worker.mjs': blockOf('On your server') });
    const worker = (await import(pathToFileURL(join(folder, 'worker.mjs')).href)) as {
      default: { fetch(request: Request, env: object, context: object): Promise<Response> };
    };
    const waiting: unknown[] = [];
    const context = { waitUntil: (work: unknown) => waiting.push(work) };
    const body = bodyOf({ id: 'a' });
    const send = (secrets: string): Promise<Response> =>
      worker.default.fetch(requestOf(body), { WEBHOOK_SECRETS: secrets }, context);
    expect((await send(`${OTHER_SECRET},${SECRET}`)).status).toBe(200);
    expect((await send(OTHER_SECRET)).status).toBe(401);
    expect(waiting).toHaveLength(1);
  });

  it('On your server: a parser that keeps the bytes', async () => {
    type Parser = (request: object, response: object, bytes: Buffer) => void;
    let verify: Parser = () => {};
    const routes = new Map<string, kit.NodeWebhook>();
    const webhooks = new kit.WebhookHandler({ secrets: SECRET, fallback: () => {} });
    await run(blockOf('On your server', 1), {
      app: { use: () => {}, post: (path: string, route: kit.NodeWebhook) => routes.set(path, route) },
      express: { json: (options: { verify: Parser }) => (verify = options.verify) },
      webhooks,
    });
    const server = createServer((request: IncomingMessage & { body?: unknown }, response) => {
      void text(request).then((body) => {
        verify(request, response, Buffer.from(body));
        request.body = JSON.parse(body) as unknown;
        routes.get('/webhooks')?.(request, response);
      });
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const body = bodyOf({});
    expect((await fetch(url, { method: 'POST', headers: headersFor(body), body })).status).toBe(200);
  });

  it('Once: in Redis, and in a store of your own', async () => {
    const { names } = await run(blockOf('Once'), { secrets: SECRET });
    expect(names['webhooks']).toBeInstanceOf(kit.WebhookHandler);
    (names['store'] as redis.RedisWebhookStore).close();
    const checks: (() => Promise<void>)[] = [];
    const test = (_: string, check: () => Promise<void>): void => void checks.push(check);
    await run(blockOf('Once', 1), { test });
    expect(checks.length).toBeGreaterThan(6);
    await Promise.all(checks.map((check) => check()));
  });

  it('What is answered: gone, and the hooks', async () => {
    const copied: string[] = [];
    const { names, lines } = await run(blockOf('What is answered', 1), { secrets: SECRET });
    const copyList = (id: string, { signal }: { signal: AbortSignal }): void =>
      void copied.push(`${id} ${signal.aborted}`);
    await run(blockOf('What is answered'), { webhooks: names['webhooks'], copyList });
    const listNamed = (name: string): string =>
      bodyOf({
        id: name,
        name: 'people.v2.events.list.refreshed',
        payload: { data: { type: 'List', id: '3', attributes: { name } } },
      });
    expect(await statusOf(names['webhooks'], listNamed('Members'))).toBe(200);
    expect(await statusOf(names['webhooks'], listNamed('Nobody needs this'))).toBe(410);
    expect(await statusOf(names['webhooks'], listNamed('Members'), OTHER_SECRET)).toBe(401);
    expect(copied).toEqual(['3 false']);
    expect(lines).toEqual([
      expect.stringMatching(/^people\.v2\.events\.list\.refreshed Members handled \d+ $/),
      expect.stringMatching(/^people\.v2\.events\.list\.refreshed Nobody needs this gone \d+ $/),
      expect.stringMatching(/^401 ERR_SIGNATURE The signature does not fit/),
    ]);
  });

  it('Subscriptions, and secrets that change', async () => {
    const statuses: number[] = [];
    let receive: ((request: Request) => Promise<Response>) | undefined;
    const church = freshChurch({
      people: 5,
      deliver: async (url, init) => {
        const answer = (await receive?.(new Request(url, init))) ?? new Response(null, { status: 404 });
        statuses.push(answer.status);
        return answer;
      },
    });
    const pco = new PCO(church.pcoOptions);
    for (const { id } of await kit.listWebhooks(pco))
      await pco.delete(`/webhooks/v2/webhook_subscriptions/${id}`);
    const { lines } = await run(blockOf('Subscriptions'), { pco });
    expect(lines).toEqual([
      '2 0 0',
      'people.v2.events.person.created https://example.org/webhooks true',
      'services.v2.events.plan.live.updated https://example.org/webhooks true',
    ]);
    const { names } = await run(blockOf('Secrets that change'), { pco });
    receive = (names['webhooks'] as kit.WebhookHandler).fetch;
    const add = async (): Promise<void> => {
      await pco.post('/people/v2/people', pco.template('Person', { first_name: 'Ada', last_name: 'Rolfe' }));
      await church.control.webhooks.settle();
    };
    await add();
    const before = new Set((await kit.listWebhooks(pco)).map(({ secret }) => secret));
    const rotated = await run(blockOf('Secrets that change', 1), { pco });
    expect(rotated.lines).toHaveLength(2);
    const after = (await kit.listWebhooks(pco)).map(({ secret }) => secret);
    expect(after.filter((secret) => before.has(secret))).toEqual([]);
    await add();
    // It has looked less than 15 seconds ago: what is refused comes again.
    expect(statuses).toEqual([200, 401]);
  });

  it('Many churches', async () => {
    const asked: string[] = [];
    const clients = new Map<string, PCO>();
    for (const id of ['1', '2']) {
      const church = freshChurch({ people: 1 });
      const pco = new PCO(church.pcoOptions);
      await kit.ensureWebhooks(pco, { url: 'https://example.org/webhooks', names: [CREATED] });
      clients.set(id, pco);
    }
    const churches = {
      get: (id: string) => Promise.resolve(clients.has(id) ? { id } : undefined),
      client: (id: string) => {
        asked.push(id);
        return clients.get(id);
      },
    };
    const { names, lines } = await run(blockOf('Many churches'), { churches });
    const secretOf = async (id: string): Promise<string> => {
      const pco = clients.get(id);
      const [found] = pco ? await kit.listWebhooks(pco, { url: 'https://example.org/webhooks' }) : [];
      return found?.secret ?? '';
    };
    const [one, two] = [await secretOf('1'), await secretOf('2')];
    const send = (organizationId: string, secret: string): Promise<number> =>
      statusOf(names['webhooks'], bodyOf({ organizationId }), secret);
    expect(one).not.toBe(two);
    expect([await send('1', one), await send('2', two), await send('2', one), await send('3', one)]).toEqual([
      200, 200, 401, 401,
    ]);
    expect(lines).toEqual([`1 ${CREATED}`, `2 ${CREATED}`]);
    expect(asked).toEqual(['1', '2']);
  });

  it('Without the handler', async () => {
    const request = requestOf(bodyOf({ id: 'a' }, { id: 'b', name: 'other' }));
    const { lines } = await run(blockOf('Without the handler'), {
      request,
      newSecret: OTHER_SECRET,
      oldSecret: SECRET,
    });
    expect(lines).toEqual(['1 a Rölfe 𝔄']);
  });

  it('In tests', async () => {
    const seen: string[] = [];
    const webhooks = new kit.WebhookHandler({ secrets: SECRET, fallback: ({ id }) => seen.push(id) });
    expect((await run(blockOf('In tests'), { webhooks, secret: SECRET })).lines).toEqual(['200']);
    const targets: string[] = [];
    const replayWebhook = (
      recorded: kit.RecordedWebhook,
      target: string,
      options: kit.ReplayOptions,
    ): Promise<Response> => {
      targets.push(target);
      return kit.replayWebhook(recorded, webhooks, options);
    };
    const body = bodyOf({ id: 'kept' });
    const readFileOfGuide = (name: string): Promise<string> =>
      Promise.resolve(name === 'delivery.json' ? JSON.stringify({ headers: {}, body }) : '');
    const { lines } = await runPiece(
      blockOf('In tests', 1),
      { 'tspco/webhooks': { replayWebhook }, 'node:fs/promises': { readFile: readFileOfGuide } },
      { secret: SECRET },
    );
    expect([lines, targets, seen.at(-1)]).toEqual([['200'], ['http://127.0.0.1:4800/'], 'kept']);
  });

  it('When the program ends', async () => {
    const done: string[] = [];
    let stop: (() => void) | undefined;
    let exited = (): void => {};
    const exit = new Promise<void>((resolve) => (exited = resolve));
    await run(blockOf('When the program ends'), {
      server: { close: (then: () => void) => (done.push('closed'), then()) },
      webhooks: { settled: () => Promise.resolve().then(() => done.push('settled')) },
      process: {
        once: (_: string, hook: () => void) => (stop = hook),
        exit: () => (done.push('exit'), exited()),
      },
    });
    stop?.();
    await exit;
    expect(done).toEqual(['closed', 'settled', 'exit']);
  });
});

it('all its code was tried', () => {
  const all = [...chapters.values()].flat();
  expect(all.filter((block) => !tried.has(block))).toEqual([]);
  expect(all).toHaveLength(16);
});
