import { document, to } from '../program/visit.js';

const ROOTS = {
  people: [
    'people',
    'emails',
    'addresses',
    'phone_numbers',
    'lists',
    'workflows',
    'households',
    'forms',
    'campuses',
  ],
  services: [
    'folders',
    'media',
    'people',
    'plans',
    'series',
    'service_types',
    'songs',
    'tag_groups',
    'teams',
  ],
  calendar: [
    'attachments',
    'conflicts',
    'event_instances',
    'events',
    'people',
    'resources',
    'tag_groups',
    'tags',
  ],
  giving: [
    'batch_groups',
    'batches',
    'campuses',
    'donations',
    'funds',
    'labels',
    'payment_sources',
    'people',
  ],
  groups: ['campuses', 'events', 'group_applications', 'group_types', 'groups', 'people', 'tag_groups'],
  registrations: ['attendees', 'campuses', 'categories', 'people', 'registrations', 'signups'],
  'check-ins': [
    'check_ins',
    'event_times',
    'events',
    'headcounts',
    'labels',
    'options',
    'passes',
    'stations',
  ],
  publishing: ['channels', 'episodes', 'series', 'speakers'],
  webhooks: ['available_events', 'webhook_subscriptions'],
  api: ['connected_applications', 'oauth_applications', 'personal_access_tokens'],
  current: ['people'],
};
const APPS = Object.keys(ROOTS);
const WITH_ME = 'people services calendar giving groups check-ins registrations current'.split(' ');

