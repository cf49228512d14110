import type { RelationTable } from '../../schema/app-model.ts';

/**
 * What a People record points at besides the relationships that the API shows, and the targets of those whose type
 * is no resource of its own. Everything else comes from the catalog.
 */
export const peopleRelations: RelationTable = {
  ConnectedPerson: { person: 'Person' },
  Condition: { rule: 'Rule' },
  FieldDatum: { customizable: 'Person', field_option: 'FieldOption' },
  HouseholdMembership: { household: 'Household' },
  List: { campus: 'Campus', category: 'ListCategory', created_by: 'Person', updated_by: 'Person' },
  ListShare: { list: 'List' },
  ListStar: { list: 'List' },
  MailchimpSyncStatus: { list: 'List' },
  MessageGroup: { app: 'App', from: 'Person' },
  PeopleImportConflict: { people_import: 'PeopleImport' },
  PeopleImportHistory: { people_import: 'PeopleImport', household: 'Household', person: 'Person' },
  Person: {
    primary_campus: 'Campus',
    inactive_reason: 'InactiveReason',
    marital_status: 'MaritalStatus',
    name_prefix: 'NamePrefix',
    name_suffix: 'NameSuffix',
    school: 'SchoolOption',
  },
  PlatformNotification: { person: 'Person' },
  Report: { created_by: 'Person', updated_by: 'Person' },
  Rule: { list: 'List' },
  SchoolOption: { promotes_to_school: 'SchoolOption' },
  SocialProfile: { person: 'Person' },
  WorkflowCard: { assignee: 'Person' },
  WorkflowCardNote: { workflow_card: 'WorkflowCard' },
  WorkflowStepAssigneeSummary: { step: 'WorkflowStep' },
};
