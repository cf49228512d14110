import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GeneralRequest, UploadDetails, UploadFile, UploadProgress } from 'tspco';
import { describe, expect, it, onTestFinished } from 'vitest';
import { clientWith, closedAddress, failureOf } from './support/client.ts';
import { credentials } from './support/secrets.ts';
import { startServer, type ShortAnswer, type TestServer } from './support/server.ts';
import { quickClient } from './support/world.ts';

const uploaded = { data: [{ type: 'File', id: 'uuid-1', attributes: { name: 'a.txt' } }] };
const created: ShortAnswer = { status: 201, body: uploaded };
const MEGABYTE = 1_048_576;

/** Every byte value, in an order that no text encoding survives, with what could be taken for a boundary. */
const binary = Uint8Array.from({ length: 2 * MEGABYTE + 1 }, (_, index) => (index * 31 + (index >> 8)) % 256);
binary.set(new TextEncoder().encode('\r\n--tspco\r\n\r\n----'), 1000);
const small = binary.slice(900, 1200);

interface UploadServer extends TestServer {
  /** The field `file` of each request, as a server reads it out of the form. */
  files(): Promise<File[]>;
  /** How many bytes each body had. */
  lengths(): number[];
}

/** A server that keeps the bytes of the bodies, too. */
async function uploadServer(answer: () => ShortAnswer = () => created): Promise<UploadServer> {
  const bodies: Buffer[][] = [];
  const server = await startServer(answer, {
    onHead: ({ request }) => {
      const chunks: Buffer[] = [];
      bodies.push(chunks);
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      return false;
    },
  });
  const whole = (index: number): Buffer<ArrayBuffer> => Buffer.concat(bodies[index] ?? []);
  return {
    ...server,
    lengths: () => server.requests.map((_, index) => whole(index).byteLength),
    files: () =>
      Promise.all(
        server.requests.map(async ({ headers }, index) => {
          const type = headers['content-type'] ?? '';
          const form = await new Response(whole(index), { headers: { 'content-type': type } }).formData();
          const file = form.get('file');
          if (!(file instanceof File) || [...form.keys()].length !== 1)
            throw new Error('The form is not one file.');
          return file;
        }),
      ),
  };
}

/** Uploads to a server of its own and gives the file that arrived. */
async function arrival(file: UploadFile, details: UploadDetails = {}) {
  const server = await uploadServer();
  await expect(quickClient(server.url, { uploadUrl: server.url }).upload(file, {}, details)).resolves.toEqual(
    uploaded,
  );
  const [arrived] = await server.files();
  if (arrived === undefined) throw new Error('Nothing arrived.');
  const bytes = Buffer.from(await arrived.arrayBuffer());
  return { name: arrived.name, type: arrived.type, bytes, server };
}

function streamOf(...parts: readonly (Uint8Array | string)[]): ReadableStream<Uint8Array> {
  return new ReadableStream({
    start(controller) {
      for (const part of parts)
        controller.enqueue(typeof part === 'string' ? new TextEncoder().encode(part) : part);
      controller.close();
    },
  });
}

async function pathOf(name: string, content: Uint8Array): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tspco-upload-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, name), content);
  return join(folder, name);
}

type Source = (content: Uint8Array<ArrayBuffer>) => UploadFile | Promise<UploadFile>;

/** Every way to give a file called photo.jpg. */
const sources: [string, Source][] = [
  ['a Blob', (content) => new Blob([content])],
  ['a File', (content) => new File([content], 'photo.jpg')],
  ['bytes', (content) => content],
  ['an ArrayBuffer', (content) => content.slice().buffer],
  ['a path', (content) => pathOf('photo.jpg', content)],
  ['a stream', (content) => streamOf(content.subarray(0, 7), content.subarray(7))],
];
const named = { name: 'photo.jpg' };

