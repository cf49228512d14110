import { describe, expect, it } from 'vitest';
import type { AppName } from '@tspco/catalog';
import { AVAILABLE_EVENTS } from '../src/apps/webhooks/available-events.ts';
import { raisedEvents } from '../src/apps/webhooks/raised-events.ts';
import { refs } from '../src/store/identifiers.ts';
import type { Ref, StoredRecord } from '../src/store/record.ts';
import type { Told } from './support/small-church.ts';
import { first, payload, seededChurch, type Seeded } from './support/seeded-church.ts';

interface Watched extends Seeded {
  /** The names of the events since the last call, in alphabetical order. */
  readonly raised: () => string[];
}

function watched(): Watched {
  const seeded = seededChurch();
  let names: string[] = [];
  seeded.church.observe({
    changed: (changes, cause) => {
      names.push(...raisedEvents(changes, cause, seeded.church).map(({ name }) => name));
    },
    replaced: () => {},
  });
  return {
    ...seeded,
    raised: () => {
      const seen = names.sort();
      names = [];
      return seen;
    },
  };
}

/** An answer, which must be no refusal. */
async function done(answer: Promise<Told>): Promise<Told['document']> {
  const { status, document } = await answer;
  if (status >= 400) throw new Error(`${status} ${JSON.stringify(document)}`);
  return document;
}

/** The address of what was created. */
async function made(answer: Promise<Told>): Promise<string> {
  return (await done(answer)).data.links['self'] ?? '';
}

const identify = ({ type, id }: Ref): Ref => ({ type, id });

const personOf = ({ church }: Seeded, index = 1): StoredRecord => {
  const person = church.app('people').all('Person')[index];
  if (!person) throw new Error('The church has too few people.');
  return person;
};

const people = (seeded: Seeded): string => `/people/v2/people/${personOf(seeded).id}`;

/** A resource that is created, changed and deleted, and the events that each of these raises. */
interface Life {
  /** The beginning of the events' names. */
  readonly events: string;
  readonly at: (seeded: Seeded) => string | Promise<string>;
  readonly create: (seeded: Seeded) => object;
  readonly change: object;
  /** What else happens, besides created, updated and destroyed. */
  readonly also?: { readonly created?: string[]; readonly updated?: string[]; readonly destroyed?: string[] };
}

