import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { keptPath } from '../src/uploads/upload-shelf.ts';
import type { UploadShelf } from '../src/uploads/upload-shelf.ts';
import { basic, createOutside, fakeClock, HOUR, type Outside } from './support/outside.ts';
import { organizationToken, signIn } from './support/sign-in.ts';

const UPLOAD_URL = 'https://upload.planningcenteronline.com/v2/files';
const TEXT = 'Grüße';

interface UploadDocument {
  readonly data: readonly { readonly type: string; readonly id: string; readonly attributes: object }[];
}

function formWith(...files: File[]): FormData {
  const form = new FormData();
  for (const file of files) form.append('file', file);
  return form;
}

const textFile = (name = 'greeting.txt'): File => new File([TEXT], name, { type: 'text/plain' });

interface UploadInit extends Omit<RequestInit, 'headers'> {
  readonly headers?: Record<string, string>;
}

async function upload({ emulator }: Outside, init: UploadInit = {}): Promise<Response> {
  return emulator.fetch(UPLOAD_URL, {
    method: 'POST',
    body: formWith(textFile()),
    ...init,
    headers: { Authorization: basic(emulator), ...init.headers },
  });
}

async function uploadedId(outside: Outside, init?: UploadInit): Promise<string> {
  const { data } = (await (await upload(outside, init)).json()) as UploadDocument;
  return data[0]?.id ?? '';
}

/** The shelf as the API's inside sees it. */
async function shelfOf({ send, calls }: Outside): Promise<UploadShelf> {
  await send('/people/v2');
  const shelf = calls.at(-1)?.uploads;
  if (!shelf) throw new Error('There was no call.');
  return shelf;
}

