import type { AppName } from '../types/versions.ts';

/** What events tell of: a type of resource of an app, and what can happen to it. */
interface Source<App extends AppName, Type extends string, Action extends string> {
  app: App;
  type: Type;
  action: Action;
}

type Change = 'created' | 'updated' | 'destroyed';

/**
 * Planning Center documents no list of its events; `GET /webhooks/v2/available_events` has them. These are the names that
 * several sources agree on. Others work just the same, with wide types.
 */
interface Sources {
  'calendar.v2.events.event_request': Source<'calendar', 'EventResourceRequest', Change | 'approved'>;
  'giving.v2.events.batch': Source<'giving', 'Batch', Change>;
  'giving.v2.events.donation': Source<'giving', 'Donation', Change>;
  'giving.v2.events.profile': Source<'giving', 'Person', 'created' | 'first_donated'>;
  'groups.church_center.v2.events.group_application': Source<'groups', 'GroupApplication', Change>;
  'groups.v2.events.group': Source<'groups', 'Group', Change>;
  'groups.v2.events.membership': Source<'groups', 'Membership', Change>;
  'people.v2.events.address': Source<'people', 'Address', Change>;
  'people.v2.events.email': Source<'people', 'Email', Change>;
  'people.v2.events.field_datum': Source<'people', 'FieldDatum', Change>;
  'people.v2.events.field_definition': Source<'people', 'FieldDefinition', Change>;
  'people.v2.events.form_submission': Source<'people', 'FormSubmission', 'created'>;
  'people.v2.events.household': Source<'people', 'Household', Change>;
  'people.v2.events.list': Source<'people', 'List', Change | 'refreshed'>;
  'people.v2.events.list_result': Source<'people', 'ListResult', 'created' | 'destroyed'>;
  'people.v2.events.note': Source<'people', 'Note', 'created' | 'destroyed'>;
  'people.v2.events.person': Source<'people', 'Person', Change>;
  'people.v2.events.person_merger': Source<'people', 'PersonMerger', 'created'>;
  'people.v2.events.phone_number': Source<'people', 'PhoneNumber', Change>;
  'people.v2.events.workflow': Source<'people', 'Workflow', Change>;
  'people.v2.events.workflow_card': Source<'people', 'WorkflowCard', Change | 'step_ready'>;
  'people.v2.events.workflow_card_activity': Source<'people', 'WorkflowCardActivity', Change>;
  'people.v2.events.workflow_share': Source<'people', 'WorkflowShare', Change>;
  'people.v2.events.workflow_step': Source<'people', 'WorkflowStep', Change>;
  'publishing.v2.events.episode': Source<'publishing', 'Episode', Change>;
  'publishing.v2.events.episode_time': Source<'publishing', 'EpisodeTime', Change>;
  'services.v2.events.arrangement': Source<'services', 'Arrangement', Change>;
  'services.v2.events.key': Source<'services', 'Key', Change>;
  'services.v2.events.plan': Source<'services', 'Plan', Change>;
  'services.v2.events.plan.live': Source<'services', 'Live', 'updated'>;
  'services.v2.events.plan_item': Source<'services', 'Item', Change>;
  'services.v2.events.plan_note': Source<'services', 'PlanNote', Change>;
  'services.v2.events.song': Source<'services', 'Song', Change>;
}

/** By an event's name, what it tells of. */
export type EventSources = {
  [Start in keyof Sources as `${Start}.${Sources[Start]['action']}`]: Sources[Start];
};

/** The name of an event of which the type of its resource is known: `'people.v2.events.person.created'`. */
export type WebhookEventName = keyof EventSources;
