import { pascalCase } from './pascal-case.ts';
import type { AppName } from './types.ts';

/** Something that a webhook subscription can be told of: `people.v2.events.person.created`. */
export interface WebhookEvent {
  readonly name: string;
  /** What its name begins with: an app, or a part of one, as in `groups.church_center`. */
  readonly app: string;
  readonly version: string;
  readonly type: string;
  readonly resource: string;
  readonly action: string;
  /** The app whose records it tells of. */
  readonly ofApp: AppName;
  /** The type that its resource has by the rules of the API; whether the app has such a type, its catalog tells. */
  readonly vertex: string;
}

/** What happens to a resource, in the order in which it is listed. */
const CHANGES = ['created', 'destroyed', 'updated'] as const;

/** By app, and the part of it that names begin with: resources, and what happens to them. */
const EVENTS: readonly {
  readonly ofApp: AppName;
  readonly part?: string;
  readonly resources: Readonly<Record<string, readonly string[]>>;
}[] = [
  { ofApp: 'calendar', resources: { event_request: ['approved', ...CHANGES] } },
  {
    ofApp: 'giving',
    resources: { batch: CHANGES, donation: CHANGES, profile: ['created', 'first_donated'] },
  },
  { ofApp: 'groups', part: 'church_center', resources: { group_application: CHANGES } },
  { ofApp: 'groups', resources: { group: CHANGES, membership: CHANGES } },
  {
    ofApp: 'people',
    resources: {
      address: CHANGES,
      email: CHANGES,
      field_datum: CHANGES,
      field_definition: CHANGES,
      form_submission: ['created'],
      household: CHANGES,
      list: ['created', 'destroyed', 'refreshed'],
      list_result: ['created', 'destroyed'],
      note: ['created', 'destroyed'],
      person: CHANGES,
      person_merger: ['created'],
      phone_number: CHANGES,
      workflow: CHANGES,
      workflow_card: [...CHANGES, 'step_ready'],
      workflow_card_activity: CHANGES,
      workflow_share: CHANGES,
      workflow_step: CHANGES,
    },
  },
  { ofApp: 'publishing', resources: { episode: CHANGES, episode_time: CHANGES } },
  {
    ofApp: 'services',
    resources: {
      arrangement: CHANGES,
      key: CHANGES,
      plan: CHANGES,
      'plan.live': ['updated'],
      plan_item: CHANGES,
      plan_note: CHANGES,
      song: CHANGES,
    },
  },
];

const ALL: readonly WebhookEvent[] = EVENTS.flatMap(({ ofApp, part, resources }) =>
  Object.entries(resources).flatMap(([resource, actions]) =>
    actions.map((action) => {
      const app = part === undefined ? ofApp : `${ofApp}.${part}`;
      const name = `${app}.v2.events.${resource}.${action}`;
      const vertex = pascalCase(resource);
      return { name, app, version: 'v2', type: 'events', resource, action, ofApp, vertex };
    }),
  ),
);

/**
 * The webhook events whose names are known, in alphabetical order. No list of the service's own was recorded, so those
 * are left out that not all sources name.
 */
export function webhookEvents(): readonly WebhookEvent[] {
  return ALL;
}
