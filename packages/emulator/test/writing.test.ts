import { describe, expect, it } from 'vitest';
import type { ApiCall } from '../src/api/api-call.ts';
import type { Church } from '../src/store/church.ts';
import { ask, idsOf, NOW, smallChurch, type Told } from './support/small-church.ts';

const HOST = 'https://api.test';
const LONG_AGO = '2025-06-02T12:00:00Z';

const UPLOADS: ApiCall['uploads'] = {
  get: (id) =>
    id === 'us1-face'
      ? { name: 'face.PNG', contentType: 'image/png', bytes: new Uint8Array(3), expiresAt: Infinity }
      : undefined,
  keep: () => {},
};

function body(attributes: object, relationships?: object): object {
  return { data: { type: 'Anything', attributes, ...(relationships ? { relationships } : {}) } };
}

const to = (type: string, id: string): object => ({ data: { type, id } });

async function attributesOf(church: Church, url: string): Promise<Record<string, unknown>> {
  return (await ask(church, 'GET', url)).document.data.attributes;
}

async function statusOf(church: Church, url: string): Promise<number> {
  return (await ask(church, 'GET', url)).status;
}

describe('creating', () => {
  it('answers 201 with the resource, as it is read afterwards', async () => {
    const church = smallChurch();
    const { status, document } = await ask(church, 'POST', '/services/v2/songs', {
      body: body({ title: 'Jesus Loves Me', author: 'Public Domain' }),
    });
    expect(status).toBe(201);
    expect(document).toEqual({
      data: {
        type: 'Song',
        id: '10000001',
        attributes: {
          admin: null,
          author: 'Public Domain',
          ccli_number: null,
          copyright: null,
          created_at: NOW,
          hidden: false,
          last_scheduled_at: null,
          last_scheduled_short_dates: null,
          notes: null,
          themes: null,
          title: 'Jesus Loves Me',
          updated_at: NOW,
        },
        links: {
          arrangements: `${HOST}/services/v2/songs/10000001/arrangements`,
          assign_tags: `${HOST}/services/v2/songs/10000001/assign_tags`,
          attachments: `${HOST}/services/v2/songs/10000001/attachments`,
          last_scheduled_item: `${HOST}/services/v2/songs/10000001/last_scheduled_item`,
          song_schedules: `${HOST}/services/v2/songs/10000001/song_schedules`,
          tags: `${HOST}/services/v2/songs/10000001/tags`,
          unscoped_arrangements: `${HOST}/services/v2/songs/10000001/unscoped_arrangements`,
          self: `${HOST}/services/v2/songs/10000001`,
        },
      },
      meta: { parent: { id: '1', type: 'Organization' } },
    });
    const read = await ask(church, 'GET', '/services/v2/songs/10000001');
    expect(read).toEqual({ status: 200, document });
  });

  it('takes the owner from the path, and says so', async () => {
    const church = smallChurch();
    const { status, document } = await ask(church, 'POST', '/people/v2/people/100/emails', {
      body: body({ address: 'eric@example.org', location: 'Home' }),
    });
    expect(status).toBe(201);
    expect(document.data.attributes).toEqual({
      address: 'eric@example.org',
      blocked: false,
      created_at: NOW,
      location: 'Home',
      primary: true,
      updated_at: NOW,
    });
    expect(document.data.relationships).toEqual({ person: { data: { type: 'Person', id: '100' } } });
    expect(document.data.links['self']).toBe(`${HOST}/people/v2/emails/10000001`);
    expect(document.meta['parent']).toEqual({ id: '100', type: 'Person' });
    expect(await idsOf(church, '/people/v2/people/100/emails')).toEqual(['10000001']);
    expect(await idsOf(church, '/people/v2/emails')).toEqual(['400', '401', '1500', '10000001']);
  });

  it('shows what is asked for with include and fields', async () => {
    const church = smallChurch();
    const { document } = await ask(
      church,
      'POST',
      '/people/v2/people?include=emails,primary_campus&fields[Person]=first_name,primary_campus,emails',
      { body: body({ first_name: 'New', last_name: 'Comer', primary_campus_id: '3' }) },
    );
    expect(document.data.attributes).toEqual({ first_name: 'New' });
    expect(document.data.relationships).toEqual({
      primary_campus: {
        data: { type: 'PrimaryCampus', id: '3' },
        links: { related: `${HOST}/people/v2/campuses/3` },
      },
      emails: { data: [], links: { related: `${HOST}/people/v2/people/10000001/emails` } },
    });
    expect(document.included).toMatchObject([{ type: 'PrimaryCampus', id: '3' }]);
  });

  it('makes an active person of two names', async () => {
    const { document } = await ask(smallChurch(), 'POST', '/people/v2/people', {
      body: body({ first_name: 'New', last_name: 'Comer' }),
    });
    expect(document.data.attributes).toMatchObject({
      name: 'New Comer',
      status: 'active',
      child: false,
      grade: null,
      birthdate: null,
    });
  });

  it.each([
    ['/people/v2/emails', { address: 'a@example.org' }],
    ['/people/v2/addresses', { city: 'X' }],
    ['/people/v2/field_data', { value: 'x' }],
    ['/services/v2/plans', { title: 'x' }],
    ['/services/v2/people', { first_name: 'x' }],
  ])('is forbidden at %s, which only shows', async (url, attributes) => {
    expect(await ask(smallChurch(), 'POST', url, { body: body(attributes) })).toEqual({
      status: 403,
      document: {
        errors: [{ status: '403', title: 'Forbidden', detail: 'You do not have access to this resource' }],
      },
    });
  });

  it('gives every record an id of its own, also after deletes', async () => {
    const church = smallChurch();
    const create = async (): Promise<string> =>
      (await ask(church, 'POST', '/services/v2/songs', { body: body({ title: 'x' }) })).document.data.id;
    expect(await create()).toBe('10000001');
    await ask(church, 'DELETE', '/services/v2/songs/10000001');
    expect(await create()).toBe('10000002');
  });
});

