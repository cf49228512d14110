const FIRST_NAMES =
  'Alder Briony Corin Delphine Emory Fenna Greer Hollis Isolde Jasper Kestrel Linnea Merrit Nessa Orrin Perrin Quenby Rowan Tamsin Wren';
const LAST_NAMES =
  'Ashby Bellwood Calloway Dunmore Ellery Fairholm Goodwin Hartley Ivory Jessup Kingsley Larkspur Mowbray Norcross Ovington Pell';
const HOUSEHOLD_SIZE = 3;

/**
 * Invents a church: the same one every time, since nothing in it is left to chance.
 *
 * @param {number} size - how many people
 */
export function inventPeople(size) {
  const tables = { people: [], emails: [], phone_numbers: [], households: [] };
  const add = (collection, owner, attributes) => {
    const record = recordOf(collection, String(tables[collection].length + 1), attributes);
    owner?.owned[collection].push(record);
    tables[collection].push(record);
    return record;
  };
  for (let index = 0; index < size; index++) {
    const family = Math.floor(index / HOUSEHOLD_SIZE);
    const first = pick(FIRST_NAMES, index * 7 + family);
    const last = pick(LAST_NAMES, family * 5);
    const household =
      tables.households[family] ?? add('households', undefined, { name: `${last} Household` });
    const person = add('people', household, {
      first_name: first,
      last_name: last,
      name: `${first} ${last}`,
      avatar: null,
    });
    const mailbox = `${first}.${last}.${index + 1}`.toLowerCase();
    if (index % 4 !== 3) add('emails', person, { address: `${mailbox}@example.org`, location: 'Home' });
    if (index % 5 === 0) add('emails', person, { address: `${mailbox}@work.example.org`, location: 'Work' });
    if (index % 2 === 0)
      add('phone_numbers', person, { number: `555-01${String(index % 100).padStart(2, '0')}` });
  }
  return tables;
}

/** One row of the practice church; `owned` is what can be included with it. */
export function recordOf(collection, id, attributes) {
  const types = { people: 'Person', emails: 'Email', phone_numbers: 'PhoneNumber', households: 'Household' };
  const owned = { people: { emails: [], phone_numbers: [] }, households: { people: [] } }[collection] ?? {};
  return { type: types[collection], id, collection, attributes, owned };
}

function pick(names, index) {
  const list = names.split(' ');
  return list[index % list.length];
}
