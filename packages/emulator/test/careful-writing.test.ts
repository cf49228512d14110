import { describe, expect, it } from 'vitest';
import { createEmulator, type Emulator } from '../src/index.ts';
import { ask, churchWith, idsOf, smallChurch, type Told } from './support/small-church.ts';

const PEOPLE = '/people/v2/people';

function sender(emulator: Emulator): (method: string, path: string, body?: BodyInit) => Promise<Response> {
  const headers = { Authorization: `Bearer ${emulator.accessToken}`, 'User-Agent': 'test' };
  return (method, path, body) =>
    emulator.fetch(`http://emulator.test${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body, duplex: 'half' }),
    });
}

const attributes = (values: object): string =>
  JSON.stringify({ data: { type: 'Person', attributes: values } });

/** A body that ends when somebody says so. */
function lateBody(text: string): { body: ReadableStream; finish: () => void } {
  let finish = (): void => {};
  const body = new ReadableStream({
    start(controller) {
      finish = () => {
        controller.enqueue(new TextEncoder().encode(text));
        controller.close();
      };
    },
  });
  return { body, finish };
}

describe('writes at the same time', () => {
  it('do not undo each other', async () => {
    const send = sender(createEmulator({ people: 2 }));
    const answers = await Promise.all(
      [{ first_name: 'Ada' }, { last_name: 'Rolfe' }, { nickname: 'Addie' }].map((values) =>
        send('PATCH', `${PEOPLE}/10000001`, attributes(values)),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const { data } = (await (await send('GET', `${PEOPLE}/10000001`)).json()) as { data: object };
    expect(data).toMatchObject({ attributes: { name: 'Ada Rolfe', nickname: 'Addie' } });
  });

  it('do not bring back what was deleted before the body came', async () => {
    const send = sender(createEmulator({ people: 2 }));
    const { body, finish } = lateBody(attributes({ nickname: 'Addie' }));
    const patched = send('PATCH', `${PEOPLE}/10000002`, body);
    expect((await send('DELETE', `${PEOPLE}/10000002`)).status).toBe(204);
    finish();
    expect((await patched).status).toBe(404);
    expect((await send('GET', `${PEOPLE}/10000002`)).status).toBe(404);
  });
});

describe('relationships', () => {
  const household = (people: unknown, contact: unknown): object => ({
    data: {
      type: 'Household',
      attributes: { name: 'Rolfe' },
      relationships: { people: { data: people }, primary_contact: { data: contact } },
    },
  });
  const human = { type: 'Person', id: '102' };

  it('take resources of their own type alone', async () => {
    const body = household([human, { type: 'Email', id: '102' }], human);
    const { status, document } = await ask(smallChurch(), 'POST', '/people/v2/households', { body });
    expect(status).toBe(422);
    expect(document.errors).toMatchObject([
      { code: 'attribute_resource_not_found', source: { parameter: 'people' } },
    ]);
  });

  it.each([
    ['one where there are many', household(human, human)],
    ['many where there is one', household([human], [human])],
  ])('refuse %s', async (_, body) => {
    const church = smallChurch();
    const { status, document } = await ask(church, 'POST', '/people/v2/households', { body });
    expect(status).toBe(400);
    expect(document.errors).toMatchObject([{ code: 'invalid_resource_payload' }]);
  });

  it('count what is named twice once', async () => {
    const body = household([human, human], human);
    const { document } = await ask(smallChurch(), 'POST', '/people/v2/households', { body });
    expect(document.data.attributes['member_count']).toBe(1);
  });
});

it('keeps a deleted field definition for those who ask for deleted ones', async () => {
  const church = smallChurch();
  const url = '/people/v2/field_definitions';
  const deleted = await ask(church, 'DELETE', `${url}/711`);
  expect(deleted.status).toBe(204);
  expect((await ask(church, 'GET', `${url}/711`)).status).toBe(404);
  expect(await idsOf(church, url)).not.toContain('711');
  expect(await idsOf(church, `${url}?filter=include_deleted`)).toContain('711');
});

it('refuses a body that is nested without end', async () => {
  const body = `{"data":{"attributes":{"first_name":${'['.repeat(20_000)}${']'.repeat(20_000)}}}}`;
  const { status, document } = await ask(smallChurch(), 'POST', PEOPLE, { body });
  expect(status).toBe(400);
  expect(document.errors).toMatchObject([{ code: 'invalid_json' }]);
});

it.each(['fields[Nope]=a', 'fields[Person]=nope', 'foo=1', 'per_page=abc'])(
  'refuses %s when it is strict',
  async (query) => {
    const { status, document } = await ask(smallChurch(), 'GET', `${PEOPLE}?${query}`, { strict: true });
    expect(status).toBe(400);
    expect(document.errors?.[0]?.['detail']).toContain(query.split('=')[0]);
  },
);

it('takes known parameters when it is strict', async () => {
  const query = 'fields[Person]=first_name,emails&include=emails&per_page=2&offset=1&where[child]=false';
  expect((await ask(smallChurch(), 'GET', `${PEOPLE}?${query}`, { strict: true })).status).toBe(200);
});

describe('a payload of another type', () => {
  const payload = (type?: string): object => ({ data: { type, attributes: { nickname: 'Addie' } } });
  const newPerson = (type?: string): object => ({
    data: { type, attributes: { first_name: 'Ada', last_name: 'Rolfe' } },
  });

  it.each([
    ['POST', PEOPLE, newPerson],
    ['PATCH', `${PEOPLE}/9`, payload],
  ] as const)('is refused when it is strict, and nothing is written: %s %s', async (method, path, of) => {
    const church = smallChurch();
    const before = await ask(church, 'GET', `${PEOPLE}?per_page=100`);
    const { status, document } = await ask(church, method, path, { body: of('Persn'), strict: true });
    expect(status).toBe(400);
    expect(document.errors).toEqual([
      {
        status: '400',
        title: 'Wrong Type',
        code: 'tspco_emulator_strict',
        detail:
          'The tspco emulator runs with "strict" and refuses a type that does not belong here: Persn. ' +
          'What is written here is of type Person.',
      },
    ]);
    expect((await ask(church, 'GET', `${PEOPLE}?per_page=100`)).document).toEqual(before.document);
    for (const [type, strict] of [
      ['Persn', false],
      ['Person', true],
      [undefined, true],
    ] as const)
      expect((await ask(church, method, path, { body: of(type), strict })).status).toBeLessThan(300);
  });

  it('is named as the version names it', async () => {
    const church = churchWith('webhooks');
    const write = (type: string): Promise<Told> =>
      ask(church, 'POST', '/webhooks/v2/subscriptions', {
        version: '2018-08-01',
        strict: true,
        body: {
          data: {
            type,
            attributes: { name: 'people.v2.events.person.created', url: 'https://a.test/', active: true },
          },
        },
      });
    expect((await write('Subscription')).status).toBe(201);
    expect((await write('Person')).document.errors?.[0]?.['detail']).toContain('is of type Subscription.');
  });
});