describe.each(sources)('an upload from %s', (_, source) => {
  it.each([
    ['300 bytes', small],
    ['2 MB', binary],
  ])('arrives byte by byte with its name and type: %s', async (__, content) => {
    const { name, type, bytes } = await arrival(await source(content), named);
    expect({ name, type, same: bytes.equals(content) }).toEqual({ ...named, type: 'image/jpeg', same: true });
  });

  it('arrives byte by byte when its progress is watched', async () => {
    const { bytes } = await arrival(await source(binary), { ...named, onProgress: () => {} });
    expect(bytes.equals(binary)).toBe(true);
  });

  it('has the content type and the name of the options', async () => {
    const details = { name: 'chart.pdf', contentType: 'image/x-church' };
    const { name, type } = await arrival(await source(small), details);
    expect({ name, type }).toEqual({ name: 'chart.pdf', type: 'image/x-church' });
  });

  it.each([undefined, () => {}])('has a name that cannot break the form', async (onProgress) => {
    const name = `"quoted"; name="x"\r\nX-Injected: yes\r\n\r\n\n übung 日本 🎵.jpg`;
    const arrived = await arrival(await source(small), { name, onProgress });
    expect({ name: arrived.name, type: arrived.type }).toEqual({ name, type: 'image/jpeg' });
    expect(arrived.bytes.equals(small)).toBe(true);
  });
});

describe('the name and the content type of an upload', () => {
  it('are those of the Blob before those of its extension', async () => {
    expect(await arrival(new Blob([small], { type: 'audio/flac' }), named)).toMatchObject({
      type: 'audio/flac',
    });
  });

  it('are those of the option before those of the Blob', async () => {
    const file = new File([small], 'a.jpg', { type: 'audio/flac' });
    const details = { name: 'b.jpg', contentType: 'image/webp' };
    expect(await arrival(file, details)).toMatchObject({ name: 'b.jpg', type: 'image/webp' });
  });

  it.each(['/home/grace/team.jpg', 'C:\\photos\\team.jpg', 'team.jpg'])(
    'come from the last part of the name when a Blob is called %s, as those of Bun are',
    async (name) => {
      const file = Object.assign(new Blob([small]), { name });
      expect(await arrival(file)).toMatchObject({ name: 'team.jpg', type: 'image/jpeg' });
    },
  );

  it('come from the last part of a path', async () => {
    expect(await arrival(await pathOf('photo.jpg', small))).toMatchObject({ ...named, type: 'image/jpeg' });
  });

  it('are of the bytes in view only, not of the whole buffer behind them', async () => {
    const { bytes } = await arrival(binary.subarray(100, 200), named);
    expect(bytes.equals(binary.subarray(100, 200))).toBe(true);
  });
});

it.each(sources.filter(([kind]) => kind !== 'a stream'))(
  'an upload from %s says how long it is',
  async (_, source) => {
    const { server } = await arrival(await source(small), named);
    expect(server.requests.map(({ headers }) => Number(headers['content-length']))).toEqual(server.lengths());
    expect(server.requests[0]?.headers['transfer-encoding']).toBeUndefined();
  },
);

describe('the progress of an upload', () => {
  it.each(sources)('only grows and ends with the last byte, from %s', async (kind, source) => {
    const events: UploadProgress[] = [];
    await arrival(await source(binary), { ...named, onProgress: (event) => events.push(event) });
    const sent = events.map((event) => event.sent);
    // A file is read in pieces. What is in memory already may be handed over at once.
    if (kind === 'a path' || kind === 'a stream') expect(sent.length).toBeGreaterThan(1);
    expect(sent.filter((bytes, index) => bytes <= (sent[index - 1] ?? 0))).toEqual([]);
    expect(sent.at(-1)).toBe(binary.byteLength);
    const total = kind === 'a stream' ? undefined : binary.byteLength;
    expect(new Set(events.map((event) => event.total))).toEqual(new Set([total]));
  });

  it.each(
    sources.flatMap(([kind, source]) => [
      [kind, 'throws', source] as const,
      [kind, 'rejects', source] as const,
    ]),
  )('from %s may be told to a function that %s', async (_, how, source) => {
    let calls = 0;
    const onProgress = (): unknown => {
      calls++;
      const error = new Error('the progress bar is gone');
      if (how === 'throws') throw error;
      return Promise.reject(error);
    };
    const { bytes } = await arrival(await source(small), { ...named, onProgress });
    expect(bytes.equals(small)).toBe(true);
    expect(calls).toBeGreaterThan(0);
  });
});

