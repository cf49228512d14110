import { describe, expect, it } from 'vitest';
import { createEmulator, type Emulator, type EmulatorOptions, type Snapshot } from '../src/index.ts';

const HOST = 'https://api.planningcenteronline.com';

interface Told {
  readonly status: number;
  readonly text: string;
}

function create(options: EmulatorOptions = {}): Emulator {
  return createEmulator({ people: 5, rateLimit: false, ...options });
}

async function ask(emulator: Emulator, method: string, path: string, body?: object): Promise<Told> {
  const answer = await emulator.fetch(`${HOST}${path}`, {
    method,
    headers: { Authorization: `Bearer ${emulator.accessToken}`, 'User-Agent': 'test' },
    ...(body === undefined ? {} : { body: body instanceof FormData ? body : JSON.stringify(body) }),
  });
  return { status: answer.status, text: await answer.text() };
}

const PEOPLE = '/people/v2/people';
const person = (first_name: string): object => ({ data: { attributes: { first_name, last_name: 'Rolfe' } } });

async function namesOf(emulator: Emulator): Promise<string[]> {
  const { text } = await ask(emulator, 'GET', `${PEOPLE}?where[last_name]=Rolfe`);
  const { data } = JSON.parse(text) as { data: { attributes: { first_name: string } }[] };
  return data.map(({ attributes }) => attributes.first_name);
}

async function firstLine(emulator: Emulator): Promise<string[]> {
  const paths = [PEOPLE, '/services/v2/songs', '/giving/v2/donations', '/groups/v2/groups'];
  return Promise.all(paths.map(async (path) => (await ask(emulator, 'GET', path)).text));
}

