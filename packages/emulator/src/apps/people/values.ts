import { personName } from '../../accounts/person-name.ts';
import type { AppModel, ComputedValue } from '../../schema/app-model.ts';
import { refs } from '../../store/identifiers.ts';
import { workflowCounts } from './workflow-counts.ts';

/** Attributes of People that follow from others. */
export const peopleValues: AppModel['values'] = {
  ...workflowCounts,
  Person: { name: personName },
  Household: {
    member_count: ({ relations }) => refs(relations['people']).length,
    primary_contact_id: ({ relations }) => refs(relations['primary_contact'])[0]?.id ?? null,
    primary_contact_name: ({ relations }, around) => {
      const [contact] = refs(relations['primary_contact']);
      const person = contact && around.store.get('Person', contact.id);
      return person ? personName(person) : null;
    },
  },
  HouseholdMembership: {
    person_name: ({ relations }, around) => {
      const [member] = refs(relations['person']);
      const person = member && around.store.get('Person', member.id);
      return person ? personName(person) : null;
    },
  },
};

/** What `order` sorts by without an attribute of that name. */
export const peopleOrder: AppModel['order'] = {
  Form: { campus: nameAt('campus'), category: nameAt('form_category') },
  FormSubmission: { 'person.first_name': ofPerson('first_name'), 'person.last_name': ofPerson('last_name') },
  List: {
    campus_id: idAt('campus'),
    'campuses.name': nameAt('campus'),
    'list_categories.name': nameAt('category'),
    list_category_id: idAt('category'),
  },
  MaritalStatus: { sequence: ({ id }) => Number(id) },
  MembershipType: { sequence: ({ id }) => Number(id) },
  ServiceTime: { time: ({ attributes }) => attributes['start_time'] ?? null },
  Workflow: { campus_name: nameAt('campus'), workflow_category_name: nameAt('workflow_category') },
  WorkflowAssigneeSummary: {
    first_name: ofPerson('first_name'),
    last_name: ofPerson('last_name'),
    name: ofPerson('name'),
  },
  WorkflowCard: { first_name: ofPerson('first_name'), last_name: ofPerson('last_name') },
};

function ofPerson(attribute: string): ComputedValue {
  return ({ relations }, around) => {
    const [ref] = refs(relations['person']);
    const person = ref && around.store.get('Person', ref.id);
    if (!person) return null;
    return attribute === 'name' ? personName(person) : (person.attributes[attribute] ?? null);
  };
}

function nameAt(relation: string): ComputedValue {
  return ({ relations }, { store }) => {
    const [ref] = refs(relations[relation]);
    return (ref && store.get(ref.type, ref.id)?.attributes['name']) ?? null;
  };
}

function idAt(relation: string): ComputedValue {
  return ({ relations }) => {
    const [ref] = refs(relations[relation]);
    return ref ? Number(ref.id) : null;
  };
}