describe('changing', () => {
  it('answers 200 with the whole resource, and leaves the rest of it alone', async () => {
    const church = smallChurch();
    const before = await ask(church, 'GET', '/people/v2/people/9');
    const { status, document } = await ask(church, 'PATCH', '/people/v2/people/9', {
      body: body({ nickname: 'Ása' }),
    });
    expect(status).toBe(200);
    Object.assign(before.document.data.attributes, { nickname: 'Ása', updated_at: NOW });
    expect(document).toEqual(before.document);
    expect(await ask(church, 'GET', '/people/v2/people/9')).toEqual({ status: 200, document });
  });

  it('needs no id, no type and no attributes', async () => {
    const { status, document } = await ask(smallChurch(), 'PATCH', '/services/v2/songs/200', {
      body: { data: {} },
    });
    expect([status, document.data.attributes['title']]).toEqual([200, 'Amazing Grace']);
  });

  it('assigns a to-one by its id, and nothing by null', async () => {
    const church = smallChurch();
    const change = (id: string | null): Promise<Told> =>
      ask(church, 'PATCH', '/people/v2/people/100', { body: body({ primary_campus_id: id }) });
    expect((await change('3')).document.data.relationships).toEqual({
      primary_campus: { data: { type: 'PrimaryCampus', id: '3' } },
    });
    expect(await statusOf(church, '/people/v2/people/100/primary_campus')).toBe(200);
    expect((await change(null)).document.data.relationships).toEqual({ primary_campus: { data: null } });
    expect(await statusOf(church, '/people/v2/people/100/primary_campus')).toBe(404);
  });

  it('assigns relationships beside the attributes', async () => {
    const church = smallChurch();
    const { status, document } = await ask(church, 'PATCH', '/services/v2/service_types/10/plans/112', {
      body: body({}, { series: to('Series', '40') }),
    });
    expect(status).toBe(200);
    expect(document.data.relationships?.['series']).toEqual({ data: { type: 'Series', id: '40' } });
    expect(document.data.links['series']).toBe(`${HOST}/services/v2/series/40`);
  });

  it('is forbidden where nothing can be changed', async () => {
    const church = smallChurch();
    const statuses = ['/people/v2', '/people/v2/people/9/apps/80', '/services/v2/teams/20'].map(
      async (url) => (await ask(church, 'PATCH', url, { body: body({}) })).status,
    );
    expect(await Promise.all(statuses)).toEqual([403, 403, 403]);
  });

  it.each([
    ['birthdate', '2026-02-30', null],
    ['birthdate', 'yesterday', null],
    ['birthdate', '', null],
    ['grade', 'abc', null],
    ['grade', '5', 5],
    ['grade', -1, -1],
    ['grade', 12, 12],
    ['child', 'false', false],
    ['first_name', 7, '7'],
  ])('keeps the %s %j as %j, without a complaint', async (name, sent, kept) => {
    const church = smallChurch();
    const { status, document } = await ask(church, 'PATCH', '/people/v2/people/100', {
      body: body({ [name]: sent }),
    });
    expect([status, document.data.attributes[name]]).toEqual([200, kept]);
    expect((await attributesOf(church, '/people/v2/people/100'))[name]).toBe(kept);
  });
});