describe('a snapshot', () => {
  it('brings back what was there, and takes away what came later', async () => {
    const emulator = create();
    await ask(emulator, 'POST', PEOPLE, person('Ada'));
    const before = await firstLine(emulator);
    const snapshot = await emulator.control.snapshot();
    await ask(emulator, 'POST', PEOPLE, person('Bea'));
    await ask(emulator, 'DELETE', `${PEOPLE}/10000001`);
    expect(await namesOf(emulator)).toEqual(['Ada', 'Bea']);
    await emulator.control.restore(snapshot);
    expect(await firstLine(emulator)).toEqual(before);
  });

  it('is understood by another emulator, as JSON, through load', async () => {
    const emulator = create({ people: 7, seed: 3 });
    await ask(emulator, 'POST', PEOPLE, person('Ada'));
    const text = JSON.stringify(await emulator.control.snapshot());
    const other = create();
    await other.control.load(JSON.parse(text) as Snapshot);
    expect(await firstLine(other)).toEqual(await firstLine(emulator));
    expect(JSON.stringify(await other.control.snapshot())).toBe(text);
  });

  it('is a value of its own: what is done to it, or to the church, does not reach the other', async () => {
    const emulator = create();
    const snapshot = await emulator.control.snapshot();
    const text = JSON.stringify(snapshot);
    await ask(emulator, 'PATCH', `${PEOPLE}/10000001`, person('Ada'));
    expect(JSON.stringify(snapshot)).toBe(text);
    for (const { attributes } of snapshot.apps.people.records) attributes['last_name'] = 'Rolfe';
    expect(await namesOf(emulator)).toEqual(['Ada']);
    await emulator.control.restore(snapshot);
    const restored = await namesOf(emulator);
    expect(restored).toHaveLength(5);
    for (const { attributes } of snapshot.apps.people.records) attributes['last_name'] = 'Changed';
    expect(await namesOf(emulator)).toEqual(restored);
  });

  it('gives no id again that was given before', async () => {
    const emulator = create();
    const made = JSON.parse((await ask(emulator, 'POST', PEOPLE, person('Ada'))).text) as {
      data: { id: string };
    };
    await ask(emulator, 'DELETE', `${PEOPLE}/${made.data.id}`);
    const other = create();
    await other.control.restore(await emulator.control.snapshot());
    const { data } = JSON.parse((await ask(other, 'POST', PEOPLE, person('Bea'))).text) as typeof made;
    expect(Number(data.id)).toBe(Number(made.data.id) + 1);
  });

  it.each(['9007199254740990', '9007199254740991', '9007199254740993', 'a-text'])(
    'of a church with the id %s can be restored',
    async (id) => {
      const emulator = create();
      await emulator.control.load('people', {
        data: { type: 'Person', id, attributes: { last_name: 'Far' } },
      });
      const snapshot = await emulator.control.snapshot();
      await emulator.control.reset();
      await emulator.control.restore(snapshot);
      expect((await ask(emulator, 'GET', `${PEOPLE}/${id}`)).status).toBe(200);
    },
  );

  it('has the files that resources show', async () => {
    const emulator = create();
    const form = new FormData();
    form.set('file', new Blob(['a face'], { type: 'image/png' }), 'face.png');
    const uploaded = JSON.parse((await ask(emulator, 'POST', '/v2/files', form)).text) as {
      data: { id: string }[];
    };
    const avatar = uploaded.data[0]?.id;
    const { text } = await ask(emulator, 'PATCH', `${PEOPLE}/10000001`, { data: { attributes: { avatar } } });
    const url = new URL(
      (JSON.parse(text) as { data: { attributes: { avatar: string } } }).data.attributes.avatar,
    );
    const snapshot = await emulator.control.snapshot();
    const other = create();
    expect((await ask(other, 'GET', url.pathname)).status).toBe(404);
    await other.control.restore(snapshot);
    expect(await ask(other, 'GET', url.pathname)).toEqual({ status: 200, text: 'a face' });
    // Their addresses are those of whoever is asked.
    const elsewhere = await other.fetch(`http://127.0.0.1:9${PEOPLE}/10000001`, {
      headers: { Authorization: `Bearer ${other.accessToken}`, 'User-Agent': 'test' },
    });
    expect(await elsewhere.text()).toContain(`"http://127.0.0.1:9${url.pathname}"`);
    await other.control.reset();
    expect((await ask(other, 'GET', url.pathname)).status).toBe(404);
  });

  it('is refused when something is missing, twice or unknown', async () => {
    const emulator = create();
    const { apps, ...rest } = await emulator.control.snapshot();
    const before = await firstLine(emulator);
    const { giving: _, ...others } = apps;
    const first = apps.people.records.find(({ type }) => type === 'Person');
    const withRecord = (type: string, id = '1'): unknown => {
      const records = [...apps.people.records, { type, id, attributes: {}, relations: {} }];
      return { ...rest, apps: { ...apps, people: { ...apps.people, records } } };
    };
    for (const [value, message] of [
      [{ ...rest, apps: others }, 'A snapshot has all apps; this one lacks giving.'],
      [withRecord('Person', first?.id), `The snapshot's app people has Person ${first?.id} more than once.`],
      [withRecord('Spaceship'), 'has a record of the type "Spaceship", which does not exist there.'],
      [withRecord('constructor'), 'has a record of the type "constructor", which does not exist there.'],
    ] as const) {
      await expect(emulator.control.restore(value as Snapshot)).rejects.toThrow(TypeError);
      await expect(emulator.control.load(value as Snapshot)).rejects.toThrow(message);
    }
    expect(await firstLine(emulator)).toEqual(before);
  });

  const organization = { type: 'Organization', id: '1', attributes: {}, relations: {} };
  const with1 = (people: unknown): unknown => ({
    format: 'tspco-emulator-snapshot-1',
    apps: { people },
    files: [],
  });
  it.each([
    [null, 'A snapshot is an object whose "format" is'],
    [{ format: 'something' }, 'A snapshot is an object whose "format" is'],
    [
      { format: 'tspco-emulator-snapshot-9' },
      'of the format "tspco-emulator-snapshot-9"; this emulator reads',
    ],
    [{ format: 'tspco-emulator-snapshot-1', files: [] }, 'The "apps" of a snapshot must be an object'],
    [
      { format: 'tspco-emulator-snapshot-1', apps: {}, files: [{ id: 5 }] },
      'The "files" of a snapshot must be',
    ],
    [
      { format: 'tspco-emulator-snapshot-1', apps: { home: {} }, files: [] },
      'an app "home", which does not exist',
    ],
    [with1({ records: [] }), 'app people must have "records", a list, and "lastIds"'],
    [
      with1({ records: [{ type: 'Person' }], lastIds: {} }),
      'Record 1 of the snapshot\'s app people must have "type" and "id"',
    ],
    [with1({ records: [{ ...organization, relations: { a: 5 } }], lastIds: {} }), 'Record 1'],
    [with1({ records: [], lastIds: {} }), 'must have one Organization; it has 0'],
    ...['7', -1, 1.5, null, 2 ** 60, Number.MAX_SAFE_INTEGER].map((last): [unknown, string] => [
      with1({ records: [organization], lastIds: { Person: last } }),
      `must be whole numbers from 0 on, below 9007199254740991; that of Person is ${JSON.stringify(last)}.`,
    ]),
    [
      with1({ records: [organization], lastIds: { Person: 7 } }),
      'The "lastIds" of the snapshot\'s app people lack the type Organization, of which it has records.',
    ],
    [
      with1({ records: [{ ...organization, id: '8' }], lastIds: { Organization: 7 } }),
      'The "lastIds" of the snapshot\'s app people have 7 for Organization, but there is Organization 8.',
    ],
    [
      with1({ records: [organization], lastIds: { Spaceship: 1 } }),
      'The "lastIds" of the snapshot\'s app people name the type "Spaceship", which does not exist there.',
    ],
  ])('is refused when it is none: %j', async (value, message) => {
    const emulator = create();
    const before = await firstLine(emulator);
    await expect(emulator.control.restore(value as Snapshot)).rejects.toThrow(TypeError);
    await expect(emulator.control.restore(value as Snapshot)).rejects.toThrow(message);
    expect(await firstLine(emulator)).toEqual(before);
  });
});

describe('reset', () => {
  it('forgets what was written and loaded', async () => {
    const emulator = create();
    const before = await firstLine(emulator);
    await ask(emulator, 'POST', PEOPLE, person('Ada'));
    await emulator.control.load('services', {
      data: { type: 'Song', id: '5', attributes: { title: 'Mine' } },
    });
    await emulator.control.reset();
    expect(await firstLine(emulator)).toEqual(before);
    await ask(emulator, 'POST', PEOPLE, person('Bea'));
    await emulator.control.reset();
    expect(await firstLine(emulator)).toEqual(before);
  });

  it('goes back to an empty church, too', async () => {
    const emulator = create({ church: 'empty' });
    await ask(emulator, 'POST', PEOPLE, person('Ada'));
    await emulator.control.reset();
    expect(await namesOf(emulator)).toEqual([]);
  });
});

it('load loads nothing when one of several apps cannot be loaded', async () => {
  const emulator = create();
  const before = await firstLine(emulator);
  const document = (app: string, type: string): object => ({
    data: { type, id: '5', links: { self: `${HOST}/${app}/v2/things/5` } },
  });
  const documents = [document('people', 'Person'), document('services', 'Dragon')];
  await expect(emulator.control.load(documents as never)).rejects.toThrow('no resources of the type Dragon');
  expect(await firstLine(emulator)).toEqual(before);
});
