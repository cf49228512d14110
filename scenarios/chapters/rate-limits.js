const PEOPLE = '/people/v2/people';
const [LIMIT, PERIOD, COUNT] = ['Limit', 'Period', 'Count'].map((name) => `X-PCO-API-Request-Rate-${name}`);

/** @type {import('../program/scenario.js').Chapter} */
export const RATE_LIMITS = {
  title: 'Rate limits',
  facts: {
    headers: 'answers tell limit, period and count',
    'gateway-period': 'the period is a number from an app, and has a unit from the gateway',
    counting: 'the count rises by one with each request, errors included',
    'separate-counts': 'requests that reach no app are counted apart',
    shared: 'all tokens of a person share one count',
    limit: 'beyond the limit requests are refused with 429 and Retry-After',
    'error-document': 'the error of a 429 has a code and no status',
    'refused-count': 'refused requests count, too',
    recovery: 'after Retry-After there is a new period',
    'high-offsets': 'offsets beyond 30,000 have a lower limit, which other answers do not show',
    empty: 'answers without a body have the headers, too',
    pages: 'pages in HTML do not have them',
    uploads: 'the upload server does not have them',
  },
  unshown: {
    window: 'how the period begins is not known',
    'other-limits': 'endpoints with limits of their own are not documented',
    organizations: 'whether the count spans the organizations of a person is not known',
    deliveries: 'webhook deliveries are not limited; they come with deliveries in the emulator',
  },
  scenarios: [
    {
      name: 'an answer tells limit, period and count in whole numbers',
      shows: ['headers'],
      app: 'people',
      async play({ get, matches }) {
        const { headers } = await get('/people/v2');
        for (const name of [LIMIT, PERIOD, COUNT]) matches(name, headers.get(name), /^\d+$/);
      },
    },
    {
      name: 'the period has its unit when the gateway answers for an unknown app',
      shows: ['gateway-period'],
      app: 'people',
      async play({ get, same }) {
        const period = (await get('/people/v2')).headers.get(PERIOD);
        same('period from the gateway', (await get('/bogus')).headers.get(PERIOD), `${period} seconds`);
      },
    },
    {
      name: 'the count rises by one with each request, and with those that fail',
      shows: ['counting'],
      app: 'people',
      async play({ get, same, skip }) {
        const paths = ['/people/v2', `${PEOPLE}/0`, '/people/v2/bogus', '/people/v2'];
        await alone(
          async () => {
            const counts = [];
            for (const path of paths) counts.push(countOf(await get(path)));
            return counts;
          },
          { same, skip },
        );
      },
    },
    {
      name: 'requests to unknown apps are counted apart',
      shows: ['separate-counts'],
      app: 'people',
      async play({ get, same, skip }) {
        await alone(
          async () => {
            const before = countOf(await get('/people/v2'));
            await get('/bogus');
            return [before, countOf(await get('/people/v2'))];
          },
          { same, skip },
        );
      },
    },
    {
      name: 'a personal access token and an OAuth token of one person share one count',
      shows: ['shared'],
      app: 'people',
      needs: ['pat', 'token'],
      async play({ get, same, skip }) {
        const [one, two] = [
          await get('/people/v2/me', { as: 'pat' }),
          await get('/people/v2/me', { as: 'token' }),
        ];
        if (one.body?.data?.id !== two.body?.data?.id) skip('the two tokens are not of one person');
        await alone(
          async () => [
            countOf(await get('/people/v2', { as: 'pat' })),
            countOf(await get('/people/v2', { as: 'token' })),
          ],
          { same, skip },
        );
      },
    },
    {
      name: 'beyond the limit comes 429 with Retry-After, refused requests count, and it ends',
      shows: ['limit', 'error-document', 'refused-count', 'recovery'],
      app: 'people',
      exhausts: true,
      async play({ get, wait, same, matches }) {
        const limit = Number((await get('/people/v2')).headers.get(LIMIT));
        const refused = [await firstRefusal(() => get('/people/v2'), 2 * limit), await get('/people/v2')];
        const counts = refused.map(({ status, headers, body }) => {
          same('status', status, 429);
          matches('Retry-After', headers.get('Retry-After'), /^[1-9]\d*$/);
          const [{ code, detail, status: none }] = body.errors;
          same('code', code, '429');
          same('status in the document', none, undefined);
          matches('detail', detail, /^Rate limit exceeded: \d+ of \d+ requests per \d+ seconds$/);
          matches('period', headers.get(PERIOD), /^\d+ seconds$/);
          return Number(detail.match(/\d+/)[0]);
        });
        same('counts of the refused', counts[1], counts[0] + 1);
        await wait(1000 * Number(refused[1].headers.get('Retry-After')) + 500);
        same('status afterwards', (await get('/people/v2')).status, 200);
      },
    },
    {
      name: 'offsets beyond 30,000 have a lower limit, which the answers before the refusal do not show',
      shows: ['high-offsets'],
      app: 'people',
      exhausts: true,
      async play({ get, wait, same }) {
        const read = () => get(`${PEOPLE}?offset=30001&per_page=1`);
        const { headers } = await read();
        const limit = Number(headers.get(LIMIT));
        const { body, headers: refusal } = await firstRefusal(read, limit);
        const [, lower] = body.errors[0].detail.match(/ of (\d+) requests/);
        same('a lower limit', Number(lower) < limit, true);
        const near = await get('/people/v2');
        same('status of other requests', near.status, 200);
        same('their limit', Number(near.headers.get(LIMIT)), limit);
        await wait(1000 * Number(refusal.get('Retry-After')) + 500);
      },
    },
    {
      name: 'a delete without a body tells its count, a page in HTML tells none',
      shows: ['empty', 'pages'],
      app: 'people',
      writes: 'a person',
      async play({ create, send, delete: remove, named, same, matches }) {
        const { id } = await create(PEOPLE, 'Person', { first_name: 'Scenario', last_name: named('Count') });
        const page = await send('PUT', `${PEOPLE}/${id}`, { body: { data: {} } });
        same('count on the page', page.headers.get(COUNT), null);
        const deleted = await remove(`${PEOPLE}/${id}`);
        same('status', deleted.status, 204);
        matches('count of the delete', deleted.headers.get(COUNT), /^\d+$/);
      },
    },
    {
      name: 'the upload server tells no counts',
      shows: ['uploads'],
      async play({ get, target, same }) {
        const { status, headers } = await get(target.uploadUrl);
        same('status', status, 405);
        same(
          'rate headers',
          [...headers.keys()].filter((name) => name.includes('request-rate')),
          [],
        );
      },
    },
  ],
};

const TRIES = 3;

/** Counts are consecutive, unless a period ended between them or somebody else spends from the same budget. */
async function alone(count, { same, skip }) {
  let counts = [];
  for (let tries = 0; tries < TRIES; tries++) {
    counts = await count();
    if (isConsecutive(counts)) return;
  }
  // Somebody else makes them rise by more than expected; a server that miscounts makes them rise by less.
  if (counts.every((one, index) => index === 0 || one > counts[index - 1] + 1))
    skip('somebody else uses the budget');
  same(
    'counts',
    counts,
    counts.map((_, index) => counts[0] + index),
  );
}

function isConsecutive(counts) {
  return counts.every((one, index) => index === 0 || one === counts[index - 1] + 1);
}

function countOf({ headers }) {
  return Number(headers.get(COUNT));
}

async function firstRefusal(send, most) {
  let answer = await send();
  for (let sent = 1; sent < most && answer.status !== 429; sent++) answer = await send();
  return answer;
}
