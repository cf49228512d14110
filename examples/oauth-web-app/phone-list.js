import { related } from 'tspco';

const PER_PAGE = 50;

/**
 * One page of a church's people by last name, and who of them has a phone number.
 *
 * @param {import('tspco').PCO} pco
 * @param {number} offset
 */
export async function readPhoneList(pco, offset) {
  const { data, included, meta } = await pco.get('/people/v2/people', {
    include: ['phone_numbers'],
    order: 'last_name',
    per_page: PER_PAGE,
    offset,
  });
  const people = data.map((person) => ({
    name: person.attributes.name,
    numbers: related({ data: person, included }, 'phone_numbers').map(({ attributes }) => attributes.number),
  }));
  return {
    people: people.filter(({ numbers }) => numbers.length > 0),
    first: offset + 1,
    last: offset + data.length,
    total: meta?.total_count ?? data.length,
    previous: offset > 0 ? Math.max(0, offset - PER_PAGE) : undefined,
    next: meta?.next?.offset,
  };
}

/** @typedef {Awaited<ReturnType<typeof readPhoneList>>} PhoneList */
