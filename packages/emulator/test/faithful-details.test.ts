/** Details in which an answer that looks right would be wrong. */
import { describe, expect, it } from 'vitest';
import { createEmulator, type Emulator } from '../src/index.ts';
import { freshChurch } from '../src/testing.ts';

interface Answer {
  readonly status: number;
  readonly data: { readonly id: string; readonly attributes: Readonly<Record<string, unknown>> };
  readonly list: readonly Answer['data'][];
}

function asker(emulator: Emulator) {
  const headers = { Authorization: `Bearer ${emulator.accessToken}`, 'User-Agent': 'test' };
  return async (method: string, path: string, body?: object): Promise<Answer> => {
    const answer = await emulator.fetch(`http://127.0.0.1${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const { data } = (text === '' ? {} : JSON.parse(text)) as { data: Answer['data'] };
    return { status: answer.status, data, list: data as unknown as Answer['list'] };
  };
}

const payload = (type: string, attributes: object, more: object = {}): object => ({
  data: { type, attributes, ...more },
});

describe('a list', () => {
  it.each([
    ['/people/v2/field_definitions', 'name', 'include_deleted'],
    ['/people/v2/workflows', 'name', 'with_deleted'],
  ])('%s keeps its conditions on %s beside filter=%s', async (path, name, filter) => {
    const ask = asker(createEmulator({ people: 20 }));
    const { list } = await ask('GET', `${path}?filter=${filter}`);
    expect(list.length).toBeGreaterThan(0);
    expect((await ask('GET', `${path}?filter=${filter}&where[${name}]=nothing-is-called-so`)).list).toEqual(
      [],
    );
  });
});

describe('what comes last', () => {
  it('is a tag behind the others, although one of them is gone', async () => {
    const ask = asker(createEmulator({ people: 20 }));
    const group = await ask('POST', '/calendar/v2/tag_groups', payload('TagGroup', { name: 'Rooms' }));
    const path = `/calendar/v2/tag_groups/${group.data.id}/tags`;
    const tags: Answer[] = [];
    for (const name of ['a', 'b', 'c']) tags.push(await ask('POST', path, payload('Tag', { name })));
    expect(tags.map(({ data }) => data.attributes['position'])).toEqual([1, 2, 3]);
    await ask('DELETE', `/calendar/v2/tags/${tags[0]?.data.id}`);
    expect((await ask('POST', path, payload('Tag', { name: 'd' }))).data.attributes['position']).toBe(4);
  });
});

describe('a fund that was given to', () => {
  it('refuses to be deleted, and not to be read while others vanish', async () => {
    const emulator = createEmulator({ people: 50 });
    const ask = asker(emulator);
    const { list } = await ask('GET', '/giving/v2/funds');
    const used = list.find(({ attributes }) => attributes['deletable'] === false);
    expect((await ask('DELETE', `/giving/v2/funds/${used?.id}`)).status).toBe(400);
    emulator.control.faults.set([{ fault: 'delete', path: '/giving/v2/funds' }]);
    expect((await ask('GET', '/giving/v2/funds')).list).toHaveLength(list.length - 1);
  });
});

describe('the part of a donation', () => {
  it('goes, although the same payload changes it before', async () => {
    const emulator = createEmulator({ people: 20 });
    const ask = asker(emulator);
    const [fund] = (await ask('GET', '/giving/v2/funds')).list;
    const [source] = (await ask('GET', '/giving/v2/payment_sources')).list;
    const batch = await ask('POST', '/giving/v2/batches', payload('Batch', { description: 'x' }));
    const designation = (cents: number): object => ({
      type: 'Designation',
      attributes: { amount_cents: cents },
      relationships: { fund: { data: { type: 'Fund', id: fund?.id } } },
    });
    const donation = await ask('POST', `/giving/v2/batches/${batch.data.id}/donations`, {
      ...payload(
        'Donation',
        { payment_method: 'cash' },
        { relationships: { payment_source: { data: { type: 'PaymentSource', id: source?.id } } } },
      ),
      included: [designation(100), designation(200)],
    });
    expect(donation.status).toBe(201);
    const path = `/giving/v2/donations/${donation.data.id}`;
    const { list } = await ask('GET', `${path}/designations`);
    const [first] = list;
    const changed = await ask('PATCH', path, {
      ...payload('Donation', {}, { id: donation.data.id }),
      included: [
        { type: 'Designation', id: first?.id, attributes: { amount_cents: 300 } },
        { type: 'Designation', id: first?.id, attributes: { _destroy: true } },
      ],
    });
    expect(changed.status).toBe(200);
    expect((await ask('GET', `${path}/designations`)).list.map(({ id }) => id)).toEqual([list[1]?.id]);
  });
});

describe('an upload', () => {
  it('is not kept by a write that was refused', async () => {
    const emulator = createEmulator({ people: 2 });
    const form = new FormData();
    form.set('file', new File(['x'], 'face.png', { type: 'image/png' }));
    const headers = { Authorization: `Bearer ${emulator.accessToken}`, 'User-Agent': 'test' };
    const uploaded = await emulator.fetch('http://127.0.0.1/v2/files', {
      method: 'POST',
      headers,
      body: form,
    });
    const { data } = (await uploaded.json()) as { data: readonly [{ readonly id: string }] };
    const ask = asker(emulator);
    const refused = await ask('POST', '/people/v2/people', payload('Person', { avatar: data[0].id }));
    expect(refused.status).toBe(422);
    expect((await emulator.control.snapshot()).files).toEqual([]);
    await ask('PATCH', '/people/v2/people/10000001', payload('Person', { avatar: data[0].id }));
    expect((await emulator.control.snapshot()).files).toHaveLength(1);
  });
});

describe('the counters', () => {
  it('count what changes something as writes, and nothing else', async () => {
    const emulator = createEmulator({ people: 2 });
    const ask = asker(emulator);
    for (const method of ['GET', 'HEAD', 'OPTIONS']) await ask(method, '/people/v2/people');
    expect(emulator.control.requests.counters().writes).toBe(0);
    await ask('PATCH', '/people/v2/people/10000001', payload('Person', { nickname: 'x' }));
    expect(emulator.control.requests.counters().writes).toBe(1);
  });
});

describe('options', () => {
  it('that are undefined are those of a test', async () => {
    const church = freshChurch({ people: undefined, rateLimit: undefined });
    const { list } = await asker(church)('GET', '/people/v2/people?per_page=100');
    expect(list).toHaveLength(50);
    const answer = await church.fetch('http://127.0.0.1/people/v2', { headers: church.headers });
    expect(answer.headers.get('X-PCO-API-Request-Rate-Limit')).toBe(null);
  });

  it('for a lag that could not be kept are refused', () => {
    const { faults } = createEmulator({ people: 2 }).control;
    expect(() => faults.set([{ fault: 'lag', milliseconds: 3_600_001 }])).toThrow(/3600000/);
  });
});
