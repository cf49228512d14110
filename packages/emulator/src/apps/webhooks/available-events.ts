/** What happens to a resource, in the order in which it is listed. */
const CHANGES = ['created', 'destroyed', 'updated'] as const;

/** By what their names begin with: resources, and what happens to them. */
const EVENTS: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  'calendar.v2': { event_request: ['approved', ...CHANGES] },
  'giving.v2': { batch: CHANGES, donation: CHANGES, profile: ['created', 'first_donated'] },
  'groups.church_center.v2': { group_application: CHANGES },
  'groups.v2': { group: CHANGES, membership: CHANGES },
  'people.v2': {
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
  'publishing.v2': { episode: CHANGES, episode_time: CHANGES },
  'services.v2': {
    arrangement: CHANGES,
    key: CHANGES,
    plan: CHANGES,
    'plan.live': ['updated'],
    plan_item: CHANGES,
    plan_note: CHANGES,
    song: CHANGES,
  },
};

/** Something that a subscription can be told of: `people.v2.events.person.created`. */
export interface AvailableEvent {
  readonly name: string;
  readonly app: string;
  readonly version: string;
  readonly type: string;
  readonly resource: string;
  readonly action: string;
}

/**
 * The events whose names are known, in alphabetical order. No list of the service's own was recorded, so those are
 * left out that not all sources name.
 */
export const AVAILABLE_EVENTS: readonly AvailableEvent[] = Object.entries(EVENTS).flatMap(
  ([start, resources]) =>
    Object.entries(resources).flatMap(([resource, actions]) =>
      actions.map((action) => {
        const [app, version] = [
          start.slice(0, start.lastIndexOf('.')),
          start.slice(start.lastIndexOf('.') + 1),
        ];
        return {
          name: `${start}.events.${resource}.${action}`,
          app,
          version,
          type: 'events',
          resource,
          action,
        };
      }),
    ),
);
