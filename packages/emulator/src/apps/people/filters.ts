import type { AppModel, FilterRule } from '../../schema/app-model.ts';
import { everything, keep } from '../filter-rules.ts';
import { relatedOne } from '../related.ts';
import { dayOf } from '../../query/time.ts';
import { isKept } from './edges.ts';
import { refs } from '../../store/identifiers.ts';
import type { StoredRecord } from '../../store/record.ts';

const backgroundChecks: Readonly<Record<string, FilterRule>> = {
  ...Object.fromEntries(
    [
      'awaiting_applicant',
      'canceled',
      'complete_clear',
      'complete_not_clear',
      'expired_invitation',
      'needs_review',
      'report_processing',
    ].map((status) => [status, keep(({ attributes }) => attributes['status'] === status)]),
  ),
  current: keep(({ attributes }) => attributes['current'] === true),
  expired: keep(isExpired),
  not_expired: keep((record, around) => !isExpired(record, around)),
};

/** Filters of People whose meaning is known. */
export const peopleFilters: AppModel['filters'] = {
  'Household.people': {
    non_pending: (people, { store, owner }) => {
      const pending = new Set(
        store
          .pointingAt('HouseholdMembership', 'household', owner)
          .filter(({ attributes }) => attributes['pending'] === true)
          .map(({ relations }) => refs(relations['person'])[0]?.id),
      );
      return people.filter(({ id }) => !pending.has(id));
    },
    without_deceased: keep(
      (person, around) => relatedOne(person, 'inactive_reason', around)?.attributes['value'] !== 'Deceased',
    ),
  },
  'Organization.background_checks': backgroundChecks,
  'Organization.field_definitions': {
    include_deleted: { bringsIn: ({ store }) => store.all('FieldDefinition'), leaves: everything },
  },
  'Organization.forms': {
    archived: keep(({ attributes }) => attributes['archived'] === true),
    not_archived: keep(({ attributes }) => attributes['archived'] !== true),
    closed: keep(({ attributes }) => attributes['active'] !== true),
    open: keep(({ attributes }) => attributes['active'] === true),
    recently_viewed: keep(({ attributes }) => attributes['recently_viewed'] === true),
  },
  'Organization.lists': {
    auto_refresh_enabled: keep(({ attributes }) => attributes['auto_refresh'] === true),
    has_active_automations: keep(({ attributes }) => attributes['automations_active'] === true),
    recently_viewed: keep(({ attributes }) => attributes['recently_viewed'] === true),
    starred: keep(({ attributes }) => attributes['starred'] === true),
  },
  'Organization.people': {
    organization_admins: keep(({ attributes }) => attributes['site_administrator'] === true),
  },
  'Organization.tabs': {
    with_field_definitions: keep(
      (tab, { store }) => store.pointingAt('FieldDefinition', 'tab', tab).length > 0,
    ),
  },
  'Organization.workflows': {
    archived: {
      bringsIn: ({ store }) =>
        store.all('Workflow').filter((workflow) => isKept(workflow) && isArchived(workflow)),
      leaves: keep(isArchived),
    },
    not_archived: keep((workflow) => !isArchived(workflow)),
    has_my_cards: keep((workflow, { store, personId }) =>
      store
        .pointingAt('WorkflowCard', 'workflow', workflow)
        .some(({ relations }) => refs(relations['assignee'])[0]?.id === personId),
    ),
    recently_viewed: keep(({ attributes }) => attributes['recently_viewed'] === true),
    only_deleted: {
      bringsIn: ({ store }) => store.all('Workflow'),
      leaves: keep((workflow) => !isKept(workflow)),
    },
    with_deleted: { bringsIn: ({ store }) => store.all('Workflow'), leaves: everything },
    with_steps: keep(
      (workflow, { store }) => store.pointingAt('WorkflowStep', 'workflow', workflow).length > 0,
    ),
  },
  'Person.background_checks': backgroundChecks,
  'Person.messages': {
    received: keep(({ relations }, { owner }) => refs(relations['to']).some(({ id }) => id === owner.id)),
    sent: keep(({ relations }, { owner }) => refs(relations['from']).some(({ id }) => id === owner.id)),
    unread: keep(({ attributes }) => (attributes['read_at'] ?? null) === null),
  },
  'Person.workflow_cards': { assigned: keep(({ relations }) => refs(relations['assignee']).length > 0) },
  'Tab.field_definitions': {
    with_deleted: {
      bringsIn: ({ store, owner }) => store.pointingAt('FieldDefinition', 'tab', owner),
      leaves: everything,
    },
  },
};

function isArchived({ attributes }: StoredRecord): boolean {
  return (attributes['archived_at'] ?? null) !== null;
}

function isExpired({ attributes }: StoredRecord, { church, timeZone }: Parameters<FilterRule>[1]): boolean {
  const expires = attributes['expires_on'];
  return typeof expires === 'string' && expires < (dayOf(church.timestamp(), timeZone) ?? '');
}