const LIVES: readonly Life[] = [
  {
    events: 'people.v2.events.person',
    at: () => '/people/v2/people',
    create: () => payload({ first_name: 'Ada', last_name: 'Rolfe' }),
    change: { nickname: 'Ad' },
    also: { created: ['giving.v2.events.profile.created'] },
  },
  {
    events: 'people.v2.events.address',
    at: (seeded) => `${people(seeded)}/addresses`,
    create: () => payload({ city: 'Springfield', location: 'Home' }),
    change: { city: 'Shelbyville' },
  },
  {
    events: 'people.v2.events.email',
    at: (seeded) => `${people(seeded)}/emails`,
    create: () => payload({ address: 'ada@example.org', location: 'Home' }),
    change: { address: 'rolfe@example.org' },
  },
  {
    events: 'people.v2.events.phone_number',
    at: (seeded) => `${people(seeded)}/phone_numbers`,
    create: () => payload({ number: '619-555-0113', location: 'Home' }),
    change: { number: '619-555-0114' },
  },
  {
    events: 'people.v2.events.field_definition',
    at: ({ church }) => `/people/v2/tabs/${first(church, 'people', 'Tab').id}/field_definitions`,
    create: () => payload({ name: 'Shoe size', data_type: 'string' }),
    change: { name: 'Size of shoes' },
  },
  {
    events: 'people.v2.events.field_datum',
    at: (seeded) => `${people(seeded)}/field_data`,
    create: ({ church }) => {
      const isText = ({ attributes }: StoredRecord): boolean => attributes['data_type'] === 'string';
      return payload({
        field_definition_id: first(church, 'people', 'FieldDefinition', isText).id,
        value: 'a',
      });
    },
    change: { value: 'b' },
  },
  {
    events: 'people.v2.events.household',
    at: () => '/people/v2/households',
    create: (seeded) => {
      const person = identify(personOf(seeded));
      return payload({ name: 'Rolfe' }, { people: [person], primary_contact: person });
    },
    change: { name: 'Rolfes' },
  },
  {
    events: 'people.v2.events.workflow',
    at: () => '/people/v2/workflows',
    create: () => payload({ name: 'Welcome' }),
    change: { name: 'Welcome!' },
  },
  {
    events: 'people.v2.events.workflow_step',
    at: ({ church }) => `/people/v2/workflows/${first(church, 'people', 'Workflow').id}/steps`,
    create: () => payload({ name: 'Call', sequence: 77 }),
    change: { name: 'Call again' },
  },
  {
    events: 'people.v2.events.workflow_share',
    at: ({ church }) => `/people/v2/workflows/${first(church, 'people', 'Workflow').id}/shares`,
    create: (seeded) => payload({ person_id: personOf(seeded).id, permission: 'view' }),
    change: { permission: 'manage' },
  },
  {
    events: 'people.v2.events.workflow_card',
    at: ({ church }) => {
      const [workflow] = refs(first(church, 'people', 'WorkflowStep').relations['workflow']);
      return `/people/v2/workflows/${workflow?.id}/cards`;
    },
    create: (seeded) => payload({ person_id: personOf(seeded).id }),
    change: { sticky_assignment: true },
    also: { created: ['people.v2.events.workflow_card.step_ready'] },
  },
  {
    events: 'giving.v2.events.batch',
    at: () => '/giving/v2/batches',
    create: () => payload({ description: 'Sunday' }),
    change: { description: 'Saturday' },
  },
  {
    events: 'giving.v2.events.donation',
    at: ({ church }) => `/giving/v2/batches/${first(church, 'giving', 'Batch').id}/donations`,
    create: ({ church }) => {
      const fund = identify(first(church, 'giving', 'Fund'));
      const source = identify(first(church, 'giving', 'PaymentSource'));
      return payload({ payment_method: 'cash' }, { payment_source: source }, [
        { type: 'Designation', attributes: { amount_cents: 500 }, relationships: { fund: { data: fund } } },
      ]);
    },
    change: { payment_method: 'check' },
  },
  {
    events: 'groups.v2.events.membership',
    at: ({ church }) => `/groups/v2/groups/${first(church, 'groups', 'Group').id}/memberships`,
    create: ({ church }) => {
      const group = first(church, 'groups', 'Group');
      const members = church.app('groups').pointingAt('Membership', 'group', group);
      const taken = new Set(members.map(({ relations }) => refs(relations['person'])[0]?.id));
      const person = first(church, 'people', 'Person', ({ id }) => !taken.has(id));
      return payload({ person_id: person.id, role: 'member' });
    },
    change: { role: 'leader' },
  },
  {
    events: 'publishing.v2.events.episode',
    at: ({ church }) => `/publishing/v2/channels/${first(church, 'publishing', 'Channel').id}/episodes`,
    create: () => payload({ title: 'Hope' }),
    change: { title: 'Faith' },
  },
  {
    events: 'publishing.v2.events.episode_time',
    at: ({ church }) => `/publishing/v2/episodes/${first(church, 'publishing', 'Episode').id}/episode_times`,
    create: () => payload({ starts_at: '2026-03-08T10:00:00Z' }),
    change: { starts_at: '2026-03-08T11:00:00Z' },
  },
  {
    events: 'services.v2.events.song',
    at: () => '/services/v2/songs',
    create: () => payload({ title: 'Amazing Grace' }),
    change: { author: 'John Newton' },
  },
  {
    events: 'services.v2.events.arrangement',
    at: ({ church }) => `/services/v2/songs/${first(church, 'services', 'Song').id}/arrangements`,
    create: () => payload({ name: 'Acoustic' }),
    change: { bpm: 70 },
  },
  {
    events: 'services.v2.events.key',
    at: ({ church }) => {
      const arrangement = first(church, 'services', 'Arrangement');
      const [song] = refs(arrangement.relations['song']);
      return `/services/v2/songs/${song?.id}/arrangements/${arrangement.id}/keys`;
    },
    create: () => payload({ name: 'Low', starting_key: 'C' }),
    change: { name: 'High' },
  },
  {
    events: 'services.v2.events.plan',
    at: ({ church }) => `/services/v2/service_types/${first(church, 'services', 'ServiceType').id}/plans`,
    create: () => payload({ title: 'Hope' }),
    change: { title: 'Faith' },
  },
  {
    events: 'services.v2.events.plan_item',
    at: (seeded) => `${planOf(seeded)}/items`,
    create: () => payload({ title: 'Welcome' }),
    change: { title: 'Prayer' },
  },
  {
    events: 'services.v2.events.plan_note',
    at: (seeded) => `${planOf(seeded)}/notes`,
    create: ({ church }) =>
      payload({ content: 'Red', plan_note_category_id: first(church, 'services', 'PlanNoteCategory').id }),
    change: { content: 'Blue' },
  },
];

