const PEOPLE = '/people/v2/people';
const DAY = 86_400_000;

/** @type {import('../program/scenario.js').Chapter} */
export const QUERYING = {
  title: 'Querying',
  facts: {
    equality: 'where compares texts without regard to case',
    wildcard: 'a percent sign at either end stands for anything',
    ranges: 'days and times can be compared with gt, gte, lt and lte',
    'whole-day': 'a bare date means that day where the church is, a time that moment',
    booleans: 'booleans are true and false',
    ids: 'id can be asked for',
    names: 'the names that can be asked for are in meta, searches among them',
    'search-name': 'search_name finds beginnings of words in every name but the middle one',
    'search-name-or-email': 'search_name_or_email finds pieces of names and addresses',
    'search-phone-number': 'search_phone_number finds last digits, search_phone_number_e164 whole numbers',
    'services-search': 'Services looks for pieces with name_like, and for records of lists of ids',
    'unknown-where': 'an unknown name in where changes nothing',
    'unknown-order': 'an unknown order changes nothing',
    'unknown-include': 'an unknown include adds nothing',
    'nested-where': 'People ignores conditions on related resources',
    'unusable-value': 'a grade that is no number finds nobody',
    'deaf-addresses': 'addresses ignore conditions on their times',
    descending: 'a minus turns an order around',
    'several-orders': 'every key of an order counts',
    'order-drops': 'plans without times are lost in the order of their dates',
    'include-paths': 'includes go two levels deep',
    'include-twice': 'an include that is named twice counts once',
    fields: 'fields choose attributes, of the included, too',
    'fields-drop': 'fields that do not name an include lose it',
    'unknown-fields': 'an unknown name in fields is ignored',
    filters: 'filters choose a part of a collection',
    'filter-companions': 'some filters take parameters of their own',
    'filter-names': 'the names of filters are in meta',
  },
  unshown: {
    'id-lists': 'whether where takes several ids is not known',
    'null-tests': 'no way to ask for an empty value is documented',
    'nested-elsewhere': 'whether other apps hear conditions on related resources is not known',
    'only-in-fields': 'which attributes come only when fields name them is written in prose that names none',
    'people-filters': 'what admins and created_since need is not documented',
    'request-filters':
      'the twenty-nine filters of event instances ask who is asking; only their names are known',
  },
  scenarios: [
    {
      name: 'where compares texts without regard to case',
      shows: ['equality'],
      app: 'people',
      async play({ get, first, same }) {
        const { last_name } = (await first(`${PEOPLE}?per_page=1`)).attributes;
        const count = async (name) =>
          (await get(`${PEOPLE}?where[last_name]=${encodeURIComponent(name)}&per_page=1`)).body.meta
            .total_count;
        const exact = await count(last_name);
        same('somebody has the name', exact > 0, true);
        same('in capitals', await count(last_name.toUpperCase()), exact);
        same('in small letters', await count(last_name.toLowerCase()), exact);
      },
    },
    {
      name: 'a percent sign in front or at the end of a text stands for anything',
      shows: ['wildcard'],
      app: 'people',
      async play({ get, first, same }) {
        const { last_name } = (await first(`${PEOPLE}?per_page=1`)).attributes;
        const start = last_name.slice(0, 2).toLowerCase();
        const end = last_name.slice(-2).toLowerCase();
        const names = async (pattern) => {
          const where = `where[last_name]=${encodeURIComponent(pattern)}`;
          const { data } = (await get(`${PEOPLE}?${where}&per_page=100`)).body;
          return data.map(({ attributes }) => attributes.last_name.toLowerCase());
        };
        const [begun, ended, whole] = [await names(`${start}%`), await names(`%${end}`), await names(start)];
        same(
          'found by the beginning',
          begun.length > 0 && begun.every((name) => name.startsWith(start)),
          true,
        );
        same('found by the end', ended.length > 0 && ended.every((name) => name.endsWith(end)), true);
        same(
          'found without a percent sign',
          whole.filter((name) => name !== start),
          [],
        );
      },
    },
    {
      name: 'days can be compared with gt, gte, lt and lte',
      shows: ['ranges'],
      app: 'people',
      async play({ get, first, same }) {
        const has = ({ attributes }) => attributes.birthdate !== null;
        const { birthdate } = (await first(`${PEOPLE}?per_page=100`, has)).attributes;
        const fits = {
          gt: (day) => day > birthdate,
          gte: (day) => day >= birthdate,
          lt: (day) => day < birthdate,
          lte: (day) => day <= birthdate,
        };
        const counts = {};
        for (const [operator, isFit] of Object.entries(fits)) {
          const { body } = await get(`${PEOPLE}?where[birthdate][${operator}]=${birthdate}&per_page=100`);
          const wrong = body.data.filter(({ attributes }) => !isFit(attributes.birthdate ?? ''));
          same(`wrong ones with ${operator}`, wrong.length, 0);
          counts[operator] = body.meta.total_count;
        }
        same('somebody is born on that day', counts.gte > counts.gt && counts.lte > counts.lt, true);
      },
    },
    {
      name: 'a bare date is the whole day where the church is, and a time that moment',
      shows: ['whole-day'],
      app: 'people',
      async play({ get, some, same }) {
        const { time_zone: timeZone } = (await get('/people/v2')).body.data.attributes;
        const dayOf = (time) => new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date(time));
        // Somebody who came on another day in UTC tells more than the others.
        const { data } = await some(`${PEOPLE}?per_page=100`);
        const { id, attributes } =
          data.find((one) => dayOf(one.attributes.created_at) !== one.attributes.created_at.slice(0, 10)) ??
          data[0];
        const timesOn = async (value) => {
          const { data } = (await get(`${PEOPLE}?where[created_at]=${value}&per_page=100`)).body;
          return { ids: data.map((one) => one.id), times: data.map((one) => one.attributes.created_at) };
        };
        const day = await timesOn(dayOf(attributes.created_at));
        same('found by the day', day.ids.includes(id), true);
        same('days found', [...new Set(day.times.map(dayOf))], [dayOf(attributes.created_at)]);
        const utcDay = attributes.created_at.slice(0, 10);
        if (utcDay !== dayOf(attributes.created_at))
          same('found by the day in UTC', (await timesOn(utcDay)).ids.includes(id), false);
        const moment = await timesOn(attributes.created_at);
        same('found by the moment', moment.ids.includes(id), true);
        same('moments found', [...new Set(moment.times)], [attributes.created_at]);
      },
    },
    {
      name: 'booleans are asked for as true and false',
      shows: ['booleans'],
      app: 'people',
      async play({ get, same }) {
        const total = (await get(`${PEOPLE}?per_page=1`)).body.meta.total_count;
        let sum = 0;
        for (const child of [true, false]) {
          const { data, meta } = (await get(`${PEOPLE}?where[child]=${child}&per_page=100`)).body;
          same(`others with ${child}`, data.filter(({ attributes }) => attributes.child !== child).length, 0);
          sum += meta.total_count;
        }
        same('both together are not more than all', sum <= total && sum > 0, true);
      },
    },
    {
      name: 'a record can be asked for by its id',
      shows: ['ids'],
      app: 'people',
      async play({ get, first, same }) {
        const { id } = await first(`${PEOPLE}?offset=1&per_page=1`);
        const { data } = (await get(`${PEOPLE}?where[id]=${id}`)).body;
        same(
          'found',
          data.map((one) => one.id),
          [id],
        );
      },
    },
    {
      name: 'the names that can be asked for are in meta, the searches among them',
      shows: ['names', 'filter-names'],
      app: 'people',
      async play({ get, includes }) {
        const { meta } = (await get(`${PEOPLE}?per_page=1`)).body;
        const searches = [
          'search_name',
          'search_name_or_email',
          'search_phone_number',
          'search_phone_number_e164',
        ];
        includes('can_query_by', meta.can_query_by, ['first_name', 'child', 'id', ...searches]);
        includes('can_order_by', meta.can_order_by, ['last_name', 'updated_at']);
        includes('can_include', meta.can_include, ['emails', 'primary_campus']);
        includes('can_filter', meta.can_filter, ['created_since', 'admins', 'organization_admins']);
      },
    },
    {
      name: 'search_name finds the beginnings of words in all names but the middle one',
      shows: ['search-name'],
      app: 'people',
      writes: 'a person',
      async play({ create, get, target, same }) {
        const { word } = target;
        const names = {
          first_name: `A${word}`,
          given_name: `G${word}`,
          middle_name: `M${word}`,
          last_name: `O'${word} B${word}`,
        };
        const { id } = await create(PEOPLE, 'Person', names);
        const found = await finder(get, 'search_name', id);
        for (const [search, isFound] of [
          [`a${word}`.slice(0, -1).toLowerCase(), true],
          [`G${word}`, true],
          [`B${word}`, true],
          [`A${word} B${word}`, true],
          [`M${word}`, false],
          [word.slice(1), false],
        ])
          same(`found by ${search}`, await found(search), isFound);
      },
    },
    {
      name: 'search_name_or_email finds pieces of names and of e-mail addresses',
      shows: ['search-name-or-email'],
      app: 'people',
      writes: 'a person with an e-mail address',
      async play({ create, get, target, same }) {
        const { word } = target;
        const { id } = await create(PEOPLE, 'Person', { first_name: `A${word}`, last_name: 'Scenario' });
        const address = `mail-${word.toLowerCase()}@example.org`;
        await create(`${PEOPLE}/${id}/emails`, 'Email', { address, location: 'Home' });
        const found = await finder(get, 'search_name_or_email', id);
        for (const [search, isFound] of [
          [word.slice(1).toLowerCase(), true],
          [`ail-${word.toLowerCase()}@exam`, true],
          [`${word}nobody`, false],
        ])
          same(`found by ${search}`, await found(search), isFound);
      },
    },
    {
      name: 'search_phone_number finds last digits, and search_phone_number_e164 whole numbers only',
      shows: ['search-phone-number'],
      app: 'people',
      writes: 'a person with a phone number',
      async play({ create, get, named, same }) {
        const { id } = await create(PEOPLE, 'Person', { first_name: 'Scenario', last_name: named('Phone') });
        await create(`${PEOPLE}/${id}/phone_numbers`, 'PhoneNumber', {
          number: '(619) 555-0142',
          location: 'Home',
        });
        const last = await finder(get, 'search_phone_number', id);
        same('found by its last digits', await last('5550142'), true);
        same('found by its first digits', await last('619555'), false);
        const whole = await finder(get, 'search_phone_number_e164', id);
        same('found by the whole number', await whole('+16195550142'), true);
        same('found by the whole number with punctuation', await whole('+1 (619) 555-0142'), true);
        same('found by a part of it', await whole('6195550142'), false);
      },
    },
    {
      name: 'Services finds people by a piece of their name, and by the ids of their teams',
      shows: ['services-search'],
      app: 'services',
      async play({ get, first, same }) {
        const { attributes } = await first('/services/v2/people?per_page=1');
        const piece = attributes.full_name.slice(1, 4).toLowerCase();
        const like = (
          await get(`/services/v2/people?where[name_like]=${encodeURIComponent(piece)}&per_page=100`)
        ).body;
        const others = like.data.filter((one) => !one.attributes.full_name.toLowerCase().includes(piece));
        same('found by a piece', [like.data.length > 0, others.length], [true, 0]);
        const { body: none } = await get('/services/v2/people?where[team_ids]=0&per_page=1');
        same('found by a team that is not there', none.data, []);
      },
    },
    ...[
      ['unknown-where', 'an unknown name in where', 'where[bogus]=1'],
      ['unknown-order', 'an unknown order', 'order=bogus'],
      ['unknown-include', 'an unknown include', 'include=bogus'],
      ['unknown-fields', 'an unknown type in fields', 'fields[Bogus]=name'],
      ['nested-where', 'in People a condition on related resources', 'where[emails][address]=nobody'],
      [
        'nested-where',
        'in People a comparison of related resources',
        'where[emails][created_at][gt]=2999-01-01',
      ],
    ].map(([fact, what, query]) => ({
      name: `${what} changes nothing`,
      shows: [fact],
      app: 'people',
      async play({ get, some, same }) {
        const [plain, odd] = [{ body: await some(PEOPLE) }, await get(`${PEOPLE}?${query}`)];
        same('status', odd.status, 200);
        same('the same records', idsOf(odd).join(), idsOf(plain).join());
        same('total_count', odd.body.meta.total_count, plain.body.meta.total_count);
      },
    })),
    {
      name: 'a grade that is no number finds nobody, and is no error',
      shows: ['unusable-value'],
      app: 'people',
      async play({ get, some, same }) {
        await some(PEOPLE);
        const { status, body } = await get(`${PEOPLE}?where[grade]=abc`);
        same('status', status, 200);
        same('found', body.data, []);
      },
    },
    {
      name: 'addresses ignore conditions on the time they were created or changed',
      shows: ['deaf-addresses'],
      app: 'people',
      async play({ get, some, same }) {
        const total = (await some('/people/v2/addresses?per_page=1')).meta.total_count;
        for (const name of ['created_at', 'updated_at']) {
          const { body } = await get(`/people/v2/addresses?where[${name}][gt]=2999-01-01&per_page=1`);
          same(`total_count with ${name}`, body.meta.total_count, total);
        }
      },
    },
    {
      name: 'a minus turns an order around',
      shows: ['descending'],
      app: 'people',
      async play({ get, same }) {
        const { data } = (await get(`${PEOPLE}?order=-created_at&per_page=100`)).body;
        const times = data.map(({ attributes }) => attributes.created_at);
        same('times in order', times.join(), times.toSorted().toReversed().join());
        const least = (await get(`${PEOPLE}?order=created_at&per_page=1`)).body.data[0];
        same('the first is not the latest', least.attributes.created_at <= times[0], true);
      },
    },
    {
      name: 'every key of an order counts, each with its own direction',
      shows: ['several-orders'],
      app: 'people',
      async play({ some, same }) {
        const { data } = await some(`${PEOPLE}?order=child,-birthdate&per_page=100`);
        const keys = data.map(({ attributes }) => [
          Number(attributes.child),
          attributes.birthdate === null ? Infinity : -Date.parse(attributes.birthdate),
        ]);
        const sorted = keys.toSorted(([a, b], [c, d]) => a - c || (b === d ? 0 : b - d));
        same('in order', keys.join(), sorted.join());
      },
    },
    {
      name: 'plans without times are lost in the order of their dates',
      shows: ['order-drops'],
      app: 'services',
      writes: 'a service type with a plan',
      async play({ create, get, named, same }) {
        const type = await create('/services/v2/service_types', 'ServiceType', { name: named('Order') });
        const path = `/services/v2/service_types/${type.id}/plans`;
        const { id } = await create(path, 'Plan', { title: 'Without times' });
        same('without an order', idsOf(await get(path)), [id]);
        same('by date', idsOf(await get(`${path}?order=sort_date`)), []);
      },
    },
    {
      name: 'an include goes two levels deep, and one that is named twice counts once',
      shows: ['include-paths', 'include-twice'],
      app: 'people',
      async play({ get, first, same }) {
        const household = await first('/people/v2/households?per_page=1&include=people');
        const [{ id }] = household.relationships.people.data;
        const { body } = await get(`${PEOPLE}/${id}?include=emails,emails,households.people`);
        const named = body.included.map((one) => `${one.type} ${one.id}`);
        same(
          'a household is included',
          named.some((name) => name.startsWith('Household ')),
          true,
        );
        same(
          'people are included',
          named.some((name) => name.startsWith('Person ')),
          true,
        );
        same('each once', named.length, new Set(named).size);
      },
    },
    {
      name: 'fields choose the attributes of the primary and of the included resources',
      shows: ['fields', 'unknown-fields'],
      app: 'people',
      async play({ get, first, same }) {
        const email = await first('/people/v2/emails?per_page=1&include=person');
        const { id } = email.relationships.person.data;
        const fields = 'fields[Person]=first_name,bogus,emails&fields[Email]=address';
        const { data, included } = (await get(`${PEOPLE}/${id}?include=emails&${fields}`)).body;
        same('attributes of the person', Object.keys(data.attributes), ['first_name']);
        same('relationships of the person', Object.keys(data.relationships), ['emails']);
        same(
          'attributes of the emails',
          included.flatMap((one) => Object.keys(one.attributes)),
          included.map(() => 'address'),
        );
      },
    },
    {
      name: 'fields that do not name an include lose it, relationship and resources',
      shows: ['fields-drop'],
      app: 'people',
      async play({ some, same }) {
        const body = await some(`${PEOPLE}?include=emails&fields[Person]=first_name,grade&per_page=10`);
        same('included', body.included, undefined);
        same('relationships', body.data.filter(({ relationships }) => relationships?.emails).length, 0);
      },
    },
    {
      name: 'future and past plans lie on the two sides of today',
      shows: ['filters'],
      app: 'services',
      async play({ get, first, same, target }) {
        const { id } = await first('/services/v2/service_types?per_page=1');
        const path = `/services/v2/service_types/${id}/plans`;
        const now = target.now();
        const sides = { future: (time) => time > now - 2 * DAY, past: (time) => time < now + 2 * DAY };
        for (const [filter, isFit] of Object.entries(sides)) {
          const { data } = (await get(`${path}?filter=${filter}&per_page=100`)).body;
          const times = data.map(({ attributes }) => Date.parse(attributes.sort_date));
          same(`${filter} plans on the other side`, times.filter((time) => !isFit(time)).length, 0);
        }
      },
    },
    {
      name: 'plans between two days are found by filters with parameters of their own',
      shows: ['filter-companions'],
      app: 'services',
      async play({ get, first, same, target }) {
        const { id } = await first('/services/v2/service_types?per_page=1');
        const [after, before] = [-20, 20].map((days) =>
          new Date(target.now() + days * DAY).toISOString().slice(0, 10),
        );
        const query = `filter=after,before&after=${after}&before=${before}&per_page=100`;
        const { data } = (await get(`/services/v2/service_types/${id}/plans?${query}`)).body;
        const outside = data.filter(({ attributes }) => {
          const time = Date.parse(attributes.sort_date);
          return time < Date.parse(after) - DAY || time > Date.parse(before) + DAY;
        });
        same('plans outside of the days', outside.length, 0);
        const { meta } = (await get(`/services/v2/service_types/${id}/plans?per_page=1`)).body;
        same('some are left out', data.length < meta.total_count || meta.total_count < 3, true);
      },
    },
    filterScenario(
      'committed batches are committed, and those in progress are not',
      'giving',
      '/giving/v2/batches',
      {
        committed: ({ status }) => status === 'committed',
        in_progress: ({ status }) => status === 'in_progress',
      },
    ),
    filterScenario('succeeded donations have succeeded', 'giving', '/giving/v2/donations', {
      succeeded: ({ payment_status }) => payment_status === 'succeeded',
    }),
    filterScenario(
      'canceled events of groups are canceled, and the others are not',
      'groups',
      '/groups/v2/events',
      {
        canceled: ({ canceled }) => canceled === true,
        not_canceled: ({ canceled }) => canceled === false,
      },
    ),
    filterScenario(
      'archived signups are archived, and the others are not',
      'registrations',
      '/registrations/v2/signups',
      {
        archived: ({ archived }) => archived === true,
        unarchived: ({ archived }) => archived === false,
      },
    ),
    filterScenario(
      'resolved conflicts have a time of it, and the others have none',
      'calendar',
      '/calendar/v2/conflicts',
      {
        resolved: ({ resolved_at }) => resolved_at !== null,
        unresolved: ({ resolved_at }) => resolved_at === null,
      },
    ),
    filterScenario('check-ins are chosen by who came as what', 'check-ins', '/check-ins/v2/check_ins', {
      regular: ({ kind }) => kind === 'Regular',
      guest: ({ kind }) => kind === 'Guest',
      volunteer: ({ kind }) => kind === 'Volunteer',
      checked_out: ({ checked_out_at }) => checked_out_at !== null,
      not_checked_out: ({ checked_out_at }) => checked_out_at === null,
    }),
    filterScenario('archived events of Check-Ins have a time of it', 'check-ins', '/check-ins/v2/events', {
      archived: ({ archived_at }) => archived_at !== null,
      not_archived: ({ archived_at }) => archived_at === null,
    }),
    filterScenario('channels are chosen by what became of them', 'publishing', '/publishing/v2/channels', {
      archived: ({ archived }) => archived === true,
      not_archived: ({ archived }) => archived === false,
      published: ({ published }) => published === true,
    }),
    filterScenario(
      'tag groups of Services are chosen by what they are for',
      'services',
      '/services/v2/tag_groups',
      {
        arrangement: ({ tags_for }) => tags_for === 'arrangement',
        song: ({ tags_for }) => tags_for === 'song',
      },
    ),
  ],
};

/** Each filter gives only what fits it, and all of that, as far as one page tells. */
function filterScenario(name, app, path, filters) {
  return {
    name,
    shows: ['filters'],
    app,
    async play({ get, same, skip }) {
      const all = (await get(`${path}?per_page=100`)).body;
      if (all.data.length === 0) skip(`there is nothing in ${path}`);
      for (const [filter, isFit] of Object.entries(filters)) {
        const { data, meta } = (await get(`${path}?filter=${filter}&per_page=100`)).body;
        same(`others with ${filter}`, data.filter(({ attributes }) => !isFit(attributes)).length, 0);
        if (all.meta.total_count <= 100) {
          const fitting = all.data.filter(({ attributes }) => isFit(attributes)).length;
          same(`at least those of the whole list with ${filter}`, meta.total_count >= fitting, true);
        }
      }
    },
  };
}

/** Asks whether a search finds somebody. */
async function finder(get, key, id) {
  return async (search) => {
    const { body } = await get(`${PEOPLE}?where[${key}]=${encodeURIComponent(search)}&per_page=100`);
    return body.data.some((person) => person.id === id);
  };
}

function idsOf({ body }) {
  return body.data.map(({ id }) => id);
}
