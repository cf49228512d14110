import { describe, expect, it } from 'vitest';
import type { Church } from '../src/store/church.ts';
import { refs } from '../src/store/identifiers.ts';
import type { StoredRecord } from '../src/store/record.ts';
import { ask, churchWith, graphOf, idsOf } from './support/small-church.ts';

const church = churchWith('calendar');
const store = church.app('calendar');
const graph = graphOf(church, 'calendar');
const ADMINISTRATOR = church.app('people').all('Person')[0]?.id ?? '';
const asking = { personId: ADMINISTRATOR };

function named(type: string, name: string): StoredRecord {
  const found = store.all(type).find(({ attributes }) => attributes['name'] === name);
  if (!found) throw new Error(`There is no ${type} ${name}.`);
  return found;
}

/** The names of events, of instances and the like, each once. */
async function namesOf(url: string): Promise<string[]> {
  const { document } = await ask(church, 'GET', `/calendar/v2/${url}`, asking);
  if (!document.data) throw new Error(`${url}: ${JSON.stringify(document)}`);
  return sortedNames(document.data);
}

function sortedNames(resources: readonly { attributes: Record<string, unknown> }[]): string[] {
  const names = new Set(resources.map(({ attributes }) => String(attributes['name'])));
  return [...names].sort((a, b) => (a < b ? -1 : 1));
}

function body(attributes: object): { body: object } {
  return { body: { data: { type: 'Anything', attributes } } };
}

describe('an event', () => {
  it('is approved, pending or rejected as what it asks for is', async () => {
    const statuses = Object.fromEntries(
      store.all('Event').map((event) => [event.attributes['name'], graph.value(event, 'approval_status')]),
    );
    expect(statuses).toEqual({
      'Sunday Services': 'A',
      'Prayer Evening': 'A',
      'Youth Night': 'A',
      'Staff Meeting': 'A',
      'Church Picnic': 'P',
      'Blood Drive': 'A',
      'Wedding Reception': 'P',
      'Chess Club': 'R',
    });
    const { document } = await ask(
      church,
      'GET',
      `/calendar/v2/events/${named('Event', 'Church Picnic').id}`,
    );
    expect(document.data.attributes).toMatchObject({ percent_approved: 50, percent_rejected: 0 });
  });

  it('stands around today: weekly ones on both sides', async () => {
    const { id } = named('Event', 'Sunday Services');
    const all = await idsOf(church, `/calendar/v2/events/${id}/event_instances`);
    const future = await idsOf(church, `/calendar/v2/events/${id}/event_instances?filter=future`);
    expect(all).toHaveLength(15);
    expect(future).toHaveLength(8);
    expect(all.slice(-8)).toEqual(future);
  });

  it('books its rooms for each of its instances', () => {
    for (const instance of store.all('EventInstance')) {
      const [event] = refs(instance.relations['event']);
      const requests = event ? store.pointingAt('EventResourceRequest', 'event', event) : [];
      const bookings = store.pointingAt('ResourceBooking', 'event_instance', instance);
      expect(bookings.map(({ relations }) => refs(relations['event_resource_request'])[0]?.id)).toEqual(
        requests.map(({ id }) => id),
      );
      for (const { attributes } of bookings) {
        expect(attributes['starts_at']).toBe(instance.attributes['starts_at']);
        expect(attributes['ends_at']).toBe(instance.attributes['ends_at']);
      }
    }
  });

  it('has times within its instances', () => {
    for (const time of store.all('EventTime')) {
      const [ref] = refs(time.relations['event_instance']);
      const instance = ref && store.get(ref.type, ref.id);
      const { starts_at: starts, ends_at: ends } = instance?.attributes ?? {};
      expect(String(starts) <= String(time.attributes['starts_at'])).toBe(true);
      expect(String(time.attributes['ends_at']) <= String(ends)).toBe(true);
    }
  });

  it('takes place when the services of its service type do', () => {
    const [connection] = store.all('EventConnection');
    const services = church.app('services');
    const serviceType = services.get('ServiceType', String(connection?.attributes['connected_to_id']));
    expect(serviceType?.attributes['name']).toBe(connection?.attributes['connected_to_name']);
    const starts = new Set(
      services
        .all('PlanTime')
        .filter(({ attributes }) => attributes['time_type'] === 'service')
        .map(({ attributes }) => attributes['starts_at']),
    );
    const [event] = refs(connection?.relations['event']);
    const times = event ? store.pointingAt('EventTime', 'event', event) : [];
    const planned = times
      .map(({ attributes }) => attributes['starts_at'])
      .filter((start) => starts.has(start ?? null));
    expect(planned.length).toBeGreaterThan(20);
  });

  it('gets a tag that is created under it', async () => {
    const fresh = churchWith('calendar');
    const [event] = fresh.app('calendar').all('Event');
    const at = `/calendar/v2/events/${event?.id}/tags`;
    const before = await idsOf(fresh, at);
    const made = await ask(fresh, 'POST', at, body({ name: 'New' }));
    expect(made.status).toBe(201);
    expect(await idsOf(fresh, at)).toEqual([...before, made.document.data.id]);
    const instance = fresh
      .app('calendar')
      .pointingAt('EventInstance', 'event', event ?? { type: '', id: '' })[0];
    expect(await idsOf(fresh, `/calendar/v2/event_instances/${instance?.id}/tags`)).toContain(
      made.document.data.id,
    );
  });
});

