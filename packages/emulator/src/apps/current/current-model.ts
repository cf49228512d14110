import type { AppModel, Surroundings } from '../../schema/app-model.ts';
import { emptyModel } from '../empty-model.ts';
import { asInPeople, namesFromPeople, primaryContact } from '../from-people.ts';
import { meOfPeople, shownPerson } from '../shown-person.ts';
import { toOrganization } from '../related.ts';
import type { StoredRecord } from '../../store/record.ts';

/** Current shows the people of the People app, and keeps no people of its own but those that were loaded. */
export const currentModel: AppModel = {
  ...emptyModel,
  edges: {
    'Organization.me': meOfPeople,
    'Organization.people': { records: (_, around) => everybody(around) },
    'Person.organization': toOrganization,
  },
  values: {
    Organization: { subdomain: asInPeople('church_center_subdomain') },
    Person: {
      email: primaryContact('Email', 'address'),
      ...namesFromPeople,
    },
  },
};

function everybody(around: Surroundings): readonly StoredRecord[] {
  const people = around.church.app('people');
  const known = people.all('Person').map(({ id }) => shownPerson(around, id));
  const loaded = around.store.all('Person').filter(({ id }) => !people.get('Person', id));
  return [...known, ...loaded].filter((person) => person !== undefined);
}
