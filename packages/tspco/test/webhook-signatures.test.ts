import { inspect } from 'node:util';
import fc from 'fast-check';
import { createWebhook, PCOWebhookError, signWebhook, verifyWebhook } from 'tspco/webhooks';
import { describe, expect, it } from 'vitest';
import { failureOf } from './support/client.ts';
import {
  bodyOf,
  CREATED,
  DESTROYED,
  headersFor,
  OTHER_SECRET,
  requestOf,
  SECRET,
  signatureOf,
} from './support/webhooks.ts';

const DIGITS = Array.from({ length: 16 }, (_, digit) => digit.toString(16));
const secretOf = fc.string({ unit: fc.constantFrom(...DIGITS), minLength: 64, maxLength: 64 });
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await failureOf(work);
  expect(error).toBeInstanceOf(PCOWebhookError);
  for (const secret of [SECRET, OTHER_SECRET])
    expect(inspect(error, { showHidden: true })).not.toContain(secret);
  return (error as PCOWebhookError).code;
}

describe('a genuine delivery', () => {
  it('is read, whatever kind of body and headers it comes as', async () => {
    const body = bodyOf({ id: 'a' });
    const headers = headersFor(body);
    const [signature = ''] = Object.values(headers).slice(-1);
    const raw = bytes(body);
    const within = new Uint8Array([1, ...raw, 2]).subarray(1, -1);
    for (const [given, of] of [
      [body, headers],
      [raw, new Headers(headers)],
      [raw.buffer as ArrayBuffer, { 'X-PCO-Webhooks-Authenticity': [signature] }],
      [Buffer.from(body), { 'X-Pco-WEBHOOKS-authenticity': signature }],
      [within, { ...headers, other: undefined }],
    ] as const) {
      const { events, secretIndex } = await verifyWebhook(given, of, SECRET);
      expect([secretIndex, events]).toEqual([
        0,
        [expect.objectContaining({ id: 'a', name: CREATED, attempt: 1, organizationId: '1' })],
      ]);
      expect(events[0]?.payload.data).toMatchObject({ id: '7', attributes: { last_name: 'Rölfe 𝔄' } });
    }
    expect((await verifyWebhook(requestOf(body), SECRET)).events).toHaveLength(1);
  });

  it('may be signed in capitals', async () => {
    const body = bodyOf({});
    const headers = { 'x-pco-webhooks-authenticity': signatureOf(body).toUpperCase() };
    expect((await verifyWebhook(body, headers, SECRET)).secretIndex).toBe(0);
  });

  it('is found to be signed with any of many secrets', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(secretOf, { minLength: 1, maxLength: 8 }),
        fc.nat(),
        fc.string({ unit: 'binary' }),
        async (secrets, number, id) => {
          const index = number % secrets.length;
          const body = bodyOf({ id: `1${id}` });
          const verified = await verifyWebhook(body, headersFor(body, secrets[index]), secrets);
          expect(verified.secretIndex).toBe(index);
        },
      ),
    );
  });

  it('tells all its events, and those that are nobody’s', async () => {
    const gone = { data: { type: 'Person', id: '8' }, meta: {} };
    const body = bodyOf({ id: 'a' }, { id: 'b', name: DESTROYED, payload: gone }, { id: 'c', name: 'x.y.z' });
    const { events } = await verifyWebhook(requestOf(body), SECRET);
    expect(events.map(({ id, name }) => [id, name])).toEqual([
      ['a', CREATED],
      ['b', DESTROYED],
      ['c', 'x.y.z'],
    ]);
    expect(events[1]?.payload).toEqual(gone);
    const none = bodyOf();
    expect((await verifyWebhook(requestOf(none), SECRET)).events).toEqual([]);
  });
});