describe('filters', () => {
  it.each([
    ['event_instances?filter=pending&per_page=100', ['Church Picnic', 'Wedding Reception']],
    ['event_instances?filter=rejected&per_page=100', ['Chess Club']],
    [
      'event_instances?filter=pending_rejected&per_page=100',
      ['Chess Club', 'Church Picnic', 'Wedding Reception'],
    ],
    ['event_instances?filter=unresolved&per_page=100', ['Blood Drive', 'Wedding Reception']],
    ['event_instances?filter=lost&per_page=100', ['Chess Club']],
    ['event_instances?where[event_name]=chess club', ['Chess Club']],
    ['events?where[approval_status]=R', ['Chess Club']],
    [
      'resources?filter=rooms',
      ['Classroom 101', 'Fellowship Hall', 'Library', 'Worship Center', 'Youth Room'],
    ],
    ['resources?where[kind]=Resource', ['Church Van', 'Folding Table', 'Projector']],
    ['room_setups?filter=shared_room_setups', ['Classroom']],
    ['tags?filter=individual', ['Outdoors']],
    ['tag_groups?filter=required', ['Audience']],
    ['resource_folders?filter=resources', ['Equipment']],
  ])('%s', async (url, expected) => {
    expect(await namesOf(url)).toEqual(expected);
  });

  it('leave whose instances somebody owns, or has to approve', async () => {
    const owned = await namesOf('event_instances?filter=owner&per_page=100');
    for (const name of owned)
      expect(refs(named('Event', name).relations['owner'])).toEqual([{ type: 'Person', id: ADMINISTRATOR }]);
    expect(owned.length).toBeGreaterThan(0);
    const approving = await namesOf('event_instances?filter=approver&per_page=100');
    expect(approving).toEqual([
      'Blood Drive',
      'Church Picnic',
      'Prayer Evening',
      'Sunday Services',
      'Wedding Reception',
    ]);
    const either = await namesOf('event_instances?filter=owner_approver&per_page=100');
    expect(either).toEqual([...new Set([...owned, ...approving])].sort((a, b) => (a < b ? -1 : 1)));
  });

  it('leave requests that wait, and those for more than there is', async () => {
    const at = `/calendar/v2/people/${ADMINISTRATOR}/event_resource_requests`;
    const eventsOf = async (filter: string): Promise<string[]> => {
      const { document } = await ask(church, 'GET', `${at}?include=event&filter=${filter}`, asking);
      return sortedNames(document.included ?? []);
    };
    expect(await eventsOf('awaiting_response')).toEqual(['Church Picnic', 'Wedding Reception']);
    expect(await eventsOf('overbooked')).toEqual(['Blood Drive', 'Wedding Reception']);
    expect(await eventsOf('not_in_conflict,awaiting_response')).toEqual(['Church Picnic']);
  });

  it('say of those that nobody documents that they are not modelled', async () => {
    expect((await ask(church, 'GET', '/calendar/v2/event_instances?filter=subscriber')).status).toBe(501);
  });

  it('find the instances of a tag', async () => {
    const { id } = named('Tag', 'Outdoors');
    expect(await namesOf(`event_instances?where[tag_ids]=${id}`)).toEqual(['Church Picnic']);
    expect(await namesOf(`tags/${id}/events`)).toEqual(['Church Picnic']);
    expect(await namesOf(`tags/${id}/event_instances`)).toEqual(['Church Picnic']);
  });
});

