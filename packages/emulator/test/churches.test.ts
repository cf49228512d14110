import { request } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEmulator } from '../src/emulator.ts';
import { freshChurch, type FreshChurch } from '../src/testing.ts';
import { basic, createOutside, fakeClock } from './support/outside.ts';
import { askAs, bearer } from './support/people.ts';

const CHURCHES = [{ subdomain: 'grace', name: 'Grace Chapel', people: 7 }, { subdomain: 'hope' }] as const;
const ORGANIZATION = '/people/v2?fields[Organization]=name,church_center_subdomain';

interface Organization {
  readonly id: string;
  readonly attributes: { readonly name: string; readonly church_center_subdomain: string };
}

const church = freshChurch({ people: 5, churches: CHURCHES });

async function organizationOf(authorization: string, from: FreshChurch = church): Promise<Organization> {
  const { text } = await askAs(from, authorization, ORGANIZATION);
  return (JSON.parse(text) as { data: Organization }).data;
}

async function organizationToken(host: string): Promise<string> {
  const answer = await church.fetch(`https://${host}/sessions/tokens`, { method: 'POST' });
  const { data } = (await answer.json()) as { data: { attributes: { token: string } } };
  return `OrganizationToken ${data.attributes.token}`;
}

const countPeople = async (authorization: string): Promise<number> => {
  const { text } = await askAs(church, authorization, '/people/v2/people');
  return (JSON.parse(text) as { meta: { total_count: number } }).meta.total_count;
};

it('has churches with ids, names and people of their own', async () => {
  const { control } = church;
  const main = await organizationOf(bearer(church));
  const grace = await organizationOf(bearer(await control.signIn({ church: 'grace' })));
  const hope = await organizationOf(basic(await control.personalAccessToken({ church: 'hope' })));
  expect(main).toMatchObject({ id: '10000001', attributes: { church_center_subdomain: 'emulator' } });
  expect(grace).toMatchObject({
    id: '10000002',
    attributes: { name: 'Grace Chapel', church_center_subdomain: 'grace' },
  });
  expect(hope).toMatchObject({ id: '10000003', attributes: { church_center_subdomain: 'hope' } });
  expect(hope.attributes.name).not.toBe(main.attributes.name);
  expect(await countPeople(bearer(await control.signIn({ church: 'grace' })))).toBe(7);
  expect(await countPeople(bearer(await control.signIn({ church: 'hope' })))).toBe(5);
});

it('has the id and name of a church in each of its apps', async () => {
  const { apps } = await church.control.church('grace').snapshot();
  for (const { records } of Object.values(apps)) {
    const organization = records.find(({ type }) => type === 'Organization');
    expect(organization?.id).toBe('10000002');
    expect([undefined, 'Grace Chapel']).toContain(organization?.attributes['name']);
  }
  expect(JSON.stringify(apps)).not.toContain('"type":"Organization","id":"10000001"');
});

it('makes none of five hundred churches before somebody asks for it', async () => {
  const churches = Array.from({ length: 500 }, (_, index) => ({ subdomain: `church-${index}` }));
  const { emulator, seedings } = createOutside({ churches });
  await emulator.fetch('https://church-7.churchcenter.com/sessions/tokens', { method: 'POST' });
  expect(seedings()).toBe(0);
  await emulator.control.signIn({ church: 'church-499', person: '7' });
  expect(seedings()).toBe(1);
});

it('can have empty churches beside a seeded one', async () => {
  const mixed = freshChurch({ people: 5, churches: [{ subdomain: 'new', church: 'empty', name: 'New' }] });
  const token = bearer(await mixed.control.signIn({ church: 'new' }));
  expect(await organizationOf(token, mixed)).toMatchObject({ id: '10000002', attributes: { name: 'New' } });
  expect((await askAs(mixed, token, '/people/v2/people')).text).toContain('"total_count":0');
});

