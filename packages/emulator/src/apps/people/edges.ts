import type { AppModel, Surroundings } from '../../schema/app-model.ts';
import type { StoredRecord } from '../../store/record.ts';
import { me, related, relatedOne, toOrganization } from '../related.ts';
import { birthdayPeople } from './birthdays.ts';
import { statistics } from './statistics.ts';

/** Edges of People that no relation leads along. */
export const peopleEdges: AppModel['edges'] = {
  'Organization.birthday_people': { records: (_, around) => [birthdayPeople(around)] },
  'Organization.field_definitions': {
    records: (_, { store }) => store.all('FieldDefinition').filter(isKept),
  },
  'Organization.me': me,
  'Organization.stats': { records: (_, around) => [statistics(around)] },
  'Organization.workflows': { records: (_, { store }) => store.all('Workflow').filter(isKept) },
  'FieldDatum.person': { own: 'customizable' },
  'FieldDatum.tab': {
    records: (datum, around) => related(relatedOne(datum, 'field_definition', around), 'tab', around),
  },
  'Form.category': { own: 'form_category' },
  'FormSubmission.form_fields': {
    records: (submission, around) =>
      related(submission, 'form', around).flatMap((form) =>
        around.store.pointingAt('FormField', 'form', form),
      ),
  },
  'FormField.options': { inverse: 'form_field' },
  'Household.people': { own: 'people' },
  // In the first versions.
  'List.owner': { own: 'created_by' },
  'List.people': { records: peopleThrough('ListResult', 'list') },
  'Note.category': { own: 'note_category' },
  'NoteCategory.subscribers': { records: peopleThrough('NoteCategorySubscription', 'note_category') },
  'Person.apps': {
    records: (person, around) =>
      around.store
        .pointingAt('PersonApp', 'person', person)
        .flatMap((access) => related(access, 'app', around)),
  },
  'Person.field_data': { inverse: 'customizable' },
  'Person.households': { inverse: 'people' },
  'Person.messages': {
    records: (person, { store }) => [
      ...new Set([
        ...store.pointingAt('Message', 'to', person),
        ...store.pointingAt('Message', 'from', person),
      ]),
    ],
  },
  'Person.organization': toOrganization,
  'Tab.field_definitions': {
    records: (tab, { store }) => store.pointingAt('FieldDefinition', 'tab', tab).filter(isKept),
    inverse: 'tab',
  },
  'Tab.field_options': {
    records: (tab, { store }) =>
      store
        .pointingAt('FieldDefinition', 'tab', tab)
        .flatMap((definition) => store.pointingAt('FieldOption', 'field_definition', definition)),
  },
  'Workflow.category': { own: 'workflow_category' },
  'Workflow.shared_people': { records: peopleThrough('WorkflowShare', 'workflow') },
};

/** Newer versions list archived workflows only for the filter that asks for them. */
export const peopleUnlisted: AppModel['unlisted'] = {
  'Organization.workflows': ({ attributes }, { version }) =>
    version >= '2025-03-20' && (attributes['archived_at'] ?? null) !== null,
};

/** What was deleted but can be brought back is left out unless a filter asks for it. */
export function isKept({ attributes }: StoredRecord): boolean {
  return (attributes['deleted_at'] ?? null) === null;
}

function peopleThrough(
  type: string,
  relation: string,
): (record: StoredRecord, around: Surroundings) => readonly StoredRecord[] {
  return (record, around) =>
    around.store.pointingAt(type, relation, record).flatMap((between) => related(between, 'person', around));
}