describe('a resource', () => {
  it('knows the names of the folders in which it lies', async () => {
    const { document } = await ask(
      church,
      'GET',
      `/calendar/v2/resources/${named('Resource', 'Library').id}`,
    );
    expect(document.data.attributes['path_name']).toBe('Main Building/Upper Floor');
    const folder = named('ResourceFolder', 'Upper Floor');
    const { document: read } = await ask(church, 'GET', `/calendar/v2/resource_folders/${folder.id}`);
    expect(read.data.attributes).toMatchObject({
      ancestry: named('ResourceFolder', 'Main Building').id,
      path_name: 'Main Building',
    });
  });

  it('is put into a folder and under the eyes of a group', async () => {
    const fresh = churchWith('calendar');
    const group = fresh.app('calendar').all('ResourceApprovalGroup')[0]?.id ?? '';
    const made = await ask(
      fresh,
      'POST',
      '/calendar/v2/resources?include=resource_folder',
      body({
        name: 'Drums',
        resource_folder_id: named('ResourceFolder', 'Equipment').id,
        resource_approval_group_ids: [group],
      }),
    );
    expect([made.status, made.document.data.attributes]).toEqual([
      201,
      expect.objectContaining({ kind: 'Resource', path_name: 'Equipment', quantity: 1 }),
    ]);
    const approvals = await ask(
      fresh,
      'GET',
      `/calendar/v2/resources/${made.document.data.id}/required_approvals`,
    );
    expect(approvals.document.data).toHaveLength(1);
    expect(await idsOf(fresh, `/calendar/v2/resource_approval_groups/${group}/resources`)).toContain(
      made.document.data.id,
    );
  });

  it('can be put into a folder that it holds, without an end of it', async () => {
    const fresh = churchWith('calendar');
    const [outer, inner] = [
      named('ResourceFolder', 'Main Building').id,
      named('ResourceFolder', 'Upper Floor').id,
    ];
    const answer = await ask(
      fresh,
      'PATCH',
      `/calendar/v2/resource_folders/${outer}`,
      body({ resource_folder_id: inner }),
    );
    expect([answer.status, answer.document.data.attributes['path_name']]).toEqual([
      200,
      'Main Building/Upper Floor',
    ]);
  });

  it.each([
    ['2018-08-01', 'path'],
    ['2020-04-08', 'path_name'],
  ])('at %s says so as %s', async (version, attribute) => {
    const url = `/calendar/v2/resources/${named('Resource', 'Projector').id}`;
    const { document } = await ask(church, 'GET', url, { version });
    expect(document.data.attributes[attribute]).toBe('Equipment');
    expect(Object.keys(document.data.attributes).filter((name) => name.startsWith('path'))).toEqual([
      attribute,
    ]);
  });
});

it('says of an event what the versions call otherwise', async () => {
  const url = `/calendar/v2/events/${named('Event', 'Chess Club').id}`;
  const old = await ask(church, 'GET', url, { version: '2020-04-08' });
  expect(old.document.data.attributes).toMatchObject({ archived_at: null, details: 'Beginners are welcome' });
  const next = await ask(church, 'GET', url, { version: '2021-07-20' });
  expect(next.document.data.attributes).toMatchObject({ summary: 'Beginners are welcome' });
  expect(next.document.data.attributes).not.toHaveProperty('featured');
});

it('shows people as People knows them', async () => {
  const fresh: Church = churchWith('calendar');
  const attributes = { first_name: 'Renamed' };
  await ask(fresh, 'PATCH', `/people/v2/people/${ADMINISTRATOR}`, body(attributes));
  const { document } = await ask(fresh, 'GET', '/calendar/v2/me', asking);
  const twin = fresh.app('people').get('Person', ADMINISTRATOR)?.attributes ?? {};
  expect(document.data.attributes).toMatchObject({
    child: false,
    first_name: 'Renamed',
    last_name: twin['last_name'],
    name: `Renamed ${String(twin['last_name'])}`,
    contact_data: { email_addresses: [{ primary: true }] },
  });
});

it('lists people by their names, which it does not keep', async () => {
  const { document } = await ask(church, 'GET', '/calendar/v2/people?order=last_name,first_name');
  const names = document.data.map(({ attributes }) => String(attributes['last_name']).toLowerCase());
  expect(names).toEqual([...names].sort());
});