function planOf({ church }: Seeded, test?: (plan: StoredRecord) => boolean): string {
  const plan = first(church, 'services', 'Plan', test);
  const [serviceType] = refs(plan.relations['service_type']);
  return `/services/v2/service_types/${serviceType?.id}/plans/${plan.id}`;
}

describe.each(LIVES)('$events', ({ events, at, create, change, also = {} }) => {
  const names = (action: 'created' | 'updated' | 'destroyed'): string[] =>
    [`${events}.${action}`, ...(also[action] ?? [])].sort();

  it('is raised as created, updated and destroyed, and nothing else is', async () => {
    const seeded = watched();
    const self = await made(seeded.post(await at(seeded), create(seeded)));
    expect(seeded.raised()).toEqual(names('created'));
    await done(seeded.patch(self, payload(change)));
    expect(seeded.raised()).toEqual(names('updated'));
    await done(seeded.patch(self, payload(change)));
    expect(seeded.raised()).toEqual([]);
    await done(seeded.remove(self));
    expect(seeded.raised()).toEqual(names('destroyed'));
  });
});

/** What is done, after what was done before, and all the events that it raises. */
interface Deed {
  readonly what: string;
  readonly before?: (seeded: Seeded) => Promise<unknown>;
  readonly act: (seeded: Seeded) => Promise<unknown>;
  readonly raises: readonly string[];
}

const CARD = 'people.v2.events.workflow_card';
const ACTIVITY = 'people.v2.events.workflow_card_activity';

/** The address of the first record of a type that passes the test. */
async function address(
  { church, get }: Seeded,
  list: string,
  test: (record: Told['document']['data']) => boolean = () => true,
): Promise<string> {
  const { data } = await done(get(`${list}?per_page=100`));
  const found = data.find((record) => test(record as Told['document']['data']));
  if (!found) throw new Error(`${list} has nothing of the kind; the church has ${church.revision}.`);
  return found.links['self'] ?? '';
}

/** The address of a card that is at a step of its workflow, and not at the last one. */
function cardOf({ church }: Seeded): string {
  const store = church.app('people');
  const card = first(church, 'people', 'WorkflowCard', ({ attributes, relations }) => {
    const [step] = refs(relations['current_step']);
    const [workflow] = refs(relations['workflow']);
    if (!step || !workflow || attributes['stage'] !== 'ready') return false;
    const steps = store.pointingAt('WorkflowStep', 'workflow', workflow);
    const sequences = steps.map((one) => Number(one.attributes['sequence']));
    const own = Number(store.get('WorkflowStep', step.id)?.attributes['sequence']);
    return sequences.some((sequence) => sequence > own);
  });
  const [person] = refs(card.relations['person']);
  return `/people/v2/people/${person?.id}/workflow_cards/${card.id}`;
}

/** A gift of somebody, or of nobody. */
async function give({ church, post }: Seeded, batch: string, person?: string): Promise<void> {
  const fund = identify(first(church, 'giving', 'Fund'));
  const source = identify(first(church, 'giving', 'PaymentSource'));
  const relationships = {
    payment_source: source,
    ...(person === undefined ? {} : { person: { type: 'Person', id: person } }),
  };
  const designations = [
    { type: 'Designation', attributes: { amount_cents: 500 }, relationships: { fund: { data: fund } } },
  ];
  await done(post(`${batch}/donations`, payload({ payment_method: 'cash' }, relationships, designations)));
}