describe('a primary contact', () => {
  it('takes the place of the old one, which does not seem to have changed', async () => {
    const church = smallChurch();
    const { document } = await ask(church, 'PATCH', '/people/v2/emails/401', {
      body: body({ primary: true }),
    });
    expect(document.data.attributes).toMatchObject({ primary: true, updated_at: NOW });
    expect(await attributesOf(church, '/people/v2/emails/400')).toMatchObject({
      primary: false,
      updated_at: LONG_AGO,
    });
    // Somebody else's stays.
    expect(await attributesOf(church, '/people/v2/emails/1500')).toMatchObject({ primary: true });
  });

  it('is also the new one that says so, and not the new one that does not', async () => {
    const church = smallChurch();
    const add = (attributes: object): Promise<Told> =>
      ask(church, 'POST', '/people/v2/people/9/emails', { body: body(attributes) });
    expect((await add({ address: 'b@example.org' })).document.data.attributes['primary']).toBe(false);
    expect((await attributesOf(church, '/people/v2/emails/400'))['primary']).toBe(true);
    expect((await add({ address: 'c@example.org', primary: true })).document.data.attributes['primary']).toBe(
      true,
    );
    expect((await attributesOf(church, '/people/v2/emails/400'))['primary']).toBe(false);
  });
});

describe('a phone number', () => {
  it.each([
    ['(212) 555-0123', '+12125550123', '+1 212-555-0123', '(212) 555-0123', 'US'],
    ['212.555.0123', '+12125550123', '+1 212-555-0123', '(212) 555-0123', 'US'],
    ['+44 20 7946 0958', '+442079460958', '+44 20 7946 0958', '020 7946 0958', 'GB'],
    ['hello', null, null, null, 'US'],
  ])(
    '%s is also kept in the forms of its country',
    async (number, e164, international, national, country_code) => {
      const { status, document } = await ask(smallChurch(), 'POST', '/people/v2/people/101/phone_numbers', {
        body: body({ number, location: 'Mobile' }),
      });
      expect(status).toBe(201);
      expect(document.data.attributes).toMatchObject({
        number,
        e164,
        international,
        national,
        country_code,
        primary: true,
      });
    },
  );
});