describe('an upload', () => {
  it('answers with what was sent, for an hour', async () => {
    const outside = createOutside({ clock: fakeClock('2026-01-02T03:44:52Z') });
    const answer = await upload(outside);
    expect(answer.status).toBe(201);
    expect(answer.headers.get('Content-Type')).toBe('application/json; charset=utf-8');
    expect(await answer.json()).toEqual({
      data: [
        {
          type: 'File',
          id: expect.stringMatching(/^us1-[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/),
          attributes: {
            md5: createHash('md5').update(TEXT).digest('hex'),
            expires_at: '2026-01-02T04:44:52Z',
            source_ip: '127.0.0.1',
            name: 'greeting.txt',
            content_type: 'text/plain',
            file_size: Buffer.byteLength(TEXT),
          },
        },
      ],
    });
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(answer.headers.get('Access-Control-Allow-Methods')).toBe('GET, POST, OPTIONS');
    expect([...answer.headers.keys()].filter((name) => name.startsWith('x-pco'))).toEqual([]);
  });

  it('needs no User-Agent and spends no budget', async () => {
    const outside = createOutside({ rateLimit: { limit: 1, period: 20 } });
    expect((await upload(outside)).status).toBe(201);
    expect((await upload(outside)).status).toBe(201);
    expect((await outside.send('/people/v2')).status).toBe(200);
  });

  it('takes OAuth tokens', async () => {
    const outside = createOutside();
    const { access_token } = await signIn(outside.emulator);
    const answer = await upload(outside, { headers: { Authorization: `Bearer ${access_token}` } });
    expect(answer.status).toBe(201);
  });

  it.each([
    ['wrong credentials', 'Basic d3Jvbmc=', 401, 'HTTP Basic: Access denied.'],
    ['an unknown token', 'Bearer stranger', 401, 'CAPUCHIN'],
  ])('is refused with %s', async (_, authorization, status, text) => {
    const answer = await upload(createOutside(), { headers: { Authorization: authorization } });
    expect([answer.status, await answer.text()]).toEqual([status, expect.stringContaining(text)]);
  });

  it('is forbidden for organization tokens', async () => {
    const outside = createOutside();
    const token = await organizationToken(outside.emulator);
    const answer = await upload(outside, { headers: { Authorization: `OrganizationToken ${token}` } });
    expect(answer.status).toBe(403);
  });

  it('may hold several files', async () => {
    const answer = await upload(createOutside(), { body: formWith(textFile('a.txt'), textFile('b.txt')) });
    const { data } = (await answer.json()) as UploadDocument;
    expect(data).toMatchObject([{ attributes: { name: 'a.txt' } }, { attributes: { name: 'b.txt' } }]);
    expect(new Set(data.map(({ id }) => id)).size).toBe(2);
  });

  it('calls a file of unknown type a stream of bytes', async () => {
    const answer = await upload(createOutside(), { body: formWith(new File(['x'], 'x')) });
    expect(await answer.json()).toMatchObject({
      data: [{ attributes: { content_type: 'application/octet-stream' } }],
    });
  });

  const formOf = (name: string, value: string | File): FormData => {
    const form = new FormData();
    if (typeof value === 'string') form.set(name, value);
    else form.set(name, value, value.name);
    return form;
  };

  it.each([
    ['no body', null],
    ['a body that is no form', '{}'],
    ['a text in place of the file', formOf('file', 'text')],
    ['a file in another field', formOf('photo', textFile())],
  ])('is refused with %s', async (_, body) => {
    const answer = await upload(createOutside(), { body });
    expect(answer.status).toBe(400);
    expect(answer.headers.get('Content-Type')).toBe('application/json; charset=utf-8');
    expect(await answer.json()).toMatchObject({ errors: [{ status: '400', title: 'Bad Request' }] });
  });

  it.each(['GET', 'PUT', 'PATCH', 'DELETE'])('is not what %s is for', async (method) => {
    const answer = await upload(createOutside(), { method, body: null });
    expect(answer.status).toBe(405);
    expect(await answer.json()).toMatchObject({ errors: [{ status: '405' }] });
  });

  it('answers a preflight', async () => {
    const answer = await createOutside().emulator.fetch(UPLOAD_URL, { method: 'OPTIONS' });
    expect([answer.status, answer.headers.get('Access-Control-Allow-Methods')]).toEqual([
      204,
      'GET, POST, OPTIONS',
    ]);
  });
});

describe('an identifier', () => {
  it('leads to the file for an hour', async () => {
    const clock = fakeClock();
    const outside = createOutside({ clock });
    const id = await uploadedId(outside);
    const shelf = await shelfOf(outside);
    clock.advance(HOUR - 1);
    expect(shelf.get(id)).toEqual({
      name: 'greeting.txt',
      contentType: 'text/plain',
      bytes: new Uint8Array(Buffer.from(TEXT)),
      expiresAt: clock.now() + 1,
    });
    clock.advance(1);
    expect(shelf.get(id)).toBeUndefined();
    expect(() => shelf.keep(id)).toThrow(`There is no uploaded file ${id}.`);
    await upload(outside);
    expect(shelf.get(id)).toBeUndefined();
  });

  it('that nobody was given leads nowhere', async () => {
    const shelf = await shelfOf(createOutside());
    expect(shelf.get('us1-stranger')).toBeUndefined();
  });
});

describe('a kept file', () => {
  it('is served to everybody, after its hour, too', async () => {
    const clock = fakeClock();
    const outside = createOutside({ clock });
    const body = formWith(new File([new Uint8Array([0, 255, 10, 13])], 'a b/ü?.png', { type: 'image/png' }));
    const id = await uploadedId(outside, { body });
    (await shelfOf(outside)).keep(id);
    const path = keptPath(id, { name: 'a b/ü?.png' });
    clock.advance(2 * HOUR);
    expect(path).toBe(`/__emulator/files/${id}/${encodeURIComponent('a b/ü?.png')}`);
    const answer = await outside.emulator.fetch(`http://127.0.0.1${path}`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Content-Type')).toBe('image/png');
    expect(answer.headers.get('Content-Length')).toBe('4');
    expect([...new Uint8Array(await answer.arrayBuffer())]).toEqual([0, 255, 10, 13]);
  });

  it('is only there under its own name, and only when kept', async () => {
    const outside = createOutside();
    const id = await uploadedId(outside);
    const read = (name: string) => outside.emulator.fetch(`http://127.0.0.1/__emulator/files/${id}/${name}`);
    expect((await read('greeting.txt')).status).toBe(404);
    (await shelfOf(outside)).keep(id);
    expect((await read('greeting.txt')).status).toBe(200);
    expect((await read('other.txt')).status).toBe(404);
  });
});
