const PEOPLE = '/people/v2/people';

/** @type {import('../program/scenario.js').Chapter} */
export const PAGES = {
  title: 'Pages',
  facts: {
    default: '25 records a page, from the first on',
    maximum: 'a page holds 100 records at most, whatever is asked for',
    'maximum-links': 'links repeat the per_page that was sent, and the next offset counts what came',
    none: 'per_page=0 leads to itself',
    beyond: 'an offset beyond the end is no error, and the page before it is counted from there',
    'at-end': 'an offset at the very end has nothing, and a page before',
    last: 'the last page has no next one',
    walk: 'the pages together hold each record once, as many as were announced',
    'id-order': 'without an order records come by id, ids being numbers',
    ties: 'equal records come by id',
    nulls: 'nulls come first',
    folding: 'names are sorted without regard to case and accents',
    window: 'a window of update times can be read in order',
    everywhere: 'every collection has pages',
  },
  unshown: {
    'integer-out-of-range': 'what makes a read answer integer_out_of_range is not documented',
    'odd-numbers': 'what a negative or non-numeric offset or per_page does is not known',
    cursor: 'there is none; what an unknown paging parameter does is not documented',
    'capped-count': 'a defect of March 2020, since mended',
    'collection-only': 'how the few collections without single resources page is not documented',
    'large-sets': 'that large readings sometimes fail with 500 cannot be asked for',
  },
  scenarios: [
    {
      name: 'a page holds 25 records when nothing else is asked for',
      shows: ['default'],
      app: 'people',
      async play({ get, same, skip }) {
        const { body } = await get(PEOPLE);
        if (body.meta.total_count <= 25) skip('there are not more than 25 people');
        same('records', body.data.length, 25);
        same('meta.count', body.meta.count, 25);
        same('meta.next', body.meta.next, { offset: 25 });
        same('meta.prev', body.meta.prev, undefined);
      },
    },
    {
      name: 'a page holds a hundred records at most, and its next link keeps the number that was sent',
      shows: ['maximum', 'maximum-links'],
      app: 'people',
      async play({ get, same, skip }) {
        const { status, body } = await get(`${PEOPLE}?per_page=500`);
        same('status', status, 200);
        if (body.meta.total_count <= 100) skip('there are not more than 100 people');
        same('records', body.data.length, 100);
        same('meta.next', body.meta.next, { offset: 100 });
        same('query of links.next', new URL(body.links.next).search, '?offset=100&per_page=500');
      },
    },
    {
      name: 'a page of no records leads to itself',
      shows: ['none'],
      app: 'people',
      async play({ get, same }) {
        const { status, body } = await get(`${PEOPLE}?per_page=0`);
        same('status', status, 200);
        same('records', body.data.length, 0);
        same('query of links.next', new URL(body.links.next).search, '?offset=0&per_page=0');
      },
    },
    {
      name: 'an offset beyond the end has nothing, and the page before it may be beyond, too',
      shows: ['beyond'],
      app: 'people',
      async play({ get, same, skip }) {
        const { status, body } = await get(`${PEOPLE}?offset=29999`);
        same('status', status, 200);
        if (body.meta.total_count > 29_974) skip('there are too many people to be beyond the end');
        same('records', body.data.length, 0);
        same('links.next', body.links.next, undefined);
        same('meta.prev', body.meta.prev, { offset: 29_974 });
      },
    },
    {
      name: 'an offset of exactly the total has nothing, and a page before',
      shows: ['at-end'],
      app: 'people',
      async play({ get, same, skip }) {
        const total = (await get(`${PEOPLE}?per_page=1`)).body.meta.total_count;
        if (total < 25) skip('there are fewer than 25 people');
        const { status, body } = await get(`${PEOPLE}?offset=${total}`);
        same('status', status, 200);
        same('records', body.data.length, 0);
        same('meta.next', body.meta.next, undefined);
        same('meta.prev', body.meta.prev, { offset: total - 25 });
      },
    },
    {
      name: 'the last page has no next one, in its links and in its meta',
      shows: ['last'],
      app: 'people',
      async play({ get, same, skip }) {
        const total = (await get(`${PEOPLE}?per_page=1`)).body.meta.total_count;
        if (total < 2) skip('there are fewer than two people');
        const { body } = await get(`${PEOPLE}?offset=${total - 1}&per_page=1`);
        same('records', body.data.length, 1);
        same('links.next', body.links.next, undefined);
        same('meta.next', body.meta.next, undefined);
      },
    },
    {
      name: 'the pages together hold each record once, as many as were announced',
      shows: ['walk'],
      app: 'people',
      async play({ get, some, same, skip }) {
        let body = await some(`${PEOPLE}?per_page=40`);
        const total = body.meta.total_count;
        if (total > 2000) skip('there are more than 2,000 people');
        const ids = body.data.map(({ id }) => id);
        while (body.links.next) {
          ({ body } = await get(body.links.next));
          ids.push(...body.data.map(({ id }) => id));
        }
        same('records', ids.length, total);
        same('different records', new Set(ids).size, total);
      },
    },
    {
      name: 'without an order records come by ascending id, ids being numbers',
      shows: ['id-order'],
      app: 'people',
      async play({ some, same }) {
        for (const path of [PEOPLE, '/people/v2/emails', '/people/v2/households']) {
          const ids = idsOf(await some(`${path}?per_page=100`));
          same(`ids of ${path} in order`, isAscending(ids), true);
        }
      },
    },
    {
      name: 'records that are equal in the order come by ascending id',
      shows: ['ties'],
      app: 'people',
      async play({ some, same }) {
        for (const order of ['child', '-child']) {
          const { data } = await some(`${PEOPLE}?order=${order}&per_page=100`);
          for (const child of [true, false]) {
            const equal = data.filter(({ attributes }) => attributes.child === child);
            same(`ids of equal people in order, by ${order}`, isAscending(idsOf({ data: equal })), true);
          }
        }
      },
    },
    {
      name: 'records without a value come first in an order',
      shows: ['nulls'],
      app: 'people',
      async play({ get, same, skip }) {
        const { body } = await get(`${PEOPLE}?order=grade&per_page=1`);
        if (!body.data[0]) skip('there is nobody');
        const { body: all } = await get(`${PEOPLE}?per_page=100`);
        if (all.data.every(({ attributes }) => attributes.grade !== null)) skip('everybody has a grade');
        same('grade of the first by grade', body.data[0].attributes.grade, null);
      },
    },
    {
      name: 'names are sorted without regard to case and accents',
      shows: ['folding'],
      app: 'people',
      writes: 'three people',
      async play({ create, get, named, same }) {
        const middle_name = named('sorting').slice(0, 40);
        for (const last_name of ['zebra', 'Éclair', 'apple'])
          await create(PEOPLE, 'Person', { first_name: 'Sort', middle_name, last_name });
        const query = `where[middle_name]=${encodeURIComponent(middle_name)}&order=last_name`;
        const { body } = await get(`${PEOPLE}?${query}`);
        const names = body.data.map(({ attributes }) => attributes.last_name);
        same('last names', names, ['apple', 'Éclair', 'zebra']);
      },
    },
    {
      name: 'what was updated in a window of time can be read in order',
      shows: ['window'],
      app: 'people',
      async play({ get, first, same }) {
        const { attributes } = await first(`${PEOPLE}?order=-updated_at&per_page=1`);
        const end = attributes.updated_at;
        const start = new Date(Date.parse(end) - 30 * 24 * 3_600_000).toISOString().replace('.000', '');
        const window = `where[updated_at][gte]=${start}&where[updated_at][lt]=${end}`;
        const { body } = await get(`${PEOPLE}?${window}&order=updated_at&per_page=100`);
        const times = body.data.map((person) => person.attributes.updated_at);
        same('times outside of the window', times.filter((time) => time < start || time >= end).length, 0);
        same('times in order', times.join(), times.toSorted().join());
      },
    },
    {
      name: 'collections of every app and of single records have pages',
      shows: ['everywhere'],
      app: 'people',
      async play({ get, first, same }) {
        const { id } = await first(`${PEOPLE}?per_page=1`);
        for (const path of [`${PEOPLE}/${id}/emails`, '/people/v2/campuses', '/people/v2/lists']) {
          const { body } = await get(`${path}?offset=0&per_page=1`);
          same(`at most one record of ${path}`, body.data.length <= 1, true);
          same(`meta.count of ${path}`, body.meta.count, body.data.length);
        }
      },
    },
  ],
};

function idsOf({ data }) {
  return data.map(({ id }) => Number(id));
}

function isAscending(numbers) {
  return numbers.every((number, index) => index === 0 || numbers[index - 1] < number);
}