const openBatch = ({ church }: Seeded): string => {
  const isOpen = ({ attributes }: StoredRecord): boolean => attributes['status'] === 'in_progress';
  return `/giving/v2/batches/${first(church, 'giving', 'Batch', isOpen).id}`;
};

/** Somebody who has never given. */
function stingy({ church }: Seeded): string {
  const store = church.app('giving');
  const gaveNothing = (person: StoredRecord): boolean =>
    store.pointingAt('Donation', 'person', person).length === 0;
  return first(church, 'giving', 'Person', gaveNothing).id;
}

const at = (app: AppName, edge: string, type: string) => (seeded: Seeded) =>
  `/${app}/v2/${edge}/${first(seeded.church, app, type).id}`;

const DEEDS: readonly Deed[] = [
  {
    what: 'a note is written',
    act: (seeded) => done(seeded.post(`${people(seeded)}/notes`, noteFor(seeded))),
    raises: ['people.v2.events.note.created'],
  },
  {
    what: 'a note is deleted',
    act: async (seeded) => done(seeded.remove(await address(seeded, '/people/v2/notes'))),
    raises: ['people.v2.events.note.destroyed'],
  },
  {
    what: 'a new address takes the place of the primary one',
    before: (seeded) =>
      done(seeded.post(`${people(seeded)}/emails`, payload({ address: 'a@example.org', primary: true }))),
    act: (seeded) =>
      done(seeded.post(`${people(seeded)}/emails`, payload({ address: 'b@example.org', primary: true }))),
    raises: ['people.v2.events.email.created', 'people.v2.events.email.updated'],
  },
  {
    what: 'somebody joins a household',
    act: async ({ church, post }) => {
      const household = first(church, 'people', 'Household');
      const members = new Set(refs(household.relations['people']).map(({ id }) => id));
      const person = first(church, 'people', 'Person', ({ id }) => !members.has(id));
      const at = `/people/v2/households/${household.id}/household_memberships`;
      await done(post(at, payload({ person_id: person.id })));
    },
    raises: ['people.v2.events.household.updated'],
  },
  {
    what: 'somebody is deleted with what belongs to them',
    before: async (seeded) => {
      const self = await made(
        seeded.post('/people/v2/people', payload({ first_name: 'Ada', last_name: 'Rolfe' })),
      );
      await done(seeded.post(`${pathOf(self)}/emails`, payload({ address: 'a@example.org' })));
      await done(seeded.post(`${pathOf(self)}/phone_numbers`, payload({ number: '619-555-0113' })));
      const list = identify(first(seeded.church, 'people', 'List'));
      const person = { type: 'Person', id: self.split('/').at(-1) ?? '' };
      const relations = { list, person };
      seeded.church.app('people').put({ type: 'ListResult', id: '77', attributes: {}, relations });
    },
    act: async ({ church, remove }) => {
      const person = church.app('people').all('Person').at(-1);
      await done(remove(`/people/v2/people/${person?.id}`));
    },
    raises: [
      'people.v2.events.email.destroyed',
      'people.v2.events.list_result.destroyed',
      'people.v2.events.person.destroyed',
      'people.v2.events.phone_number.destroyed',
    ],
  },
  {
    what: 'a list is run',
    act: (seeded) => done(seeded.post(`${at('people', 'lists', 'List')(seeded)}/run`)),
    raises: ['people.v2.events.list.refreshed'],
  },
  {
    what: 'a list is run once more in the same second',
    before: (seeded) => done(seeded.post(`${at('people', 'lists', 'List')(seeded)}/run`)),
    act: (seeded) => done(seeded.post(`${at('people', 'lists', 'List')(seeded)}/run`)),
    raises: ['people.v2.events.list.refreshed'],
  },
  {
    what: 'a card is promoted',
    act: (seeded) => done(seeded.post(`${cardOf(seeded)}/promote`)),
    raises: [`${CARD}.step_ready`, `${CARD}.updated`, `${ACTIVITY}.created`],
  },
  {
    what: 'a card is snoozed',
    act: (seeded) => done(seeded.post(`${cardOf(seeded)}/snooze`, payload({ duration: 7 }))),
    raises: [`${CARD}.updated`, `${ACTIVITY}.created`],
  },
  {
    what: 'a card is deleted with what happened to it',
    before: (seeded) => done(seeded.post(`${cardOf(seeded)}/send_email`, mail())),
    act: (seeded) => {
      const store = seeded.church.app('people');
      const [card] = refs(store.all('WorkflowCardActivity').at(-1)?.relations['workflow_card']);
      const [person] = refs(card && store.get(card.type, card.id)?.relations['person']);
      for (const { id } of store.pointingAt('WorkflowCardActivity', 'workflow_card', card ?? NOBODY).slice(1))
        store.delete({ type: 'WorkflowCardActivity', id });
      return done(seeded.remove(`/people/v2/people/${person?.id}/workflow_cards/${card?.id}`));
    },
    raises: [`${CARD}.destroyed`, `${ACTIVITY}.destroyed`],
  },
  {
    what: 'somebody gives for the first time',
    act: (seeded) => give(seeded, openBatch(seeded), stingy(seeded)),
    raises: ['giving.v2.events.donation.created', 'giving.v2.events.profile.first_donated'],
  },
  {
    what: 'somebody gives once more',
    act: async (seeded) => {
      const [donor] = refs(
        first(seeded.church, 'giving', 'Donation', ({ relations }) => refs(relations['person']).length > 0)
          .relations['person'],
      );
      await give(seeded, openBatch(seeded), donor?.id);
    },
    raises: ['giving.v2.events.donation.created'],
  },
  {
    what: 'a batch is being committed',
    act: (seeded) => done(seeded.post(`${openBatch(seeded)}/commit`)),
    raises: ['giving.v2.events.batch.updated'],
  },
  {
    what: 'somebody looks at Giving after a batch was committed',
    before: async (seeded) => {
      const batch = await made(seeded.post('/giving/v2/batches', payload({ description: 'Sunday' })));
      await give(seeded, pathOf(batch));
      await done(seeded.post(`${pathOf(batch)}/commit`));
    },
    act: async ({ advance, get }) => {
      advance(5000);
      await done(get('/giving/v2/funds'));
    },
    raises: ['giving.v2.events.batch.updated', 'giving.v2.events.donation.updated'],
  },
  {
    what: 'an application to a group is approved',
    act: async (seeded) => done(seeded.post(`${await application(seeded)}/approve`)),
    raises: [
      'groups.church_center.v2.events.group_application.updated',
      'groups.v2.events.membership.created',
    ],
  },
  {
    what: 'an application to a group is rejected',
    act: async (seeded) => done(seeded.post(`${await application(seeded)}/reject`)),
    raises: ['groups.church_center.v2.events.group_application.updated'],
  },
  {
    what: 'a group is changed',
    act: (seeded) => done(seeded.patch(at('groups', 'groups', 'Group')(seeded), payload({ name: 'Choir!' }))),
    raises: ['groups.v2.events.group.updated'],
  },
  {
    what: 'a group is duplicated',
    act: (seeded) =>
      done(seeded.post(`${at('groups', 'groups', 'Group')(seeded)}/duplicate`, payload({ fields: [] }))),
    raises: ['groups.v2.events.group.created'],
  },
  {
    what: 'an episode is written with its times',
    act: (seeded) => {
      const at = `/publishing/v2/channels/${first(seeded.church, 'publishing', 'Channel').id}/episodes`;
      const times = ['2026-03-08T10:00:00Z', '2026-03-08T12:00:00Z'];
      const included = times.map((starts_at) => ({ type: 'EpisodeTime', attributes: { starts_at } }));
      return done(seeded.post(at, payload({ title: 'Hope' }, {}, included)));
    },
    raises: [
      'publishing.v2.events.episode.created',
      'publishing.v2.events.episode_time.created',
      'publishing.v2.events.episode_time.created',
    ],
  },
  {
    what: 'a song is deleted with its arrangement and its key',
    before: async (seeded) => {
      const song = pathOf(await made(seeded.post('/services/v2/songs', payload({ title: 'Amazing Grace' }))));
      const arrangement = pathOf(await made(seeded.post(`${song}/arrangements`, payload({ name: 'Rock' }))));
      await done(seeded.post(`${arrangement}/keys`, payload({ name: 'Low', starting_key: 'C' })));
    },
    act: ({ church, remove }) =>
      done(remove(`/services/v2/songs/${church.app('services').all('Song').at(-1)?.id}`)),
    raises: [
      'services.v2.events.arrangement.destroyed',
      'services.v2.events.key.destroyed',
      'services.v2.events.song.destroyed',
    ],
  },
  {
    what: 'the live view of a plan goes on',
    act: (seeded) => done(seeded.post(`${livePlan(seeded)}/live/go_to_next_item`)),
    raises: ['services.v2.events.plan.live.updated'],
  },
  {
    what: 'somebody takes control of the live view of a plan',
    act: (seeded) => done(seeded.post(`${livePlan(seeded)}/live/toggle_control`)),
    raises: ['services.v2.events.plan.live.updated'],
  },
  {
    what: 'a room is deleted that somebody asked for, who then has asked for none',
    act: ({ church, remove }) => {
      const isAskedFor = (resource: StoredRecord): boolean =>
        church.app('calendar').pointingAt('EventResourceRequest', 'resource', resource).length === 1;
      return done(remove(`/calendar/v2/resources/${first(church, 'calendar', 'Resource', isAskedFor).id}`));
    },
    raises: ['calendar.v2.events.event_request.updated'],
  },
];