describe('an uploaded file', () => {
  it('becomes an avatar', async () => {
    const church = smallChurch();
    const { status, document } = await ask(church, 'PATCH', '/people/v2/people/9', {
      body: body({ avatar: 'us1-face' }),
      uploads: UPLOADS,
    });
    expect(status).toBe(200);
    expect(document.data.attributes['avatar']).toBe(`${HOST}/__emulator/files/us1-face/face.PNG`);
    const later = await ask(church, 'PATCH', '/people/v2/people/9', { body: body({ nickname: 'x' }) });
    expect(later.document.data.attributes['avatar']).toBe(`${HOST}/__emulator/files/us1-face/face.PNG`);
  });

  it('becomes the value of a field for files', async () => {
    const { document } = await ask(smallChurch(), 'POST', '/people/v2/people/9/field_data', {
      body: body({ field_definition_id: '712', value: 'us1-face' }),
      uploads: UPLOADS,
    });
    expect(document.data.attributes).toMatchObject({
      value: 'face.PNG',
      file: { url: `${HOST}/__emulator/files/us1-face/face.PNG` },
      file_name: 'face.PNG',
      file_content_type: 'image/png',
      file_size: 3,
    });
  });

  it('becomes an attachment', async () => {
    const { status, document } = await ask(smallChurch(), 'POST', '/services/v2/songs/200/attachments', {
      body: body({ file_upload_identifier: 'us1-face' }),
      uploads: UPLOADS,
    });
    expect(status).toBe(201);
    expect(document.data.attributes).toMatchObject({
      attachable_type: 'Song',
      filename: 'face.PNG',
      content_type: 'image/png',
      file_size: 3,
      filetype: 'png',
      url: `${HOST}/__emulator/files/us1-face/face.PNG`,
    });
    expect(document.data.attributes).not.toHaveProperty('file_upload_identifier');
    expect(document.data.relationships?.['attachable']).toEqual({ data: { type: 'Song', id: '200' } });
  });

  it.each([
    ['/people/v2/people/9', 'PATCH', 'avatar', { avatar: 'us1-nobody' }],
    ['/services/v2/songs/200/attachments', 'POST', 'file_upload_identifier', { file_upload_identifier: 'x' }],
    ['/people/v2/people/9/field_data', 'POST', 'value', { field_definition_id: '712', value: 'x' }],
  ])('that does not exist is refused: %s', async (url, method, parameter, attributes) => {
    const told = await ask(smallChurch(), method, url, { body: body(attributes), uploads: UPLOADS });
    expect(told).toMatchObject({
      status: 422,
      document: { errors: [{ title: 'Validation Error', detail: 'is invalid', source: { parameter } }] },
    });
  });
});

describe('field data', () => {
  it('point at the option that they are', async () => {
    const church = smallChurch();
    const { document } = await ask(church, 'POST', '/people/v2/people/12/field_data', {
      body: body({ field_definition_id: '710', value: 'Bass' }),
    });
    const { id } = document.data;
    expect(document.data.relationships).toMatchObject({
      customizable: { data: { type: 'Person', id: '12' } },
      field_definition: { data: { type: 'FieldDefinition', id: '710' } },
    });
    expect((await ask(church, 'GET', `/people/v2/field_data/${id}/field_option`)).document.data.id).toBe(
      '721',
    );
    await ask(church, 'PATCH', `/people/v2/field_data/${id}`, { body: body({ value: 'Other' }) });
    expect(await statusOf(church, `/people/v2/field_data/${id}/field_option`)).toBe(404);
  });
});

