import { expect, it } from 'vitest';
import { createEmulator, type Emulator } from '../src/index.ts';
import { basic, fakeClock } from './support/outside.ts';

interface Document<Data> {
  readonly data: Data;
  readonly meta: { readonly total_count: number };
}

interface Person {
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly relationships?: Readonly<Record<string, unknown>>;
}

async function read<Data>(emulator: Emulator, path: string, init: RequestInit = {}): Promise<Document<Data>> {
  const answer = await emulator.fetch(`https://api.planningcenteronline.com${path}`, {
    ...init,
    headers: { Authorization: basic(emulator), 'User-Agent': 'test' },
  });
  return (await answer.json()) as Document<Data>;
}

it('has as many people as it is told, the same for the same seed', async () => {
  const [first, same, other] = await Promise.all(
    [{ seed: 3 }, { seed: 3 }, { seed: 4 }].map((options) =>
      read<Person[]>(createEmulator({ people: 12, ...options }), '/people/v2/people'),
    ),
  );
  expect(first?.meta.total_count).toBe(12);
  expect(same).toEqual(first);
  expect(other?.data).not.toEqual(first?.data);
});

it('belongs to the administrator, who is somebody in each app', async () => {
  const emulator = createEmulator({ people: 5 });
  const me = await read<Person>(emulator, '/people/v2/me');
  expect(me.data.attributes['site_administrator']).toBe(true);
  expect((await read<Person>(emulator, '/services/v2/me')).data.id).toBe(me.data.id);
});

it('makes an empty church that can be filled', async () => {
  const clock = fakeClock('2026-01-02T03:04:05Z');
  const emulator = createEmulator({ church: 'empty', clock });
  const before = await read<Person[]>(emulator, '/people/v2/people');
  expect(before.data).toEqual([]);
  const attributes = { first_name: 'Grace', last_name: 'Rolfe' };
  const created = await read<Person>(emulator, '/people/v2/people', {
    method: 'POST',
    body: JSON.stringify({ data: { type: 'Person', attributes } }),
  });
  expect(created.data.attributes).toMatchObject({ ...attributes, created_at: '2026-01-02T03:04:05Z' });
  await emulator.control.load('people', {
    data: { type: 'Person', id: '5', attributes: { last_name: 'Lamb' } },
  });
  const after = await read<Person[]>(emulator, '/people/v2/people');
  expect(after.data.map(({ attributes: { last_name } }) => last_name)).toEqual(['Lamb', 'Rolfe']);
});

it('lets nobody create something where there is no administrator', async () => {
  const emulator = createEmulator({ church: 'empty' });
  const create = (path: string, attributes: object): Promise<Document<Person>> =>
    read(emulator, path, { method: 'POST', body: JSON.stringify({ data: { attributes } }) });
  const category = await create('/people/v2/note_categories', { name: 'Visits' });
  const person = await create('/people/v2/people', { first_name: 'Ada', last_name: 'Rolfe' });
  const note = await create(`/people/v2/people/${person.data.id}/notes`, {
    note: 'At home.',
    note_category_id: category.data.id,
  });
  expect(note.data.attributes).toMatchObject({ created_by_id: null, note: 'At home.' });
  expect(note.data.relationships).toMatchObject({ created_by: { data: null } });
});

it('says so when its clock stops telling the time', async () => {
  let time = Date.parse('2026-01-02T03:04:05Z');
  const emulator = createEmulator({ church: 'empty', clock: { now: () => time } });
  time = Number.NaN;
  await expect(emulator.control.snapshot()).rejects.toThrow('The option clock must have a function now');
});

it('finds out from its links which app a document is from', async () => {
  const emulator = createEmulator({ church: 'empty' });
  const self = 'https://api.planningcenteronline.com/services/v2/songs/7';
  await emulator.control.load([
    { data: { type: 'Song', id: '7', attributes: { title: 'Holy, Holy, Holy' }, links: { self } } },
    { data: [], links: { self: 'https://api.planningcenteronline.com/people/v2/people?per_page=5' } },
  ]);
  const songs = await read<Person[]>(emulator, '/services/v2/songs');
  expect(songs.data).toMatchObject([{ id: '7', attributes: { title: 'Holy, Holy, Holy' } }]);
  const person = { type: 'Person', id: '1' };
  await expect(emulator.control.load({ data: person })).rejects.toThrow('control.load("people", documents)');
  await expect(
    emulator.control.load({
      data: { ...person, links: { self: 'https://example.org/nowhere/v2/people/1' } },
    }),
  ).rejects.toThrow(TypeError);
});

it('refuses documents of an app that there is not', async () => {
  const { control } = createEmulator({ church: 'empty' });
  await expect(control.load(JSON.parse('"dogs"'), { data: [] })).rejects.toThrow(RangeError);
});

it('refuses options before anything happens', () => {
  expect(() => createEmulator({ people: 0 })).toThrow(
    'The option people must be a whole number from 1 to 100000',
  );
});
