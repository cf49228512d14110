import type { AppModel, ComputedValue, Surroundings } from '../app-model.ts';
import { emptyModel } from '../empty-model.ts';
import { toOrganization } from '../related.ts';
import type { StoredRecord } from '../../store/record.ts';

/** Current shows the people of the People app, and keeps no people of its own but those that were loaded. */
export const currentModel: AppModel = {
  ...emptyModel,
  edges: {
    'Organization.me': {
      records: (_, around) => everybody(around).filter(({ id }) => id === around.personId),
    },
    'Organization.people': { records: (_, around) => everybody(around) },
    'Person.organization': toOrganization,
  },
  values: {
    Organization: {
      subdomain: ({ id }, around) =>
        ofPeople('Organization', id, around)?.['church_center_subdomain'] ?? null,
    },
    Person: {
      email: (person, { church }) =>
        church
          .app('people')
          .pointingAt('Email', 'person', person)
          .find(({ attributes }) => attributes['primary'] === true)?.attributes['address'] ?? null,
      first_name: ofPerson('first_name'),
      last_name: ofPerson('last_name'),
    },
  },
};

function everybody({ store, church }: Surroundings): StoredRecord[] {
  const people = church.app('people');
  const loaded = store.all('Person').filter(({ id }) => !people.get('Person', id));
  const known = people
    .all('Person')
    .map(({ id }) => store.get('Person', id) ?? { type: 'Person', id, attributes: {}, relations: {} });
  return [...known, ...loaded];
}

function ofPerson(attribute: string): ComputedValue {
  return ({ id }, around) => ofPeople('Person', id, around)?.[attribute] ?? null;
}

function ofPeople(
  type: string,
  id: string,
  { church }: Surroundings,
): StoredRecord['attributes'] | undefined {
  return church.app('people').get(type, id)?.attributes;
}