describe('what happens in one church', () => {
  const post = (from: FreshChurch, authorization: string) =>
    askAs(from, authorization, '/people/v2/people', {
      method: 'POST',
      body: JSON.stringify({ data: { attributes: { first_name: 'Ada', last_name: 'Zyxwvut' } } }),
    });
  const find = async (from: FreshChurch, authorization: string): Promise<number> => {
    const { text } = await askAs(from, authorization, '/people/v2/people?where[last_name]=Zyxwvut');
    return (JSON.parse(text) as { data: unknown[] }).data.length;
  };

  it('happens there only, and its control goes back from it', async () => {
    const own = freshChurch({ people: 5, churches: CHURCHES });
    const grace = bearer(await own.control.signIn({ church: 'grace' }));
    const before = await own.control.church('grace').snapshot();
    expect((await post(own, grace)).status).toBe(201);
    expect([await find(own, grace), await find(own, bearer(own))]).toEqual([1, 0]);
    await own.control.reset();
    expect(await find(own, grace)).toBe(1);
    await own.control.church('grace').reset();
    expect(await find(own, grace)).toBe(0);
    await post(own, grace);
    await own.control.church('grace').restore(before);
    expect(await find(own, grace)).toBe(0);
    await own.control.church('hope').load('people', {
      data: { type: 'Person', id: '1', attributes: { first_name: 'Eve', last_name: 'Zyxwvut' } },
    });
    expect(await find(own, bearer(await own.control.signIn({ church: 'hope' })))).toBe(1);
    expect(await find(own, grace)).toBe(0);
  });

  it('is told to its own subscribers', async () => {
    const received: string[] = [];
    const own = freshChurch({
      people: 5,
      churches: CHURCHES,
      deliver: async (input) => {
        received.push(new Request(input).url);
        return new Response();
      },
    });
    const grace = bearer(await own.control.signIn({ church: 'grace' }));
    for (const [authorization, url] of [
      [grace, 'https://grace.example.org/'],
      [bearer(own), 'https://main.example.org/'],
    ] as const) {
      const attributes = { name: 'people.v2.events.person.created', url };
      const { status } = await askAs(own, authorization, '/webhooks/v2/webhook_subscriptions', {
        method: 'POST',
        body: JSON.stringify({ data: { attributes } }),
      });
      expect(status).toBe(201);
    }
    await post(own, grace);
    await own.control.church('grace').webhooks.settle();
    await own.control.webhooks.settle();
    expect(received).toEqual(['https://grace.example.org/']);
    expect(own.control.church('grace').webhooks.deliveries()).toHaveLength(1);
    expect(own.control.webhooks.deliveries()).toEqual([]);
  });

  it('spends its own budgets', async () => {
    const own = freshChurch({ people: 5, churches: CHURCHES, rateLimit: { limit: 3 }, clock: fakeClock() });
    const grace = bearer(await own.control.signIn({ church: 'grace', person: '10000001' }));
    const count = async (authorization: string) =>
      (await askAs(own, authorization, '/people/v2')).headers.get('X-PCO-API-Request-Rate-Count');
    expect([await count(grace), await count(grace), await count(bearer(own))]).toEqual(['1', '2', '1']);
  });
});

it('keeps uploaded files in the church that they were sent to', async () => {
  const own = freshChurch({ people: 5, churches: CHURCHES });
  const grace = bearer(await own.control.signIn({ church: 'grace' }));
  const form = new FormData();
  form.set('file', new Blob(['a face'], { type: 'image/png' }), 'face.png');
  const uploaded = await own.fetch('https://upload.planningcenteronline.com/v2/files', {
    method: 'POST',
    headers: { Authorization: grace },
    body: form,
  });
  const { data } = (await uploaded.json()) as { data: { id: string }[] };
  const patch = (authorization: string) =>
    askAs(own, authorization, '/people/v2/people/10000001', {
      method: 'PATCH',
      body: JSON.stringify({ data: { attributes: { avatar: data[0]?.id } } }),
    });
  expect((await patch(bearer(own))).status).toBe(422);
  const { text } = await patch(grace);
  const { avatar } = (JSON.parse(text) as { data: { attributes: { avatar: string } } }).data.attributes;
  expect(await (await own.fetch(avatar)).text()).toBe('a face');
});

describe('Church Center', () => {
  it.each([
    ['emulator.churchcenter.com', '10000001'],
    ['api.churchcenter.com', '10000001'],
    ['grace.churchcenter.com', '10000002'],
    ['GRACE.localhost:4726', '10000002'],
    ['hope.localhost', '10000003'],
    ['127.0.0.1:4726', '10000001'],
    ['pco.example.org', '10000001'],
  ])('has at %s the tokens of church %s', async (host, id) => {
    expect((await organizationOf(await organizationToken(host))).id).toBe(id);
  });

  it('has a page instead of a church that nobody knows', async () => {
    for (const host of ['stranger.churchcenter.com', 'stranger.localhost']) {
      const answer = await church.fetch(`https://${host}/sessions/tokens`, { method: 'POST' });
      expect(answer.status).toBe(404);
      expect(answer.headers.get('Content-Type')).toBe('text/html; charset=utf-8');
    }
  });

  it('can be told apart by the Host header, on one port', async () => {
    const emulator = createEmulator({ people: 3, churches: CHURCHES });
    const { port } = await emulator.listen();
    onTestFinished(() => emulator.close());
    const statusAt = (host: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const options = { port, path: '/sessions/tokens', method: 'POST', headers: { Host: host } };
        request(options, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        })
          .on('error', reject)
          .end();
      });
    expect(await statusAt('grace.churchcenter.com')).toBe(200);
    expect(await statusAt(`grace.localhost:${port}`)).toBe(200);
    expect(await statusAt('stranger.churchcenter.com')).toBe(404);
  });
});

it('says which churches there are', () => {
  expect(() => church.control.church('stranger')).toThrow(
    'There is no church stranger. There are: emulator, grace, hope.',
  );
});