const NOBODY: Ref = { type: '', id: '' };
const pathOf = (url: string): string => new URL(url).pathname;
const mail = (): object => payload({ subject: 'Hello', note: 'Ada' });

function noteFor({ church }: Seeded): object {
  return payload({ note: 'Called.', note_category_id: first(church, 'people', 'NoteCategory').id });
}

function application(seeded: Seeded): Promise<string> {
  const isPending = ({ attributes }: { attributes: object }): boolean =>
    'status' in attributes && attributes.status === 'pending';
  return address(seeded, '/groups/v2/group_applications', isPending);
}

/** The address of a plan with items and nobody who leads it. */
function livePlan(seeded: Seeded): string {
  return planOf(seeded, (plan) => {
    const items = seeded.church.app('services').pointingAt('Item', 'plan', plan);
    return items.length > 2 && refs(plan.relations['live_item_time']).length === 0;
  });
}

describe('when', () => {
  it.each(DEEDS)('$what, there are the events $raises', async ({ before, act, raises }) => {
    const seeded = watched();
    await before?.(seeded);
    seeded.raised();
    await act(seeded);
    expect(seeded.raised()).toEqual(raises);
  });
});

/** What nothing that the API allows can raise. `control.webhooks.send` tells of them. */
const UNRAISED: Readonly<Record<string, string>> = {
  'calendar.v2.events.event_request.approved': 'the API reads requests and does not approve them',
  'calendar.v2.events.event_request.created': 'the API reads requests and does not make any',
  'calendar.v2.events.event_request.destroyed': 'the API reads requests and does not take any back',
  'groups.church_center.v2.events.group_application.created': 'people apply on Church Center',
  'groups.church_center.v2.events.group_application.destroyed': 'the API deletes none, and no group either',
  'groups.v2.events.group.destroyed': 'the API deletes no groups',
  'people.v2.events.form_submission.created': 'forms are filled in on Church Center',
  'people.v2.events.list.created': 'the API makes no lists',
  'people.v2.events.list.destroyed': 'the API deletes no lists',
  'people.v2.events.list_result.created': 'rules of lists are not evaluated',
  'people.v2.events.person_merger.created': 'the API merges nobody',
  'people.v2.events.workflow_card_activity.updated': 'the API changes no activities',
};

it('every event that can be subscribed to is raised by one of these, or it is known why not', () => {
  const shown = new Set([
    ...LIVES.flatMap(({ events }) =>
      ['created', 'updated', 'destroyed'].map((action) => `${events}.${action}`),
    ),
    ...LIVES.flatMap(({ also }) => Object.values(also ?? {}).flat()),
    ...DEEDS.flatMap(({ raises }) => raises),
  ]);
  const unshown = AVAILABLE_EVENTS.map(({ name }) => name).filter((name) => !shown.has(name));
  expect(unshown).toEqual(Object.keys(UNRAISED));
});