describe('refused is', () => {
  it('every changed signature', async () => {
    const digit = fc.constantFrom(...DIGITS, 'A', 'B', 'C', 'D', 'E', 'F');
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 63 }), digit, fc.uuid(), async (place, other, id) => {
        const body = bodyOf({ id });
        const signature = signatureOf(body);
        fc.pre(signature[place] !== other.toLowerCase());
        const changed = signature.slice(0, place) + other + signature.slice(place + 1);
        expect(await codeOf(verifyWebhook(body, { 'x-pco-webhooks-authenticity': changed }, SECRET))).toBe(
          'ERR_SIGNATURE',
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('everything else in the place of a signature', async () => {
    const body = bodyOf({});
    const genuine = signatureOf(body);
    const odd = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '',
        ' ',
        `${genuine} `,
        ` ${genuine}`,
        `sha256=${genuine}`,
        `${genuine}, ${genuine}`,
        genuine.slice(2),
      ),
      fc.constantFrom(
        `${genuine}\n`,
        `${genuine}0`,
        `0x${genuine.slice(2)}`,
        Buffer.from(genuine, 'hex').toString('base64'),
      ),
      fc.array(fc.constant(genuine), { minLength: 2, maxLength: 3 }),
      fc.constant(undefined),
      fc.constant([]),
    );
    await fc.assert(
      fc.asyncProperty(odd, async (signature) => {
        const headers = { 'x-pco-webhooks-authenticity': signature };
        expect(await codeOf(verifyWebhook(body, headers, SECRET))).toBe('ERR_SIGNATURE');
      }),
      { numRuns: 1000 },
    );
    expect(await codeOf(verifyWebhook(body, {}, SECRET))).toBe('ERR_SIGNATURE');
    expect(await codeOf(verifyWebhook(body, undefined as never, SECRET))).toBe('ERR_SIGNATURE');
  });

  it('every changed body', async () => {
    const change = fc.record({
      place: fc.nat(),
      cut: fc.nat({ max: 3 }),
      insert: fc.uint8Array({ maxLength: 4 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.uuid(), change, async (id, { place, cut, insert }) => {
        const body = Buffer.from(bodyOf({ id }));
        const at = place % (body.length + 1);
        const changed = Buffer.concat([body.subarray(0, at), insert, body.subarray(at + cut)]);
        fc.pre(!changed.equals(body));
        expect(await codeOf(verifyWebhook(changed, headersFor(body), SECRET))).toBe('ERR_SIGNATURE');
      }),
      { numRuns: 1000 },
    );
  });

  it('every changed secret', async () => {
    const change = fc.record({
      place: fc.nat(),
      cut: fc.nat({ max: 3 }),
      insert: fc.string({ unit: 'binary', maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(secretOf, change, async (secret, { place, cut, insert }) => {
        const at = place % (secret.length + 1);
        const changed = secret.slice(0, at) + insert + secret.slice(at + cut);
        fc.pre(changed !== secret);
        const body = bodyOf({});
        const code = await codeOf(verifyWebhook(body, headersFor(body, secret), changed));
        expect(['ERR_SIGNATURE', 'ERR_SECRET']).toContain(code);
      }),
      { numRuns: 1000 },
    );
  });

  it('a secret with a zero at its end, which would be the same key', async () => {
    const body = bodyOf({});
    expect(signatureOf(body, `${SECRET.slice(0, 40)}\0`)).toBe(signatureOf(body, SECRET.slice(0, 40)));
    const changed = verifyWebhook(body, headersFor(body, SECRET.slice(0, 40)), `${SECRET.slice(0, 40)}\0`);
    expect(await codeOf(changed)).toBe('ERR_SECRET');
  });

  it.each([
    [[]],
    [''],
    [['']],
    [[SECRET, '']],
    [undefined],
    [null],
    [[undefined]],
    [` ${SECRET}`],
    [`${SECRET}\n`],
    [7],
  ])('what cannot be a secret: %j', async (secrets) => {
    // Signed with the empty key, as somebody who hopes for one would.
    const body = bodyOf({});
    const headers = { 'x-pco-webhooks-authenticity': signatureOf(body, '') };
    expect(await codeOf(verifyWebhook(body, headers, secrets as string))).toBe('ERR_SECRET');
  });

  it('a body that was parsed or read before, with what is to be done', async () => {
    const body = bodyOf({});
    const parsed = JSON.parse(body) as never;
    const hint = await failureOf(verifyWebhook(parsed, headersFor(body), SECRET));
    expect(hint.message).toMatch(/^The body was parsed, and .*express\.raw\(/);
    expect(await codeOf(verifyWebhook(parsed, headersFor(body), SECRET))).toBe('ERR_RAW_BODY');
    expect(await codeOf(verifyWebhook(parsed, SECRET))).toBe('ERR_RAW_BODY');
    for (const wrong of [undefined, null, 7])
      expect(await codeOf(verifyWebhook(wrong as never, headersFor(body), SECRET))).toBe('ERR_RAW_BODY');
    const request = requestOf(body);
    await request.text();
    expect((await failureOf(verifyWebhook(request, SECRET))).message).toMatch(/somebody has read it before/);
  });

  it.each([
    '',
    'no JSON',
    '[]',
    'null',
    '{}',
    '{"data":{}}',
    '{"data":[null]}',
    '{"data":[{"id":"1"}]}',
    '{"data":[{"id":"","attributes":{"name":"n","payload":"{}"}}]}',
    '{"data":[{"id":"1","attributes":{"payload":"{}"}}]}',
    '{"data":[{"id":"1","attributes":{"name":"n","payload":{}}}]}',
    '{"data":[{"id":"1","attributes":{"name":"n","payload":"{"}}]}',
    '{"data":[{"id":"1","attributes":{"name":"n","payload":"{\\"data\\":null}"}}]}',
    '{"data":[{"id":"1","attributes":{"name":"n","payload":"{\\"data\\":{\\"id\\":1}}"}}]}',
  ])('a signed one that is no delivery: %s', async (body) => {
    expect(await codeOf(verifyWebhook(body, headersFor(body), SECRET))).toBe('ERR_DELIVERY');
  });

  it('a signed one that is no UTF-8, rather than read as something else', async () => {
    const body = Buffer.from(bodyOf({ id: 'ÿ' }), 'latin1');
    expect(await codeOf(verifyWebhook(body, headersFor(body), SECRET))).toBe('ERR_DELIVERY');
  });
});

describe('a delivery for a test', () => {
  it('is signed as the service does', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), secretOf, async (text, secret) => {
        expect(await signWebhook(text, secret)).toBe(signatureOf(text, secret));
      }),
    );
    expect(await codeOf(signWebhook('', ''))).toBe('ERR_SECRET');
  });

  it('is what a receiver reads', async () => {
    const payload = { data: { type: 'Person', id: '7', attributes: { first_name: 'Ada' } } };
    const made = await createWebhook({ name: CREATED, payload, organizationId: '5', attempt: 2 }, SECRET);
    const { events } = await verifyWebhook(new Request('https://hooks.test', made), SECRET);
    expect(events).toEqual([
      { id: made.headers['X-PCO-Webhooks-Event'], name: CREATED, attempt: 2, organizationId: '5', payload },
    ]);
  });
});