/** @type {import('../program/scenario.js').Chapter} */
export const APPS_CHAPTER = {
  title: 'Apps',
  facts: {
    organization: 'the root of an app is the organization',
    me: 'me is the person whose credentials these are',
    roots: 'each app has its collections at the top',
    'person-mergers': 'who was merged away is found by their id',
    'reference-tables': 'tables of names have no time of change',
    'household-members': 'who is in a household has a membership there',
    'plan-order': 'plans come by id, not by date',
    'all-plans': 'Services lists the plans of all service types',
    'plan-people': 'what somebody does in plans cannot be ordered',
    'memberships-writable': 'memberships of groups can be created, changed and deleted',
    'read-only': 'Registrations and Check-Ins cannot be written to',
  },
  unshown: {
    'song-metadata': 'a number as title fetches the data of a song from elsewhere',
    'no-payment': 'that a donation moves no money is not seen in an answer',
    'own-payment-sources': 'what is said of a payment source that is not an own one is not known',
    'fund-errors': 'which errors of funds mislead is not documented',
    'check-ins-totals': 'which totals count somebody twice is not documented',
    'home-and-chat': 'whether these apps are official is not known',
    'absent-me': 'what the apps without me answer there is not known',
  },
  scenarios: [
    ...APPS.map((app) => ({
      name: `the root of ${app} is the organization`,
      shows: ['organization'],
      app,
      async play({ get, same, matches }) {
        const { status, body } = await get(`/${app}/v2`);
        same('status', status, 200);
        same('type', body.data.type, 'Organization');
        matches('id', body.data.id, /^\d+$/);
      },
    })),
    ...WITH_ME.map((app) => ({
      name: `me of ${app} is the same person as in People`,
      shows: ['me'],
      app,
      async play({ get, same }) {
        const [there, here] = [await get('/people/v2/me'), await get(`/${app}/v2/me`)];
        same('status', here.status, 200);
        same('person', [here.body.data.type, here.body.data.id], ['Person', there.body.data.id]);
      },
    })),
    ...Object.entries(ROOTS).map(([app, collections]) => ({
      name: `${app} has its collections at the top`,
      shows: ['roots'],
      app,
      async play({ get, same }) {
        for (const name of collections) {
          const { status, body } = await get(`/${app}/v2/${name}?per_page=1`);
          same(`status of ${name}`, status, 200);
          same(`address of ${name}`, new URL(body.links.self).pathname, `/${app}/v2/${name}`);
        }
      },
    })),
    {
      name: 'who was merged away is looked for by their id',
      shows: ['person-mergers'],
      app: 'people',
      async play({ get, same, includes }) {
        const { status, body } = await get('/people/v2/person_mergers?where[person_to_remove_id]=0');
        same('status', status, 200);
        same('mergers of nobody', body.data, []);
        includes('can_query_by', body.meta.can_query_by, ['person_to_remove_id']);
      },
    },
    {
      name: 'tables of names have no time of change',
      shows: ['reference-tables'],
      app: 'people',
      async play({ some, same }) {
        for (const path of ['marital_statuses', 'name_prefixes', 'name_suffixes', 'inactive_reasons']) {
          const { data } = await some(`/people/v2/${path}`);
          same(`times in ${path}`, data.filter(({ attributes }) => 'updated_at' in attributes).length, 0);
        }
      },
    },
    {
      name: 'a household is made of people, and each has a membership there',
      shows: ['household-members'],
      app: 'people',
      writes: 'two people and a household',
      async play({ create, get, named, same, includes }) {
        const members = [];
        for (const first_name of ['One', 'Two'])
          members.push(
            (await create('/people/v2/people', 'Person', { first_name, last_name: named('Member') })).id,
          );
        const household = await create(
          '/people/v2/households',
          'Household',
          { name: named('Household') },
          {
            people: { data: members.map((id) => ({ type: 'Person', id })) },
            primary_contact: to('Person', members[0]),
          },
        );
        const path = `/people/v2/households/${household.id}/household_memberships?include=person`;
        const people = (await get(path)).body.data.map(({ relationships }) => relationships.person.data.id);
        same('number of memberships', people.length, members.length);
        includes('members', people, members);
      },
    },
    {
      name: 'plans come by ascending id, not by date',
      shows: ['plan-order'],
      app: 'services',
      async play({ get, first, same }) {
        const { id } = await first('/services/v2/service_types?per_page=1');
        const { data } = (await get(`/services/v2/service_types/${id}/plans?per_page=100`)).body;
        const ids = data.map((plan) => Number(plan.id));
        same('ids in order', ids.join(), ids.toSorted((a, b) => a - b).join());
      },
    },
    {
      name: 'Services lists the plans of all service types together',
      shows: ['all-plans'],
      app: 'services',
      writes: 'two service types with a plan each',
      async play({ create, get, named, same }) {
        const total = async () => (await get('/services/v2/plans?per_page=1')).body.meta.total_count;
        const before = await total();
        for (const name of ['One', 'Two']) {
          const { id } = await create('/services/v2/service_types', 'ServiceType', { name: named(name) });
          await create(`/services/v2/service_types/${id}/plans`, 'Plan', { title: name });
        }
        same('plans', await total(), before + 2);
      },
    },
    {
      name: 'what somebody does in plans cannot be ordered',
      shows: ['plan-people'],
      app: 'services',
      async play({ get, same }) {
        const { id } = (await get('/services/v2/me')).body.data;
        const { meta } = (await get(`/services/v2/people/${id}/plan_people?per_page=1`)).body;
        same('owner', meta.parent, { id, type: 'Person' });
        same('can_order_by', meta.can_order_by, undefined);
      },
    },
    {
      name: 'memberships of groups can be created, changed and deleted',
      shows: ['memberships-writable'],
      emulatorOnly: 'groups cannot be created, and nobody should join one for a test',
      async play({ create, first, patch, post, delete: remove, same }) {
        const group = await first('/groups/v2/groups?per_page=1');
        const person = await create('/people/v2/people', 'Person', {
          first_name: 'Scenario',
          last_name: 'Group',
        });
        const path = `/groups/v2/groups/${group.id}/memberships`;
        const created = await post(path, document('Membership', { person_id: person.id, role: 'member' }));
        same('status of POST', created.status, 201);
        const own = `${path}/${created.body.data.id}`;
        const changed = await patch(own, document('Membership', { role: 'leader' }));
        same('status and role', [changed.status, changed.body.data.attributes.role], [200, 'leader']);
        same('status of DELETE', (await remove(own)).status, 204);
      },
    },
    ...[
      ['Registrations', 'registrations', 'categories', 'Category'],
      ['Check-Ins', 'check-ins', 'events', 'Event'],
    ].map(([title, app, collection, type]) => ({
      name: `${title} cannot be written to`,
      shows: ['read-only'],
      app,
      writes: 'nothing, unless it can be written to after all',
      async play({ post, get, same }) {
        const path = `/${app}/v2/${collection}`;
        same('status of reading', (await get(path)).status, 200);
        const { status } = await post(path, document(type, { name: 'Scenario' }));
        same('status is a refusal', status >= 400 && status < 500, true);
      },
    })),
  ],
};