describe('a household', () => {
  const make = (church: Church): Promise<Told> =>
    ask(church, 'POST', '/people/v2/households', {
      body: body(
        { name: 'Berg Household' },
        {
          people: { data: ['101', '102'].map((id) => ({ type: 'Person', id })) },
          primary_contact: to('Person', '102'),
        },
      ),
    });

  it('is made of people, who become its members', async () => {
    const church = smallChurch();
    const { status, document } = await make(church);
    expect(status).toBe(201);
    const { id, attributes } = document.data;
    expect(attributes).toMatchObject({
      name: 'Berg Household',
      member_count: 2,
      primary_contact_id: '102',
      primary_contact_name: 'Anna Berg',
    });
    expect(await idsOf(church, `/people/v2/households/${id}/people`)).toEqual(['101', '102']);
    expect(await idsOf(church, '/people/v2/people/101/households')).toEqual([id]);
    const { data } = (await ask(church, 'GET', `/people/v2/households/${id}/household_memberships`)).document;
    expect(data.map(({ attributes }) => attributes['person_name'])).toEqual(['anna Berg', 'Anna Berg']);
  });

  it('grows and shrinks with its memberships', async () => {
    const church = smallChurch();
    const path = '/people/v2/households/7';
    const { status, document } = await ask(church, 'POST', `${path}/household_memberships`, {
      body: body({ person_id: '101', pending: false }),
    });
    expect(status).toBe(201);
    expect(await idsOf(church, `${path}/people`)).toEqual(['100', '101']);
    expect((await attributesOf(church, path))['member_count']).toBe(2);
    await ask(church, 'DELETE', `${path}/household_memberships/${document.data.id}`);
    expect(await idsOf(church, `${path}/people`)).toEqual(['100']);
    expect((await attributesOf(church, path))['member_count']).toBe(1);
  });

  it.each([
    [{}, ['people', 'primary_contact']],
    [{ people: { data: [] }, primary_contact: to('Person', '9') }, ['people']],
  ])('needs people and somebody to turn to: %j', async (relationships, missing) => {
    const told = await ask(smallChurch(), 'POST', '/people/v2/households', {
      body: body({ name: 'x' }, relationships),
    });
    expect(told).toEqual({
      status: 422,
      document: {
        errors: missing.map((parameter) => ({
          status: '422',
          title: 'Validation Error',
          detail: "can't be blank",
          source: { parameter },
          meta: { resource: 'Household' },
        })),
      },
    });
  });
});

describe('a plan', () => {
  it('has the dates of its service times', async () => {
    const church = smallChurch();
    const path = '/services/v2/service_types/10/plans/111';
    const add = (starts_at: string, time_type?: string): Promise<Told> =>
      ask(church, 'POST', `${path}/plan_times`, {
        body: body({ starts_at, ...(time_type ? { time_type } : {}) }),
      });
    await add('2026-03-12T02:00:00Z', 'rehearsal');
    expect((await attributesOf(church, path))['sort_date']).toBeNull();
    const second = await add('2026-03-16T01:00:00Z');
    await add('2026-03-15T17:00:00Z');
    expect(await attributesOf(church, path)).toMatchObject({
      sort_date: '2026-03-15T17:00:00Z',
      last_time_at: '2026-03-16T01:00:00Z',
      dates: 'March 15, 2026',
      short_dates: 'Mar 15, 2026',
      multi_day: false,
      service_time_count: 2,
      rehearsal_time_count: 1,
    });
    await ask(church, 'PATCH', `${path}/plan_times/${second.document.data.id}`, {
      body: body({ starts_at: '2026-03-16T17:00:00Z' }),
    });
    expect(await attributesOf(church, path)).toMatchObject({ multi_day: true });
    await ask(church, 'DELETE', `${path}/plan_times/${second.document.data.id}`);
    expect(await attributesOf(church, path)).toMatchObject({ multi_day: false, service_time_count: 1 });
  });

  it('lists a new song after the other items, under its title', async () => {
    const church = smallChurch();
    const path = '/services/v2/service_types/10/plans/99/items';
    const { status, document } = await ask(church, 'POST', path, {
      body: body({ song_id: '201', length: 200 }),
    });
    expect(status).toBe(201);
    expect(document.data.attributes).toMatchObject({
      title: 'be thou my vision',
      item_type: 'song',
      sequence: 3,
      length: 200,
      service_position: 'during',
    });
    expect(document.data.relationships).toMatchObject({
      plan: { data: { type: 'Plan', id: '99' } },
      song: { data: { type: 'Song', id: '201' } },
    });
    expect(await attributesOf(church, '/services/v2/service_types/10/plans/99')).toMatchObject({
      items_count: 3,
      total_length: 500,
    });
  });

  it('knows the names of those who serve', async () => {
    const { status, document } = await ask(
      smallChurch(),
      'POST',
      '/services/v2/service_types/10/plans/99/team_members',
      { body: body({ person_id: '12', team_id: '20', team_position_name: 'Drums' }) },
    );
    expect(status).toBe(201);
    expect(document.data.attributes).toMatchObject({
      name: 'Øyvind Lindqvist',
      status: 'U',
      team_position_name: 'Drums',
    });
  });
});

