import { document } from '../program/visit.js';

const PROCESSED = 'X-PCO-API-Processed-As-Version';

const VERSIONS = {
  api: '2018-08-01 2019-02-13 2025-09-30',
  calendar: '2018-08-01 2020-04-08 2021-07-20 2022-07-07',
  'check-ins': '2018-08-01 2019-07-17 2023-04-05 2024-09-03 2024-11-07 2025-05-28',
  current: '2018-08-01',
  giving: '2018-08-01 2019-10-18',
  groups: '2018-08-01 2023-07-10',
  people:
    '2018-08-01 2019-01-14 2019-10-10 2020-04-06 2020-07-22 2021-08-17 2022-01-05 2022-01-28 ' +
    '2022-07-14 2023-02-15 2023-03-21 2024-09-12 2025-03-20 2025-07-02 2025-07-17 2025-11-10',
  publishing: '2018-08-01 2024-03-25',
  registrations: '2025-05-01',
  services: '2018-08-01 2018-11-01',
  webhooks: '2018-08-01 2022-10-20',
};

/** @type {import('../program/scenario.js').Chapter} */
export const VERSIONS_CHAPTER = {
  title: 'Versions',
  facts: {
    asked: 'the newest version that is not later than the date that was asked for',
    latest: 'LATEST is the newest',
    'too-early': 'a date before the first version is refused',
    known: 'every app has versions of its own',
    default: 'without the header there is a version all the same',
    'gender-words': 'a gender is a whole word since 2022-07-14',
    'gender-relationship': 'the gender is no relationship any more since 2025-11-10',
    'single-totals': 'a single resource counts nothing any more since 2024-09-12',
    'webhook-subscriptions': 'webhook subscriptions had another path and type before 2022-10-20',
  },
  unshown: {
    'console-default': 'which version comes without the header is chosen in the developer console',
    'delivery-versions': 'the version of deliveries comes with deliveries in the emulator',
    sunset: 'no header tells that something will end',
    memberships: 'which attributes the memberships of Groups lost on 2023-07-10 is not listed',
    'check-ins-query': 'what the query of Check-Ins that changed on 2025-05-28 finds depends on another app',
    'reported-versions': 'two versions are reported by others only',
  },
  scenarios: [
    {
      name: 'a date between two versions gets the older one',
      shows: ['asked'],
      app: 'people',
      async play({ get, same }) {
        for (const [date, version] of [
          ['2022-07-13', '2022-01-28'],
          ['2022-07-14', '2022-07-14'],
          ['2024-01-01', '2023-03-21'],
        ]) {
          const { headers } = await get('/people/v2', { version: date });
          same(`version for ${date}`, headers.get(PROCESSED), version);
        }
      },
    },
    {
      name: 'LATEST and a date far ahead get the newest version',
      shows: ['latest'],
      app: 'people',
      async play({ get, same, matches }) {
        const latest = (await get('/people/v2')).headers.get(PROCESSED);
        matches('newest version', latest, /^\d{4}-\d\d-\d\d$/);
        const ahead = (await get('/people/v2', { version: '2999-12-31' })).headers.get(PROCESSED);
        same('version for 2999-12-31', ahead, latest);
      },
    },
    {
      name: 'a date before the first version is refused',
      shows: ['too-early'],
      app: 'people',
      async play({ get, same }) {
        const { status, body } = await get('/people/v2', { version: '2018-07-31' });
        same('status', status, 400);
        const [{ title, code }] = body.errors;
        same('error', { title, code }, { title: 'Invalid Version', code: 'unsupported_version_error' });
      },
    },
    {
      name: 'a request without the header is answered in some version',
      shows: ['default'],
      app: 'people',
      async play({ get, matches }) {
        const { headers } = await get('/people/v2', { version: null });
        matches('version', headers.get(PROCESSED), /^\d{4}-\d\d-\d\d$/);
      },
    },
    ...Object.entries(VERSIONS).map(([app, versions]) => ({
      name: `${app} answers in each of its versions`,
      shows: ['known'],
      app,
      async play({ get, same }) {
        for (const version of versions.split(' ')) {
          const { status, headers } = await get(`/${app}/v2`, { version });
          same(`status and version for ${version}`, [status, headers.get(PROCESSED)], [200, version]);
        }
      },
    })),
    {
      name: 'people has a version of 2026-06-04',
      shows: ['known'],
      app: 'people',
      notEmulated: 'a version of which only answers were recorded, and no documentation',
      async play({ get, same }) {
        const { headers } = await get('/people/v2', { version: '2026-06-04' });
        same('version', headers.get(PROCESSED), '2026-06-04');
      },
    },
    {
      name: 'a gender is a word since 2022-07-14, and was a letter before',
      shows: ['gender-words'],
      app: 'people',
      async play({ get, first, matches }) {
        const { id } = await first('/people/v2/people?per_page=100', ({ attributes }) => attributes.gender);
        const genderIn = async (version) =>
          (await get(`/people/v2/people/${id}`, { version })).body.data.attributes.gender;
        matches('before', await genderIn('2022-07-13'), /^[A-Z]$/);
        matches('since', await genderIn('2022-07-14'), /^[A-Z]\w+/);
      },
    },
    {
      name: 'the gender is no relationship any more since 2025-11-10',
      shows: ['gender-relationship'],
      app: 'people',
      async play({ get, first, same }) {
        const { id } = await first('/people/v2/people?per_page=1');
        const isThere = async (version) =>
          'gender' in (await get(`/people/v2/people/${id}`, { version })).body.data.relationships;
        same('before', await isThere('2025-11-09'), true);
        same('since', await isThere('2025-11-10'), false);
      },
    },
    {
      name: 'a single resource counts nothing in its meta since 2024-09-12',
      shows: ['single-totals'],
      app: 'people',
      async play({ get, first, same }) {
        const { id } = await first('/people/v2/lists?per_page=1');
        const counts = async (version) =>
          'total_count' in (await get(`/people/v2/lists/${id}`, { version })).body.meta;
        same('before', await counts('2024-09-11'), true);
        same('since', await counts('2024-09-12'), false);
      },
    },
    {
      name: 'webhook subscriptions were called subscriptions before 2022-10-20, and are the same records',
      shows: ['webhook-subscriptions'],
      app: 'webhooks',
      writes: 'an inactive webhook subscription',
      async play({ post, get, same }) {
        const path = '/webhooks/v2/webhook_subscriptions';
        const { body } = await post(
          path,
          document('WebhookSubscription', {
            name: 'people.v2.events.person.destroyed',
            url: 'https://example.org/tspco-scenario',
            active: false,
          }),
        );
        const { id } = body.data;
        const old = await get(`/webhooks/v2/subscriptions/${id}`, { version: '2018-08-01' });
        same(
          'as it was called',
          [old.status, old.body.data?.type, old.body.data?.id],
          [200, 'Subscription', id],
        );
        same('status of the old path since', (await get(`/webhooks/v2/subscriptions/${id}`)).status, 404);
      },
    },
  ],
};