/** The messages of an error and everything that caused it. */
function messagesOf(error: unknown): string[] {
  return error instanceof Error ? [error.message, ...messagesOf(error.cause)] : [];
}

describe('a stream', () => {
  it('may begin with empty chunks', async () => {
    const events: UploadProgress[] = [];
    const details = { ...named, onProgress: (event: UploadProgress) => events.push(event) };
    const { bytes } = await arrival(streamOf('', '', 'the words'), details);
    expect(bytes.toString()).toBe('the words');
    expect(events).toEqual([{ sent: 9, total: undefined }]);
  });

  it.each([[[]], [['']], [['', '', '']]])('that is empty is refused (%j)', async (chunks) => {
    const server = await uploadServer();
    const pco = quickClient(server.url, { uploadUrl: server.url });
    expect(await failureOf(pco.upload(streamOf(...chunks), {}, named))).toMatchObject({
      code: 'ERR_FILE_EMPTY',
    });
    expect(server.requests).toHaveLength(0);
  });

  it.each([0, 1, 2])('that breaks after %i chunks is named in the error', async (chunks) => {
    const server = await uploadServer();
    let pulls = 0;
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        if (pulls++ < chunks) controller.enqueue(small);
        else controller.error(new Error('the disk is gone'));
      },
    });
    const pco = quickClient(server.url, { uploadUrl: server.url });
    const error: unknown = await pco.upload(stream, {}, named).catch((reason: unknown) => reason);
    expect(messagesOf(error)).toContainEqual(expect.stringContaining('the disk is gone'));
    expect(server.requests).toHaveLength(0);
  });

  it('that somebody else reads is refused', async () => {
    const server = await uploadServer();
    const stream = streamOf('the words');
    stream.getReader();
    const pco = quickClient(server.url, { uploadUrl: server.url });
    expect(await failureOf(pco.upload(stream, {}, named))).toMatchObject({ code: 'ERR_FILE' });
    expect(server.requests).toHaveLength(0);
  });

  it('of texts is refused', async () => {
    const server = await uploadServer();
    const stream = new ReadableStream<string>({
      start: (controller) => {
        controller.enqueue('the words');
        controller.close();
      },
    });
    const pco = quickClient(server.url, { uploadUrl: server.url });
    const upload = pco.upload(stream as unknown as ReadableStream<Uint8Array>, {}, named);
    expect(await failureOf(upload)).toMatchObject({ code: 'ERR_FILE' });
    expect(server.requests).toHaveLength(0);
  });
});

/** A stream that has a beginning and no end, and a promise for the moment when it is let go. */
function endlessStream(beginning = 'the words') {
  let letGo = (): void => {};
  const cancelled = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const stream = new ReadableStream<Uint8Array>({
    start: (controller) => {
      if (beginning !== '') controller.enqueue(new TextEncoder().encode(beginning));
    },
    cancel: () => letGo(),
  });
  return { stream, cancelled };
}

