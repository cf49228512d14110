import { personName } from '../../accounts/person-name.ts';
import type { AppModel, ComputedValue } from '../../schema/app-model.ts';
import { attributeAt, relatedOne } from '../related.ts';
import { refs } from '../../store/identifiers.ts';
import { workflowCounts } from './workflow-counts.ts';

/** Attributes of People that follow from others. */
export const peopleValues: AppModel['values'] = {
  ...workflowCounts,
  Person: { name: personName },
  Household: {
    member_count: ({ relations }) => refs(relations['people']).length,
    primary_contact_id: ({ relations }) => refs(relations['primary_contact'])[0]?.id ?? null,
    primary_contact_name: personNameAt('primary_contact'),
  },
  HouseholdMembership: { person_name: personNameAt('person') },
};

/** What `order` sorts by without an attribute of that name. */
export const peopleOrder: AppModel['order'] = {
  Form: { campus: attributeAt('campus', 'name'), category: attributeAt('form_category', 'name') },
  FormSubmission: {
    'person.first_name': attributeAt('person', 'first_name'),
    'person.last_name': attributeAt('person', 'last_name'),
  },
  List: {
    campus_id: idAt('campus'),
    'campuses.name': attributeAt('campus', 'name'),
    'list_categories.name': attributeAt('category', 'name'),
    list_category_id: idAt('category'),
  },
  MaritalStatus: { sequence: ({ id }) => Number(id) },
  MembershipType: { sequence: ({ id }) => Number(id) },
  ServiceTime: { time: ({ attributes }) => attributes['start_time'] ?? null },
  Workflow: {
    campus_name: attributeAt('campus', 'name'),
    workflow_category_name: attributeAt('workflow_category', 'name'),
  },
  WorkflowAssigneeSummary: {
    first_name: attributeAt('person', 'first_name'),
    last_name: attributeAt('person', 'last_name'),
    name: personNameAt('person'),
  },
  WorkflowCard: {
    first_name: attributeAt('person', 'first_name'),
    last_name: attributeAt('person', 'last_name'),
  },
};

function personNameAt(relation: string): ComputedValue {
  return (record, around) => {
    const person = relatedOne(record, relation, around);
    return person ? personName(person) : null;
  };
}

function idAt(relation: string): ComputedValue {
  return ({ relations }) => {
    const [ref] = refs(relations[relation]);
    return ref ? Number(ref.id) : null;
  };
}
