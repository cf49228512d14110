import { commaList } from '../../query/comma-list.ts';
import type { AppModel } from '../../schema/app-model.ts';
import { inPeople } from '../from-people.ts';
import { peopleSearch } from '../people/search.ts';
import { refs } from '../../store/identifiers.ts';

/** `where` keys of Check-Ins that compare something else than an attribute. */
export const checkInsWhere: AppModel['where'] = {
  CheckIn: {
    account_center_person_id: ({ relations }, value) =>
      refs(relations['person']).some(({ id }) => id === value.trim()),
    location_ids: (checkIn, value, { store }) => {
      const wanted = new Set(commaList(value));
      return store
        .pointingAt('CheckInTime', 'check_in', checkIn)
        .some(({ relations }) => refs(relations['location']).some(({ id }) => wanted.has(id)));
    },
  },
  Event: {
    registration_event_id: (event, value, { store }) =>
      store
        .pointingAt('IntegrationLink', 'local', event)
        .some(
          ({ attributes }) =>
            attributes['remote_app'] === 'Registrations' && attributes['remote_id'] === value.trim(),
        ),
  },
  Person: {
    search_name: (twin, value, around) => {
      const person = inPeople(twin, around) ?? twin;
      return peopleSearch['search_name']?.(person, value, around) === true;
    },
  },
};
