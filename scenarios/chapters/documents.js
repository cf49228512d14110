const PEOPLE = '/people/v2/people';

/** @type {import('../program/scenario.js').Chapter} */
export const DOCUMENTS = {
  title: 'Documents',
  facts: {
    single: 'a single resource has no links at the top, and its owner in meta',
    collection: 'a collection has three links at most: self, prev, next',
    can: 'what can be asked is in meta, and left out where it is nothing',
    parent: 'the owner of a collection is in meta, with an id that is a text',
    included: 'included is left out when nothing was asked for, and when nothing was found',
    resource: 'types are PascalCase, ids are texts, attributes are snake_case',
    'id-attributes': 'the primary contact of a household is an id as text',
    'member-links': 'members of a collection link to themselves; people to their page, too',
    'single-links': 'a single resource links to each association, and to nothing where a to-one is empty',
    html: 'the page of a person has letters before the id',
    bare: 'a person shows no relationship but the primary campus unless asked',
    asked: 'including adds the relationship, with data and a link',
    'empty-to-one': 'an empty to-one is null',
    'to-many': 'a to-many is a list',
    nested: 'an include of two levels shows the second at the primary resource, too',
    'one-person': 'a person has the same id in every app, and other attributes',
    'echo-order': 'links repeat the query with sorted keys',
    'echo-encoding': 'links keep brackets, and encode commas and colons',
    'echo-only': 'links hold what was sent and no defaults',
    dates: 'times are in UTC to the second, dates are days',
  },
  unshown: {
    'key-order': 'the order of members changed over the years and means nothing',
    'nameless-link': 'a link without a name, seen once in 2019',
    'merger-ids': 'ids as numbers were seen in webhook deliveries only',
  },
  scenarios: [
    {
      name: 'a single resource has no links at the top, and its owner in meta',
      shows: ['single', 'included'],
      app: 'people',
      async play({ get, first, same, includes }) {
        const { id } = await first(`${PEOPLE}?per_page=1`);
        const { body } = await get(`${PEOPLE}/${id}`);
        same('members', Object.keys(body).sort(), ['data', 'meta']);
        includes('can_include', body.meta.can_include, ['emails', 'households']);
        same('type of the owner', body.meta.parent.type, 'Organization');
        same('type of its id', typeof body.meta.parent.id, 'string');
      },
    },
    {
      name: 'a collection has the links self, prev and next, and no others',
      shows: ['collection'],
      app: 'people',
      async play({ get, same, skip }) {
        const { body } = await get(`${PEOPLE}?offset=1&per_page=1`);
        if (body.meta.total_count < 3) skip('there are fewer than three people');
        same('links', Object.keys(body.links).sort(), ['next', 'prev', 'self']);
        same('meta.next', body.meta.next, { offset: 2 });
        same('meta.prev', body.meta.prev, { offset: 0 });
      },
    },
    {
      name: 'a collection says what can be asked, and leaves out what cannot',
      shows: ['can'],
      app: 'people',
      async play({ get, same }) {
        const people = (await get(`${PEOPLE}?per_page=1`)).body.meta;
        const asked = Object.keys(people).filter((name) => name.startsWith('can_'));
        same('of people', asked.sort(), ['can_filter', 'can_include', 'can_order_by', 'can_query_by']);
        const campuses = (await get('/people/v2/campuses?per_page=1')).body.meta;
        same('can_filter of campuses', campuses.can_filter, undefined);
      },
    },
    {
      name: 'a collection names its owner: the organization, or the record in its path',
      shows: ['parent'],
      app: 'people',
      async play({ get, first, same, matches }) {
        const { id } = await first(`${PEOPLE}?per_page=1`);
        const top = (await get(`${PEOPLE}?per_page=1`)).body.meta.parent;
        same('owner of people', top.type, 'Organization');
        matches('its id', top.id, /^\d+$/);
        const below = (await get(`${PEOPLE}/${id}/emails`)).body.meta.parent;
        same('owner of emails', below, { id, type: 'Person' });
      },
    },
    {
      name: 'included is left out when nothing was asked for, and when nothing was found',
      shows: ['included'],
      app: 'people',
      async play({ get, some, same }) {
        const unasked = await some(`${PEOPLE}?per_page=1`);
        same('included unasked', unasked.included, undefined);
        const unfound = await get(`${PEOPLE}?where[id]=0&include=emails`);
        same('people found', unfound.body.data, []);
        same('included of nobody', unfound.body.included, undefined);
      },
    },
    {
      name: 'types are in PascalCase, ids are texts and attributes in snake_case, in all of People',
      shows: ['resource'],
      app: 'people',
      async play({ some, same, matches }) {
        for (const path of ['people', 'households', 'field_definitions', 'campuses', 'emails', 'lists']) {
          for (const { type, id, attributes } of (await some(`/people/v2/${path}?per_page=5`)).data) {
            matches(`type in ${path}`, type, /^([A-Z][a-z]+)+$/);
            same(`type of ids in ${path}`, typeof id, 'string');
            const others = Object.keys(attributes).filter(
              (name) => !/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(name),
            );
            same(`other names in ${path}`, others, []);
          }
        }
      },
    },
    {
      name: 'the primary contact of a household is an id as text',
      shows: ['id-attributes'],
      app: 'people',
      async play({ first, same }) {
        const contact = ({ attributes }) => attributes.primary_contact_id !== null;
        const { attributes } = await first('/people/v2/households?per_page=25', contact);
        same('type', typeof attributes.primary_contact_id, 'string');
      },
    },
    {
      name: 'members of a collection link to themselves, and people to their page',
      shows: ['member-links', 'html'],
      app: 'people',
      async play({ first, same, matches }) {
        const email = await first('/people/v2/emails?per_page=1');
        same('links of an email', Object.keys(email.links), ['self']);
        const person = await first(`${PEOPLE}?per_page=1`);
        same('links of a person', Object.keys(person.links).sort(), ['html', 'self']);
        matches('page', person.links.html, new RegExp(`/people/[A-Z]+${person.id}$`));
      },
    },
    {
      name: 'a single resource links to its associations, and to null where a to-one is empty',
      shows: ['single-links'],
      app: 'people',
      async play({ get, first, same, matches }) {
        const { id } = await first(
          `${PEOPLE}?per_page=100`,
          ({ relationships }) => relationships?.primary_campus.data === null,
        );
        const { links } = (await get(`${PEOPLE}/${id}`)).body.data;
        same('link of the empty campus', links.primary_campus, null);
        for (const name of ['emails', 'addresses', 'phone_numbers', 'households', 'field_data'])
          matches(`link of ${name}`, links[name], new RegExp(`/people/${id}/${name}$`));
      },
    },
    {
      name: 'a person shows the primary campus and no other relationship unless asked',
      shows: ['bare', 'empty-to-one'],
      app: 'people',
      async play({ some, same }) {
        for (const { relationships } of (await some(`${PEOPLE}?per_page=50`)).data) {
          same('relationships', Object.keys(relationships), ['primary_campus']);
          const { data } = relationships.primary_campus;
          if (data !== null) same('members of the campus', Object.keys(data).sort(), ['id', 'type']);
        }
      },
    },
    {
      name: 'including emails adds the relationship with a link, and the emails',
      shows: ['asked', 'to-many'],
      app: 'people',
      async play({ get, first, same, matches }) {
        const email = await first('/people/v2/emails?per_page=1&include=person');
        const { id } = email.relationships.person.data;
        const { body } = await get(`${PEOPLE}/${id}?include=emails`);
        const { data, links } = body.data.relationships.emails;
        same(
          'emails of the relationship',
          data.every(({ type }) => type === 'Email'),
          true,
        );
        matches('its link', links.related, new RegExp(`/people/${id}/emails$`));
        same('emails included', body.included.map((one) => one.id).sort(), data.map((one) => one.id).sort());
      },
    },
    {
      name: 'an include of two levels shows the second at the primary resource, too',
      shows: ['nested'],
      app: 'people',
      async play({ get, first, same, skip }) {
        const household = await first('/people/v2/households?per_page=1&include=people');
        const member = household.relationships.people.data[0] ?? skip('the first household is empty');
        const { body } = await get(`${PEOPLE}/${member.id}?include=households.people`);
        const { households, people } = body.data.relationships;
        const of = (id) => body.included.find((one) => one.type === 'Household' && one.id === id);
        const members = households.data.flatMap(({ id }) => of(id).relationships.people.data);
        same(
          'people of all households',
          people.data.map(({ id }) => id),
          members.map(({ id }) => id),
        );
        same('link of the second level', people.links.related, null);
      },
    },
    {
      name: 'a person has the same id in Services and in People, and other attributes',
      shows: ['one-person'],
      app: 'services',
      async play({ get, same }) {
        const [people, services] = [await get('/people/v2/me'), await get('/services/v2/me')];
        same('id', services.body.data.id, people.body.data.id);
        same('type', services.body.data.type, 'Person');
        same(
          'full_name is only in Services',
          ['full_name' in people.body.data.attributes, 'full_name' in services.body.data.attributes],
          [false, true],
        );
      },
    },
    {
      name: 'links repeat the query with sorted keys, raw brackets, and encoded commas and colons',
      shows: ['echo-order', 'echo-encoding', 'echo-only'],
      app: 'people',
      async play({ get, same }) {
        const query =
          'where[updated_at][gte]=2001-01-01T00:00:00Z&per_page=1&order=last_name,-id&include=emails,addresses';
        const { links } = (await get(`${PEOPLE}?${query}`)).body;
        same(
          'query of links.self',
          links.self.split('?')[1],
          'include=emails%2Caddresses&order=last_name%2C-id&per_page=1&where[updated_at][gte]=2001-01-01T00%3A00%3A00Z',
        );
      },
    },
    {
      name: 'links hold what was sent, and the next page only its offset beyond that',
      shows: ['echo-only'],
      app: 'people',
      async play({ get, same, skip }) {
        const { links } = (await get(PEOPLE)).body;
        same('query of links.self', links.self.split('?')[1], undefined);
        if (!links.next) skip('there is one page of people');
        same('query of links.next', links.next.split('?')[1], 'offset=25');
      },
    },
    {
      name: 'times are in UTC to the second, and dates are days',
      shows: ['dates'],
      app: 'people',
      async play({ some, matches }) {
        for (const { attributes } of (await some(`${PEOPLE}?per_page=50`)).data) {
          matches('created_at', attributes.created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
          if (attributes.birthdate !== null) matches('birthdate', attributes.birthdate, /^\d{4}-\d\d-\d\d$/);
        }
      },
    },
  ],
};
