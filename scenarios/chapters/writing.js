import { document, to } from '../program/visit.js';

const PEOPLE = '/people/v2/people';
const SONGS = '/services/v2/songs';
const TYPES = '/services/v2/service_types';

/** @type {import('../program/scenario.js').Chapter} */
export const WRITING = {
  title: 'Writing',
  facts: {
    created: 'POST answers 201 with the resource',
    changed: 'PATCH answers 200 with the resource, and leaves the rest alone',
    deleted: 'DELETE answers 204 without a body and content type, and 404 from then on',
    payload: 'a body without one object under data is refused',
    'no-id': 'PATCH needs neither id nor type',
    'misplaced-relationship': 'relationships among the attributes are refused',
    'unassignable-attribute': 'an attribute that cannot be assigned is refused by its name',
    'two-lists': 'what can be assigned on creation and on change are two lists',
    nested: 'what belongs to somebody is created below them, and names them',
    'asks-along': 'include and fields work on writes, too',
    'included-parts': 'a donation is created in a batch, with its designations along',
    'changed-parts': 'designations along with a change are changed and removed',
    'channel-parts': 'channels and episodes are created with their times and resources along',
    put: 'PUT is a page that is not there',
    'primary-demoted': 'a new primary e-mail address demotes the old one without touching its time',
    'weak-validation': 'an impossible date and a grade that is no number become nothing',
    'grade-range': 'a grade out of range is refused',
    'empty-actions': 'some actions answer 204',
    'card-actions': 'workflow cards go forward, back, to sleep and away, by actions',
    'run-by-get': 'a list is run by POST, and by GET, too',
    'create-plans': 'a service type creates plans by an action',
    commit: 'committing a batch takes a while, and cannot be done twice',
    'archive-actions': 'arrangements are archived and brought back by actions',
  },
  unshown: {
    'lists-of-records': 'no writes of several resources; the refusal is shown by the payload',
    race: 'a 409 needs two creations at the same moment',
    idempotency: 'no key for it is documented, so there is nothing to see',
    'stale-reads': 'whether a read right after a write is late depends on the day',
    'alien-actions':
      'actions on groups, applications, schedules and downloads act on records that no scenario can create',
    'send-email': 'the action sends somebody an e-mail',
    refund: 'issue_refund needs a donation that went through, which cannot be deleted again',
  },
  scenarios: [
    {
      name: 'what is created comes back with an id, changes alone where it is changed, and is gone when deleted',
      shows: ['created', 'changed', 'deleted', 'no-id'],
      app: 'people',
      writes: 'a person',
      async play({ post, patch, get, delete: remove, named, same, matches }) {
        const names = { first_name: 'Scenario', last_name: named('Life') };
        const created = await post(PEOPLE, document('Person', names));
        same('status of POST', created.status, 201);
        matches('id', created.body.data.id, /^\d+$/);
        const path = `${PEOPLE}/${created.body.data.id}`;
        const changed = await patch(path, { data: { attributes: { nickname: 'Life' } } });
        same('status of PATCH', changed.status, 200);
        const { first_name, last_name, nickname } = changed.body.data.attributes;
        same('names', { first_name, last_name, nickname }, { ...names, nickname: 'Life' });
        const deleted = await remove(path);
        same('status of DELETE', deleted.status, 204);
        same('body of DELETE', deleted.text, '');
        same('Content-Type of DELETE', deleted.headers.get('Content-Type'), null);
        same('status afterwards', (await get(path)).status, 404);
      },
    },
    {
      name: 'a body needs one object under data: nothing and a list are refused',
      shows: ['payload'],
      app: 'people',
      writes: 'nothing, unless an empty body is accepted after all',
      async play({ post, same, matches }) {
        for (const body of [{}, { data: [{ type: 'Person', attributes: {} }] }]) {
          const answer = await post(PEOPLE, body);
          same('status', answer.status, 400);
          const [{ detail, ...error }] = answer.body.errors;
          same('error', error, { status: '400', title: 'Bad Request', code: 'invalid_resource_payload' });
          matches('detail', detail, /data/);
        }
      },
    },
    {
      name: 'a relationship among the attributes is refused as a forbidden attribute',
      shows: ['misplaced-relationship'],
      app: 'people',
      writes: 'nothing, unless it is accepted after all',
      async play({ post, named, same }) {
        const attributes = { first_name: 'Scenario', last_name: named('Misplaced'), relationships: {} };
        const { status, body } = await post(PEOPLE, document('Person', attributes));
        same('status', status, 422);
        same(
          'errors',
          body.errors.map(({ title }) => title),
          ['Forbidden Attribute'],
        );
      },
    },
    {
      name: 'an attribute that cannot be assigned is refused by its name',
      shows: ['unassignable-attribute'],
      app: 'people',
      writes: 'nothing, unless it is accepted after all',
      async play({ post, named, same, matches }) {
        const attributes = {
          first_name: 'Scenario',
          last_name: named('Forbidden'),
          created_at: '2001-01-01T00:00:00Z',
        };
        const { status, body } = await post(PEOPLE, document('Person', attributes));
        same('status', status, 422);
        const [error] = body.errors;
        same('number of errors', body.errors.length, 1);
        same('title', error.title, 'Forbidden Attribute');
        matches('detail', error.detail, /`created_at` cannot be assigned/);
      },
    },
    {
      name: 'a webhook subscription is named when it is created, and not later',
      shows: ['two-lists'],
      app: 'webhooks',
      writes: 'an inactive webhook subscription',
      async play({ create, patch, same }) {
        const { id } = await create('/webhooks/v2/webhook_subscriptions', 'WebhookSubscription', {
          name: 'people.v2.events.person.destroyed',
          url: 'https://example.org/tspco-scenario',
          active: false,
        });
        const path = `/webhooks/v2/webhook_subscriptions/${id}`;
        const refused = await patch(
          path,
          document('WebhookSubscription', { name: 'people.v2.events.email.created' }),
        );
        same('status', refused.status, 422);
        same('title', refused.body.errors[0].title, 'Forbidden Attribute');
      },
    },
    {
      name: 'an e-mail address is created below a person, and names that person',
      shows: ['nested'],
      app: 'people',
      writes: 'a person with an e-mail address',
      async play({ create, named, same }) {
        const { id } = await create(PEOPLE, 'Person', { first_name: 'Scenario', last_name: named('Nested') });
        const email = await create(`${PEOPLE}/${id}/emails`, 'Email', {
          address: 'scenario@example.org',
          location: 'Home',
        });
        same('person of the address', email.relationships.person.data, { type: 'Person', id });
      },
    },
    {
      name: 'include and fields shape the answers to writes, too',
      shows: ['asks-along'],
      app: 'people',
      writes: 'a person with an e-mail address',
      async play({ post, patch, create, named, same }) {
        const names = { first_name: 'Scenario', last_name: named('Asks') };
        const { body } = await post(`${PEOPLE}?fields[Person]=first_name`, document('Person', names));
        same('attributes of the created', Object.keys(body.data.attributes), ['first_name']);
        const path = `${PEOPLE}/${body.data.id}`;
        const { id } = await create(`${path}/emails`, 'Email', {
          address: 'scenario@example.org',
          location: 'Home',
        });
        const changed = await patch(`${path}?include=emails`, document('Person', { nickname: 'Asks' }));
        same(
          'included in the changed',
          changed.body.included.map((one) => `${one.type} ${one.id}`),
          [`Email ${id}`],
        );
      },
    },
    {
      name: 'a donation is created in a batch with its designations, which a change can change and remove',
      shows: ['included-parts', 'changed-parts'],
      app: 'giving',
      writes: 'an open batch with a donation of three cents',
      async play({ create, post, patch, get, first, named, same }) {
        const fund = await first('/giving/v2/funds?per_page=1');
        const batch = await create('/giving/v2/batches', 'Batch', { description: named('Batch') });
        const part = (amount_cents) => ({
          type: 'Designation',
          attributes: { amount_cents },
          relationships: { fund: to('Fund', fund.id) },
        });
        const donation = { type: 'Donation', attributes: { payment_method: 'cash' } };
        const path = `/giving/v2/batches/${batch.id}/donations`;
        const created = await post(path, { data: donation, included: [part(1), part(2)] });
        same('status', created.status, 201);
        same('amount', created.body.data.attributes.amount_cents, 3);
        const own = `/giving/v2/donations/${created.body.data.id}`;
        const [one, two] = (await get(`${own}/designations`)).body.data;
        const changed = await patch(own, {
          data: { type: 'Donation', attributes: {} },
          included: [
            { type: 'Designation', id: one.id, attributes: { amount_cents: 5 } },
            { type: 'Designation', id: two.id, attributes: { _destroy: true } },
          ],
        });
        same('status of the change', changed.status, 200);
        const left = (await get(`${own}/designations`)).body.data;
        same(
          'designations left',
          left.map(({ id, attributes }) => [id, attributes.amount_cents]),
          [[one.id, 5]],
        );
      },
    },
    {
      name: 'a channel is created with its times along, and an episode with its resources',
      shows: ['channel-parts'],
      app: 'publishing',
      writes: 'an unpublished channel with an episode',
      async play({ post, get, named, same }) {
        const channel = await post('/publishing/v2/channels', {
          data: { type: 'Channel', attributes: { name: named('Channel'), published: false } },
          included: [
            {
              type: 'ChannelDefaultTime',
              attributes: { day_of_week: 0, hour: 10, minute: 30, frequency: 'weekly' },
            },
          ],
        });
        same('status of the channel', channel.status, 201);
        const path = `/publishing/v2/channels/${channel.body.data.id}`;
        const [time] = (await get(`${path}/channel_default_times`)).body.data;
        same('time', [time?.attributes.hour, time?.attributes.minute], [10, 30]);
        const episode = await post(`${path}/episodes`, {
          data: { type: 'Episode', attributes: { title: 'Scenario' } },
          included: [
            { type: 'EpisodeResource', attributes: { title: 'Notes', url: 'https://example.org/notes' } },
          ],
        });
        same('status of the episode', episode.status, 201);
        const { data } = (await get(`/publishing/v2/episodes/${episode.body.data.id}/episode_resources`))
          .body;
        same(
          'resources',
          data.map(({ attributes }) => attributes.title),
          ['Notes'],
        );
      },
    },
    {
      name: 'PUT leads to a page in HTML that is not there',
      shows: ['put'],
      app: 'people',
      writes: 'a person',
      async play({ create, send, get, named, same, matches }) {
        const last_name = named('Put');
        const { id } = await create(PEOPLE, 'Person', { first_name: 'Scenario', last_name });
        const body = document('Person', { last_name: 'Replaced' });
        const { status, headers } = await send('PUT', `${PEOPLE}/${id}`, { body });
        same('status', status, 404);
        matches('Content-Type', headers.get('Content-Type'), /^text\/html/);
        same('name afterwards', (await get(`${PEOPLE}/${id}`)).body.data.attributes.last_name, last_name);
      },
    },
    {
      name: 'a new primary e-mail address demotes the old one, whose time of change stays',
      shows: ['primary-demoted'],
      app: 'people',
      writes: 'a person with two e-mail addresses',
      async play({ create, get, wait, named, same }) {
        const { id } = await create(PEOPLE, 'Person', {
          first_name: 'Scenario',
          last_name: named('Primary'),
        });
        const add = (address) =>
          create(`${PEOPLE}/${id}/emails`, 'Email', { address, location: 'Home', primary: true });
        const old = await add('old@example.org');
        await wait(2000);
        await add('new@example.org');
        const { attributes } = (await get(`/people/v2/emails/${old.id}`)).body.data;
        same('the old one is primary', attributes.primary, false);
        same('updated_at of the old one', attributes.updated_at, old.attributes.updated_at);
      },
    },
    {
      name: 'an impossible date becomes nothing without a complaint, and so does a grade that is no number',
      shows: ['weak-validation'],
      app: 'people',
      writes: 'a person',
      async play({ create, patch, named, same }) {
        const { id } = await create(PEOPLE, 'Person', { first_name: 'Scenario', last_name: named('Weak') });
        for (const [name, good, bad] of [
          ['birthdate', '2001-02-03', '2001-02-31'],
          ['grade', 7, 'abc'],
        ]) {
          const before = await patch(`${PEOPLE}/${id}`, document('Person', { [name]: good }));
          same(`${name} before`, before.body.data.attributes[name], good);
          const { status, body } = await patch(`${PEOPLE}/${id}`, document('Person', { [name]: bad }));
          same(`status for ${name}`, status, 200);
          same(name, body.data.attributes[name], null);
        }
      },
    },
    {
      name: 'a grade beyond the twelfth is refused',
      shows: ['grade-range'],
      app: 'people',
      writes: 'a person',
      async play({ create, patch, named, same }) {
        const { id } = await create(PEOPLE, 'Person', { first_name: 'Scenario', last_name: named('Grade') });
        const { status, body } = await patch(`${PEOPLE}/${id}`, document('Person', { grade: 13 }));
        same('status', status, 422);
        same('detail', body.errors[0].detail, 'must be between -1 and 12');
        same('parameter', body.errors[0].source.parameter, 'grade');
      },
    },
    {
      name: 'assigning tags to a song, and a new order to a plan, answer 204 without a body',
      shows: ['empty-actions'],
      app: 'services',
      writes: 'a song, and a service type with a plan of two items',
      async play({ create, act, get, first, named, same }) {
        const song = await create(SONGS, 'Song', { title: named('Tags') });
        const groups = await first(
          '/services/v2/tag_groups?filter=song&include=tags',
          ({ relationships }) => relationships.tags.data.length > 0,
        );
        const [tag] = groups.relationships.tags.data;
        const tagged = await act(`${SONGS}/${song.id}/assign_tags`, {
          data: { type: 'TagAssignment', attributes: {}, relationships: { tags: { data: [tag] } } },
        });
        same('status of assign_tags', [tagged.status, tagged.text], [204, '']);
        same(
          'tags of the song',
          (await get(`${SONGS}/${song.id}/tags`)).body.data.map(({ id }) => id),
          [tag.id],
        );

        const type = await create(TYPES, 'ServiceType', { name: named('Order') });
        const plan = await create(`${TYPES}/${type.id}/plans`, 'Plan', { title: 'Order' });
        const path = `${TYPES}/${type.id}/plans/${plan.id}`;
        const items = [];
        for (const title of ['One', 'Two']) items.push((await create(`${path}/items`, 'Item', { title })).id);
        const sequence = items.toReversed();
        const ordered = await act(`${path}/item_reorder`, document('PlanItemReorder', { sequence }));
        same('status of item_reorder', [ordered.status, ordered.text], [204, '']);
        const { data } = (await get(`${path}/items`)).body;
        const bySequence = data.toSorted((a, b) => a.attributes.sequence - b.attributes.sequence);
        same(
          'items in order',
          bySequence.map(({ id }) => id),
          sequence,
        );
      },
    },
    {
      name: 'a workflow card goes forward and back, to sleep and away, by its actions',
      shows: ['card-actions'],
      app: 'people',
      writes: 'a person, and a workflow with two steps and a card',
      async play({ create, act, get, named, same }) {
        const person = await create(PEOPLE, 'Person', { first_name: 'Scenario', last_name: named('Card') });
        const workflow = await create('/people/v2/workflows', 'Workflow', { name: named('Workflow') });
        const path = `/people/v2/workflows/${workflow.id}`;
        const steps = [];
        for (const name of ['One', 'Two'])
          steps.push((await create(`${path}/steps`, 'WorkflowStep', { name })).id);
        const { id } = await create(`${path}/cards`, 'WorkflowCard', { person_id: person.id });
        const card = `${PEOPLE}/${person.id}/workflow_cards/${id}`;
        const state = async () => {
          const { attributes, relationships } = (await get(card)).body.data;
          return [attributes.stage, relationships.current_step.data?.id ?? null];
        };
        same('at first', await state(), ['ready', steps[0]]);
        for (const [action, body, stage, step] of [
          ['promote', undefined, 'ready', steps[1]],
          ['go_back', undefined, 'ready', steps[0]],
          ['snooze', document('WorkflowCardSnooze', { duration: 2 }), 'snoozed', steps[0]],
          ['unsnooze', undefined, 'ready', steps[0]],
          ['skip_step', undefined, 'ready', steps[1]],
          ['remove', undefined, 'removed', steps[1]],
          ['restore', undefined, 'ready', steps[1]],
        ]) {
          const { status } = await act(`${card}/${action}`, body);
          same(`status of ${action} is a success`, status >= 200 && status < 300, true);
          same(`after ${action}`, await state(), [stage, step]);
        }
      },
    },
    {
      name: 'a service type creates plans by an action',
      shows: ['create-plans'],
      app: 'services',
      writes: 'a service type with two plans',
      async play({ create, act, get, named, same }) {
        const type = await create(TYPES, 'ServiceType', { name: named('Plans'), frequency: 'Weekly' });
        const { status } = await act(
          `${TYPES}/${type.id}/create_plans`,
          document('CreatePlans', { count: 2, base_date: '2030-01-06' }),
        );
        same('status is a success', status >= 200 && status < 300, true);
        same('plans', (await get(`${TYPES}/${type.id}/plans`)).body.meta.total_count, 2);
      },
    },
    {
      name: 'an arrangement is archived and brought back by actions',
      shows: ['archive-actions'],
      app: 'services',
      writes: 'a song with an arrangement',
      async play({ create, act, get, named, same, matches }) {
        const song = await create(SONGS, 'Song', { title: named('Archive') });
        const { id } = await create(`${SONGS}/${song.id}/arrangements`, 'Arrangement', { name: 'Scenario' });
        const path = `${SONGS}/${song.id}/arrangements/${id}`;
        const archivedAt = async () => (await get(path)).body.data.attributes.archived_at;
        await act(`${path}/archive`);
        matches('archived_at', await archivedAt(), /^\d{4}-/);
        await act(`${path}/unarchive`);
        same('archived_at afterwards', await archivedAt(), null);
      },
    },
    {
      name: 'a list is run by POST, and by GET, too, and answers nothing',
      shows: ['run-by-get', 'empty-actions'],
      emulatorOnly: 'lists cannot be created, and running one is work for the service',
      async play({ get, act, first, wait, same }) {
        const { id } = await first('/people/v2/lists?per_page=1');
        const refreshedAt = async () =>
          (await get(`/people/v2/lists/${id}`)).body.data.attributes.refreshed_at;
        for (const run of [act, get]) {
          const before = await refreshedAt();
          await wait(5000);
          const { status, text } = await run(`/people/v2/lists/${id}/run`);
          same('status', [status, text], [204, '']);
          same('it was refreshed', (await refreshedAt()) > before, true);
        }
      },
    },
    {
      name: 'a batch that is committed is being updated for a while, then committed, and not a second time',
      shows: ['commit'],
      emulatorOnly: 'a committed batch cannot be taken back',
      async play({ create, act, get, wait, same }) {
        const { id } = await create('/giving/v2/batches', 'Batch', { description: 'Commit' });
        const path = `/giving/v2/batches/${id}`;
        const status = async () => (await get(path)).body.data.attributes.status;
        same('at first', await status(), 'in_progress');
        await act(`${path}/commit`);
        same('after the action', await status(), 'updating');
        await wait(60_000);
        same('a minute later', await status(), 'committed');
        same('status of a second commit', (await act(`${path}/commit`)).status, 422);
      },
    },
  ],
};
