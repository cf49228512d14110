import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PCORateLimitError, PCORequestError, type PCO } from 'tspco';
import { describe, expect, it, onTestFinished } from 'vitest';
import { clientWith, failureOf } from './support/client.ts';
import { credentials } from './support/secrets.ts';
import { startServer, type SeenRequest, type ShortAnswer, type TestServer } from './support/server.ts';
import { expiringWorld } from './support/time.ts';
import { quickClient } from './support/world.ts';

const uploaded = { data: [{ type: 'File', id: 'uuid-1', attributes: { name: 'a.txt' } }] };
const content = 'the words of the file';

function client({ url }: TestServer): PCO {
  return quickClient(url, { uploadUrl: `${url}/v2/files` });
}

function streamOf(...parts: string[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(new TextEncoder().encode(part));
      controller.close();
    },
  });
}

async function fileOf(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tspco-upload-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'a.txt'), text);
  return join(folder, 'a.txt');
}

/** What a server reads out of a multipart form. */
async function formOf({ headers, body }: SeenRequest): Promise<{ name: string; type: string; text: string }> {
  const form = await new Response(body, {
    headers: { 'content-type': headers['content-type'] ?? '' },
  }).formData();
  const file = form.get('file');
  if (!(file instanceof File)) throw new Error('The form has no file.');
  return { name: file.name, type: file.type, text: await file.text() };
}

const failures: [string, ShortAnswer][] = [
  ['429', { status: 429, headers: { 'retry-after': '1' } }],
  ['500', { status: 500 }],
  ['503', { status: 503 }],
];

describe.each(failures)('an upload that is answered with %s', (status, failure) => {
  const sources: [string, (pco: PCO) => Promise<unknown>][] = [
    ['a Blob', (pco) => pco.upload(new Blob([content]), {}, { name: 'a.txt' })],
    ['a File', (pco) => pco.upload(new File([content], 'a.txt'))],
    ['bytes', (pco) => pco.upload(new TextEncoder().encode(content), {}, { name: 'a.txt' })],
    ['a path', async (pco) => pco.upload(await fileOf(content))],
    [
      'a Blob whose progress is watched',
      (pco) => pco.upload(new Blob([content]), {}, { name: 'a.txt', onProgress: () => {} }),
    ],
  ];

  it.each(sources)('is sent again, whole, from %s', async (_, upload) => {
    const server = await startServer(() =>
      server.requests.length === 1 ? failure : { status: 201, body: uploaded },
    );
    await expect(upload(client(server))).resolves.toEqual(uploaded);
    expect(await Promise.all(server.requests.map(formOf))).toEqual([
      { name: 'a.txt', type: 'text/plain', text: content },
      { name: 'a.txt', type: 'text/plain', text: content },
    ]);
  });

  it.each(['safe', 'always'] as const)('is not sent again from a stream (retry: %j)', async (retry) => {
    const server = await startServer(() => failure);
    const error = await failureOf(
      client(server).upload(streamOf('the words ', 'of the file'), {}, { name: 'a.txt', retry }),
    );
    expect(error).toBeInstanceOf(status === '429' ? PCORateLimitError : PCORequestError);
    expect({ sent: error.sent, attempts: error.attempts }).toEqual({ sent: 'yes', attempts: 1 });
    expect(await Promise.all(server.requests.map(formOf))).toEqual([
      { name: 'a.txt', type: 'text/plain', text: content },
    ]);
  });
});

describe('an upload whose connection breaks', () => {
  const breakOnce = async (upload: (pco: PCO) => Promise<unknown>) => {
    const server = await startServer((_, { request }) => {
      if (server.requests.length > 1) return { status: 201, body: uploaded };
      request.socket.resetAndDestroy();
    });
    return { outcome: await upload(client(server)).catch((error: unknown) => error), server };
  };

  it('is sent again from a Blob: a second copy expires by itself', async () => {
    const { outcome, server } = await breakOnce((pco) =>
      pco.upload(new Blob([content]), {}, { name: 'a.txt' }),
    );
    expect(outcome).toEqual(uploaded);
    expect(server.requests).toHaveLength(2);
  });

  it('is not sent again from a stream', async () => {
    const { outcome, server } = await breakOnce((pco) =>
      pco.upload(streamOf(content), {}, { name: 'a.txt' }),
    );
    expect(outcome).toMatchObject({ code: 'ERR_NETWORK', sent: 'maybe', attempts: 1 });
    expect(server.requests).toHaveLength(1);
  });
});

describe('an upload that times out', () => {
  it('is sent again from a Blob', async () => {
    const world = expiringWorld();
    const server = await startServer(() => {
      if (server.requests.length > 1) return { status: 201, body: uploaded };
      world.expire();
    });
    const pco = clientWith({ ...credentials, uploadUrl: server.url, deadline: 10_000_000 }, world);
    await expect(pco.upload(new Blob([content]), {}, { name: 'a.txt' })).resolves.toEqual(uploaded);
    expect(server.requests).toHaveLength(2);
  });

  it('is not sent again from a stream', async () => {
    const world = expiringWorld();
    const server = await startServer(() => world.expire());
    const pco = clientWith({ ...credentials, uploadUrl: server.url, deadline: 10_000_000 }, world);
    const error = await failureOf(pco.upload(streamOf(content), {}, { name: 'a.txt' }));
    expect(error).toMatchObject({ code: 'ERR_TIMEOUT', sent: 'maybe', attempts: 1, timeout: 300_000 });
    expect(server.requests).toHaveLength(1);
  });
});

describe('an upload that the server refuses', () => {
  it('is sent once', async () => {
    const server = await startServer(() => ({
      status: 405,
      body: { errors: [{ title: 'Method Not Allowed' }] },
    }));
    const error = await failureOf(client(server).upload(new Blob([content]), {}, { name: 'a.txt' }));
    expect(error.statusCode).toBe(405);
    expect(server.requests).toHaveLength(1);
  });
});