describe('deleting', () => {
  it('answers 204 with nothing, and 404 from then on', async () => {
    const church = smallChurch();
    expect(await ask(church, 'DELETE', '/people/v2/emails/401')).toEqual({
      status: 204,
      document: undefined,
    });
    expect(await statusOf(church, '/people/v2/emails/401')).toBe(404);
    expect((await ask(church, 'DELETE', '/people/v2/emails/401')).status).toBe(404);
    expect((await ask(church, 'PATCH', '/people/v2/emails/401', { body: body({}) })).status).toBe(404);
    expect(await idsOf(church, '/people/v2/people/9/emails')).toEqual(['400']);
  });

  it('takes along what lives under a person, and nothing else', async () => {
    const church = smallChurch();
    expect((await ask(church, 'DELETE', '/people/v2/people/9')).status).toBe(204);
    for (const gone of ['emails/400', 'phone_numbers/500', 'addresses/600', 'field_data/730']) {
      expect([gone, await statusOf(church, `/people/v2/${gone}`)]).toEqual([gone, 404]);
    }
    expect(await idsOf(church, '/people/v2/emails')).toEqual(['1500']);
    expect(await idsOf(church, '/people/v2/households/50/people')).toEqual(['12', '100']);
    expect((await attributesOf(church, '/people/v2/households/50'))['primary_contact_id']).toBeNull();
    expect(await idsOf(church, '/people/v2/households/50/household_memberships')).toEqual(['62', '63']);
    expect(await statusOf(church, '/people/v2/campuses/3')).toBe(200);
    expect(await statusOf(church, '/people/v2/field_definitions/710')).toBe(200);
    expect(await attributesOf(church, '/services/v2/people/9')).toMatchObject({
      archived: true,
      archived_at: NOW,
      status: 'archived',
    });
  });

  it('takes along arrangements and keys of a song, and leaves plans without it', async () => {
    const church = smallChurch();
    expect((await ask(church, 'DELETE', '/services/v2/songs/200')).status).toBe(204);
    const store = church.app('services');
    expect([store.all('Arrangement'), store.all('Key')]).toEqual([[], []]);
    expect(store.get('Attachment', '310')).toBeUndefined();
    const { document } = await ask(church, 'GET', '/services/v2/service_types/10/plans/99/items/150');
    expect(document.data.relationships).toMatchObject({
      song: { data: null },
      arrangement: { data: null },
      key: { data: null },
    });
    expect(document.data.attributes['title']).toBe('Amazing Grace');
  });

  it('leaves what has another home: plans of a series, service types of a folder', async () => {
    const church = smallChurch();
    await ask(church, 'DELETE', '/services/v2/folders/5');
    expect(await statusOf(church, '/services/v2/service_types/10')).toBe(200);
    await ask(church, 'DELETE', '/people/v2/campuses/3');
    expect((await ask(church, 'GET', '/people/v2/people/9')).document.data.relationships).toEqual({
      primary_campus: { data: null },
    });
  });

  it.each([
    ['/people/v2', 403],
    ['/services/v2/people/9', 403],
    ['/people/v2/people', 404],
    ['/services/v2/songs', 404],
  ])('is not for %s: %d', async (url, status) => {
    expect((await ask(smallChurch(), 'DELETE', url)).status).toBe(status);
  });
});

describe('the same person in Services', () => {
  it('is renamed with the person in People', async () => {
    const church = smallChurch();
    await ask(church, 'PATCH', '/people/v2/people/12', {
      body: body({ first_name: 'Kari', birthdate: '1990-01-01' }),
    });
    expect(await attributesOf(church, '/services/v2/people/12')).toMatchObject({
      first_name: 'Kari',
      full_name: 'Kari Lindqvist',
      birthdate: '1990-01-01',
    });
  });

  it('does not appear because somebody is created in People', async () => {
    const church = smallChurch();
    await ask(church, 'POST', '/people/v2/people', { body: body({ first_name: 'New', last_name: 'Comer' }) });
    expect(await idsOf(church, '/services/v2/people')).toEqual(['9', '12']);
  });
});