// A stream that is not let go fails these tests by their time-out.
describe('the stream of an upload is let go', { timeout: 3000 }, () => {
  const refusals: [string, { client?: object; close?: boolean; request?: GeneralRequest }, string][] = [
    ['a client that is read-only', { client: { readOnly: true } }, 'ERR_READ_ONLY'],
    ['a client that was closed', { close: true }, 'ERR_CLOSED'],
    ['a missing name', { request: { name: undefined } }, 'ERR_FILE'],
    ['a content type that cannot be', { request: { contentType: 'image/png\r\n' } }, 'ERR_FILE'],
    ['a time-out that cannot be', { request: { timeout: -1 } }, 'ERR_OPTIONS'],
  ];

  it.each(refusals)('when it is refused for %s', async (_, { client, close, request }, code) => {
    const server = await uploadServer();
    const pco = quickClient(server.url, { uploadUrl: server.url, ...client });
    if (close) await pco.close();
    const { stream, cancelled } = endlessStream();
    expect(await failureOf(pco.upload(stream, {}, { ...named, ...request }))).toMatchObject({ code });
    await cancelled;
    expect(server.requests).toHaveLength(0);
  });

  it('when nobody answers at the address', async () => {
    const url = await closedAddress();
    const { stream, cancelled } = endlessStream();
    const error = await failureOf(quickClient(url, { uploadUrl: url }).upload(stream, {}, named));
    expect(error).toMatchObject({ code: 'ERR_NETWORK', sent: 'no' });
    await cancelled;
  });

  /** Starts an upload and expects the reason of its abortion. */
  async function expectAborted(
    { stream, cancelled }: ReturnType<typeof endlessStream>,
    { signal, reason }: { signal: AbortSignal; reason: unknown },
    options: object,
  ): Promise<void> {
    const pco = clientWith({ ...credentials, ...options });
    await expect(pco.upload(stream, {}, { ...named, signal })).rejects.toBe(reason);
    await cancelled;
  }

  function abortion() {
    const controller = new AbortController();
    const reason = { because: 'the reader left' };
    const abort = (): void => controller.abort(reason);
    return { signal: controller.signal, reason, abort, abortSoon: () => void setImmediate(abort) };
  }

  it('when the call was aborted before it began', async () => {
    const aborted = abortion();
    aborted.abort();
    await expectAborted(endlessStream(), aborted, { uploadUrl: 'http://127.0.0.1:1' });
  });

  it('when the call is aborted while the first bytes are awaited', async () => {
    const aborted = abortion();
    const started = expectAborted(endlessStream(''), aborted, { uploadUrl: 'http://127.0.0.1:1' });
    aborted.abortSoon();
    await started;
  });

  it('when the call is aborted in the queue', async () => {
    const aborted = abortion();
    const reserve = (): Promise<never> => {
      aborted.abortSoon();
      return new Promise(() => {});
    };
    await expectAborted(endlessStream(), aborted, { uploadUrl: 'http://127.0.0.1:1', pacer: { reserve } });
  });

  it('when the call is aborted on its way', async () => {
    const aborted = abortion();
    const onHead = (): boolean => {
      aborted.abortSoon();
      return true;
    };
    const server = await startServer(() => created, { onHead });
    await expectAborted(endlessStream(), aborted, { uploadUrl: server.url });
    expect(server.requests).toHaveLength(1);
  });
});

it.each(['image/png\r\nX-Injected: yes', 'image/png\n', '\rimage/png'])(
  'a content type with line breaks is refused (%j)',
  async (contentType) => {
    const server = await uploadServer();
    const pco = quickClient(server.url, { uploadUrl: server.url });
    const error = await failureOf(pco.upload(new Blob([small]), {}, { ...named, contentType }));
    expect(error).toMatchObject({ code: 'ERR_FILE' });
    expect(server.requests).toHaveLength(0);
  },
);

it.each(sources)('after a 500 whatever can be read again is sent again, whole: %s', async (kind, source) => {
  let answers = 0;
  const server = await uploadServer(() => (++answers === 1 ? { status: 500 } : created));
  const pco = quickClient(server.url, { uploadUrl: server.url });
  const upload = pco.upload(await source(small), {}, named);
  if (kind === 'a stream') expect(await failureOf(upload)).toMatchObject({ statusCode: 500, attempts: 1 });
  else await expect(upload).resolves.toEqual(uploaded);
  const files = await server.files();
  const whole = await Promise.all(
    files.map(async (file) => Buffer.from(await file.arrayBuffer()).equals(small)),
  );
  expect(whole).toEqual(kind === 'a stream' ? [true] : [true, true]);
});

it('a payload beside an upload is refused, since only one of them could be sent', async () => {
  const server = await uploadServer();
  const request = { ...named, upload: new Blob([small]), payload: { data: { type: 'File' } } };
  const error = await failureOf(quickClient(server.url).requestJson('POST', '/v2/files', request));
  expect(error).toMatchObject({ code: 'ERR_PAYLOAD' });
  expect(server.requests).toHaveLength(0);
});
