import { beforeEach, describe, expect, it } from 'vitest';
import type { Church } from '../src/store/church.ts';
import { ask, idsOf, NOW, smallChurch, type Told } from './support/small-church.ts';

let church: Church;
beforeEach(() => {
  church = smallChurch();
});

const post = (url: string, body?: unknown): Promise<Told> => ask(church, 'POST', url, { body });
const get = (url: string): Promise<Told> => ask(church, 'GET', url);
const attributes = (values: object): object => ({ data: { attributes: values } });
const detail = ({ status, document }: Told): unknown[] => [status, document.errors?.[0]?.['detail']];

describe('an action', () => {
  const card = '/people/v2/people/100/workflow_cards/920';

  it('answers with the resource as it is afterwards, its own address in it', async () => {
    const { status, document } = await post(`${card}/remove`);
    expect(status).toBe(201);
    expect(document.data).toMatchObject({
      type: 'WorkflowCard',
      id: '920',
      attributes: { stage: 'removed', removed_at: NOW, updated_at: NOW },
    });
    expect(document.data.links['self']).toMatch(/\/people\/v2\/people\/100\/workflow_cards\/920$/);
    expect(document.meta['parent']).toEqual({ type: 'Person', id: '100' });
  });

  it('includes what is asked for', async () => {
    const { document } = await post(`${card}/snooze?include=person`, attributes({ duration: 2 }));
    expect(document.included?.map(({ type, id }) => [type, id])).toEqual([['Person', '100']]);
  });

  it('answers 204 without a body where the catalog says so', async () => {
    expect(await post('/people/v2/lists/800/run')).toEqual({ status: 204, document: undefined });
  });

  it('is run by GET only where that was seen', async () => {
    expect((await get('/people/v2/lists/800/run')).status).toBe(204);
    expect((await get('/people/v2/lists/800')).document.data.attributes['refreshed_at']).toBe(NOW);
    expect((await get(`${card}/remove`)).status).toBe(404);
    expect((await get(card)).document.data.attributes['stage']).toBe('ready');
  });

  it('takes no other method, and nothing behind it', async () => {
    expect((await ask(church, 'PATCH', `${card}/remove`, { body: attributes({}) })).status).toBe(404);
    expect((await ask(church, 'DELETE', `${card}/remove`)).status).toBe(404);
    expect((await post(`${card}/remove/920`)).status).toBe(404);
    expect((await post('/people/v2/people/100/workflow_cards/1/remove')).status).toBe(404);
  });

  it('refuses a body that is no payload, and does nothing then', async () => {
    for (const body of ['{', '[]', '{"data":[]}']) {
      expect((await post(`${card}/remove`, body)).status).toBe(400);
    }
    expect((await get(card)).document.data.attributes['stage']).toBe('ready');
  });

  it('refuses what does not exist, and one where many belong', async () => {
    const tag = { type: 'Tag', id: '404' };
    const tags = (data: unknown): object => ({ data: { relationships: { tags: { data } } } });
    expect(await post('/services/v2/songs/200/assign_tags', tags([tag]))).toMatchObject({
      status: 422,
      document: { errors: [{ code: 'attribute_resource_not_found', source: { parameter: 'tags' } }] },
    });
    expect((await post('/services/v2/songs/200/assign_tags', tags(tag))).status).toBe(400);
  });

  it('ignores unknown parameters, and refuses them with strict', async () => {
    expect((await post(`${card}/snooze?wher[x]=1`, attributes({ duration: 1 }))).status).toBe(201);
    const strict = await ask(church, 'POST', `${card}/unsnooze?include=nobody`, { strict: true });
    expect(strict.status).toBe(400);
    expect((await get(card)).document.data.attributes['stage']).toBe('snoozed');
  });

  it('that is not modelled says why', async () => {
    const [status, why] = detail(await post('/people/v2/lists/800/mailchimp_sync'));
    expect([status, why]).toEqual([501, expect.stringContaining('there is no Mailchimp')]);
  });
});

describe('a workflow card', () => {
  const card = '/people/v2/people/100/workflow_cards/920';
  const state = async (): Promise<unknown[]> => {
    const { data } = (await get(card)).document;
    const step = data.relationships?.['current_step']?.data as { id: string } | null;
    return [data.attributes['stage'], step?.id ?? null];
  };

  beforeEach(async () => {
    await ask(church, 'POST', '/people/v2/workflows/900/steps', {
      body: attributes({ name: 'Visit', sequence: 1, default_assignee_id: '12' }),
    });
  });

  it('goes from step to step to its end, and back', async () => {
    const [, second] = await idsOf(church, '/people/v2/workflows/900/steps');
    await post(`${card}/promote`);
    expect(await state()).toEqual(['ready', second]);
    expect((await get(card)).document.data.relationships?.['assignee']?.data).toMatchObject({ id: '12' });
    await post(`${card}/skip_step`);
    expect(await state()).toEqual(['completed', null]);
    expect((await get(card)).document.data.attributes['completed_at']).toBe(NOW);
    expect(detail(await post(`${card}/promote`))).toEqual([422, 'The card is not at a step']);
    await post(`${card}/go_back`);
    expect(await state()).toEqual(['ready', second]);
    await post(`${card}/go_back`);
    expect(await state()).toEqual(['ready', '910']);
    expect(detail(await post(`${card}/go_back`))).toEqual([422, 'The card has no step to go back to']);
  });

  it('stands at the first step when it is new, with whom it was given to or else the one of the step', async () => {
    const cards = '/people/v2/workflows/900/cards';
    await ask(church, 'PATCH', '/people/v2/workflows/900/steps/910', {
      body: attributes({ default_assignee_id: '12' }),
    });
    const started = async (values: object): Promise<unknown[]> => {
      const { data } = (await post(cards, attributes(values))).document;
      const { current_step: step, assignee } = data.relationships ?? {};
      return [data.attributes['stage'], data.attributes['moved_to_step_at'], step?.data, assignee?.data];
    };
    const step = { type: 'WorkflowStep', id: '910' };
    const given = (id: string): unknown => expect.objectContaining({ id });
    expect(await started({ person_id: '9' })).toEqual(['ready', NOW, step, given('12')]);
    expect(await started({ person_id: '9', assignee_id: '100' })).toEqual(['ready', NOW, step, given('100')]);
  });

  it('keeps its assignee when it sticks', async () => {
    await ask(church, 'PATCH', card, { body: attributes({ sticky_assignment: true }) });
    await post(`${card}/promote`);
    expect((await get(card)).document.data.relationships?.['assignee']?.data).toMatchObject({ id: '9' });
  });

  it('is removed and restored', async () => {
    expect(detail(await post(`${card}/restore`))).toEqual([422, 'The card is not removed']);
    await post(`${card}/remove`);
    expect(detail(await post(`${card}/remove`))).toEqual([422, 'The card is removed already']);
    await post(`${card}/restore`);
    expect(await state()).toEqual(['ready', '910']);
  });

  it('sleeps for some days', async () => {
    expect(detail(await post(`${card}/snooze`))).toEqual([422, "can't be blank"]);
    expect((await post(`${card}/snooze`, attributes({ duration: 0 }))).status).toBe(422);
    const { document } = await post(`${card}/snooze`, attributes({ duration: '3' }));
    expect(document.data.attributes['snooze_until']).toBe('2026-03-07T05:06:07Z');
    await post(`${card}/unsnooze`);
    expect(await state()).toEqual(['ready', '910']);
    expect(detail(await post(`${card}/unsnooze`))).toEqual([422, 'The card is not snoozed']);
  });

  it('remembers what happened to it', async () => {
    const before = await idsOf(church, `${card}/activities`);
    expect((await post(`${card}/send_email`, attributes({ subject: 'Hello' }))).status).toBe(422);
    await post(`${card}/send_email`, attributes({ subject: 'Hello', note: 'Welcome!' }));
    await post(`${card}/promote`);
    const { document } = await get(`${card}/activities`);
    const added = document.data.filter(({ id }) => !before.includes(id));
    expect(added.map(({ attributes: { type, subject, content } }) => [type, subject, content])).toEqual([
      ['sent_email', 'Hello', 'Welcome!'],
      ['promoted', null, null],
    ]);
  });

  it('is counted where it stands', async () => {
    const counts = async (): Promise<unknown> => {
      const { attributes } = (await get('/people/v2/workflows/900')).document.data;
      return [attributes['total_ready_card_count'], attributes['completed_card_count']];
    };
    expect(await counts()).toEqual([1, 0]);
    await post(`${card}/promote`);
    await post(`${card}/promote`);
    expect(await counts()).toEqual([0, 1]);
  });
});

describe('tags, archives and files of Services', () => {
  it('takes the tags that are named, and loses the others', async () => {
    const assign = (...ids: string[]): Promise<Told> =>
      post('/services/v2/songs/200/assign_tags', {
        data: {
          type: 'TagAssignment',
          relationships: { tags: { data: ids.map((id) => ({ type: 'Tag', id })) } },
        },
      });
    await assign('30', '31');
    expect(await idsOf(church, '/services/v2/songs/200/tags')).toEqual(['30', '31']);
    await assign();
    expect(await idsOf(church, '/services/v2/songs/200/tags')).toEqual([]);
  });

  it('archives arrangements and media, and brings them back', async () => {
    const arrangement = '/services/v2/songs/200/arrangements/210';
    expect((await post(`${arrangement}/archive`)).document.data.attributes['archived_at']).toBe(NOW);
    expect((await post(`${arrangement}/unarchive`)).document.data.attributes['archived_at']).toBeNull();
    await post('/services/v2/media/300/archive');
    await post('/services/v2/media/301/archive', attributes({ time: '2999-01-01T00:00:00Z' }));
    expect(await idsOf(church, '/services/v2/media?filter=archived')).toEqual(['300']);
    expect(await idsOf(church, '/services/v2/media?filter=not_archived')).toEqual(['301']);
    await post('/services/v2/media/300/unarchive');
    expect(await idsOf(church, '/services/v2/media?filter=archived')).toEqual([]);
  });

  it('says where an attachment is', async () => {
    await ask(church, 'PATCH', '/services/v2/songs/200/attachments/310', {
      body: attributes({ filename: 'a' }),
    });
    const kept = church.app('services').get('Attachment', '310');
    if (kept) church.app('services').change(kept, { attributes: { url: 'https://files.test/1' } });
    const { status, document } = await post('/services/v2/songs/200/attachments/310/open');
    expect([status, document.data.type]).toEqual([201, 'AttachmentActivity']);
    expect(document.data.attributes).toEqual({
      activity_type: 'open',
      attachment_url: 'https://files.test/1',
      date: '2026-03-03',
    });
    const empty = await ask(church, 'POST', '/services/v2/songs/200/attachments/310/open', { body: {} });
    expect(empty.status).toBe(201);
    expect(detail(await post('/services/v2/songs/200/attachments/310/preview'))).toEqual([
      422,
      'has no preview',
    ]);
  });

  it('renders a template', async () => {
    await ask(church, 'PATCH', '/services/v2/email_templates/320', {
      body: attributes({ html_body: '<p>Dear all,</p><b>come</b>!' }),
    });
    const { document } = await post(
      '/services/v2/email_templates/320/render',
      attributes({ format: 'text' }),
    );
    expect(document.data).toMatchObject({
      type: 'EmailTemplateRenderedResponse',
      attributes: { subject: 'Hello', body: 'Dear all,\ncome!' },
    });
  });

  it('folds service types up and down', async () => {
    const named = {
      data: { relationships: { service_type: { data: [{ type: 'ServiceType', id: '10' }] } } },
    };
    const folded = (): unknown =>
      church.app('services').get('Person', '9')?.relations['collapsed_service_types'];
    expect((await post('/services/v2/people/9/collapse_service_types', named)).status).toBe(204);
    expect(folded()).toEqual([{ type: 'ServiceType', id: '10' }]);
    expect((await post('/services/v2/people/9/expand_service_types', named)).status).toBe(204);
    expect(folded()).toEqual([]);
  });
});

describe('a plan', () => {
  const plan = '/services/v2/service_types/10/plans/99';

  it('has its items in the order that it is told, the others behind', async () => {
    expect((await post(`${plan}/item_reorder`, attributes({ sequence: ['151', '150'] }))).status).toBe(204);
    const { document } = await get(`${plan}/items`);
    expect(document.data.map(({ id, attributes }) => [id, attributes['sequence']])).toEqual([
      ['150', 2],
      ['151', 1],
    ]);
    expect((await post(`${plan}/item_reorder`, attributes({ sequence: ['1'] }))).status).toBe(422);
    expect((await post(`${plan}/item_reorder`)).status).toBe(422);
  });

  it('takes items, notes and people of another', async () => {
    const other = '/services/v2/service_types/10/plans/111';
    const { status } = await post(
      `${other}/import_template`,
      attributes({ plan_id: 99, copy_items: true, copy_notes: true, copy_people: true }),
    );
    expect(status).toBe(201);
    const titles = (await get(`${other}/items`)).document.data.map(({ attributes }) => attributes['title']);
    expect(titles).toEqual(['Amazing Grace', 'Welcome']);
    expect(await idsOf(church, `${other}/notes`)).toHaveLength(1);
    const people = (await get(`${other}/team_members`)).document.data;
    expect(people.map(({ attributes }) => attributes['status'])).toEqual(['U', 'U']);
    expect(await idsOf(church, `${plan}/items`)).toHaveLength(2);
    expect((await post(`${other}/import_template`, attributes({ plan_id: 1 }))).status).toBe(422);
  });

  it('is stepped through live', async () => {
    const live = `${plan}/live`;
    expect((await get(`${live}/current_item_time`)).status).toBe(404);
    expect(detail(await post(`${live}/go_to_previous_item`))).toEqual([422, 'There is no previous item']);
    expect((await post(`${live}/99/go_to_next_item`)).document.data.type).toBe('Live');
    const playing = async (): Promise<unknown> =>
      (await get(`${live}/current_item_time`)).document.data.relationships?.['item']?.data;
    expect(await playing()).toEqual({ type: 'Item', id: '150' });
    expect((await get(`${live}/next_item_time`)).document.data.relationships?.['item']?.data).toEqual({
      type: 'Item',
      id: '151',
    });
    await post(`${live}/go_to_next_item`);
    expect(await playing()).toEqual({ type: 'Item', id: '151' });
    expect((await get(`${live}/next_item_time`)).status).toBe(404);
    expect(detail(await post(`${live}/go_to_next_item`))).toEqual([422, 'There is no next item']);
    await post(`${live}/go_to_previous_item`);
    expect(await playing()).toEqual({ type: 'Item', id: '150' });
  });

  it('is led by whoever takes control, until they give it back', async () => {
    await post(`${plan}/live/toggle_control`);
    expect((await get(`${plan}/live/controller`)).document.data.id).toBe('9');
    await post(`${plan}/live/toggle_control`);
    expect((await get(`${plan}/live/controller`)).status).toBe(404);
  });

  it('asks whoever can fill what it needs and is free', async () => {
    const assigned = { data: { attributes: { schedule_preference: 'Every week', person_id: '100' } } };
    church.app('services').put({
      type: 'Person',
      id: '100',
      attributes: { first_name: 'Zoë', full_name: 'Zoë Åberg' },
      relations: {},
    });
    await post('/services/v2/service_types/10/team_positions/25/person_team_position_assignments', assigned);
    await post(`${plan}/autoschedule`, {
      data: { relationships: { team: { data: { type: 'Team', id: '20' } } } },
    });
    const { document } = await get(`${plan}/team_members`);
    const added = document.data.find(({ id }) => !['160', '161'].includes(id));
    expect(added?.attributes).toMatchObject({
      name: 'Zoë Åberg',
      status: 'U',
      team_position_name: 'Drums',
    });
    const [needed] = (await get(`${plan}/needed_positions`)).document.data;
    expect(needed?.attributes['quantity']).toBe(1);
  });
});

describe('new plans', () => {
  it('follow the last one weekly, at the same hours of the church', async () => {
    const { status, document } = await post(
      '/services/v2/service_types/10/create_plans',
      attributes({ count: 2 }),
    );
    expect([status, document.data.type]).toEqual([201, 'ServiceType']);
    const plans = (await get('/services/v2/service_types/10/plans?order=sort_date')).document.data;
    // The last one is at ten on 8 March, the day when the clocks go forward.
    expect(plans.slice(-2).map(({ attributes }) => attributes['sort_date'])).toEqual([
      '2026-03-15T17:00:00Z',
      '2026-03-22T17:00:00Z',
    ]);
  });

  it('begin on a given day, with what is copied', async () => {
    await post('/services/v2/service_types/10/create_plans', {
      data: {
        attributes: { base_date: '2026-03-01', copy_items: true },
        relationships: { plan: { data: { type: 'Plan', id: '99' } } },
      },
    });
    const [made] = (await get('/services/v2/service_types/10/plans')).document.data.slice(-1);
    expect(made?.attributes).toMatchObject({ sort_date: '2026-03-01T18:00:00Z', items_count: 2 });
  });

  it('are at most twelve', async () => {
    for (const count of [0, 13]) {
      expect((await post('/services/v2/service_types/10/create_plans', attributes({ count }))).status).toBe(
        422,
      );
    }
  });

  it('can be templates', async () => {
    await post(
      '/services/v2/service_types/10/create_plans',
      attributes({ as_template: true, copy_items: true }),
    );
    const [template] = (await get('/services/v2/service_types/10/plan_templates')).document.data.slice(-1);
    expect(
      await idsOf(church, `/services/v2/service_types/10/plan_templates/${template?.id}/items`),
    ).toHaveLength(2);
  });
});

describe('a schedule', () => {
  const schedule = '/services/v2/people/12/schedules/161';

  it('is accepted, with some of its times declined', async () => {
    const { document } = await post('/services/v2/people/9/schedules/160/accept', {
      data: { relationships: { declined_plan_times: { data: [{ type: 'PlanTime', id: '120' }] } } },
    });
    expect(document.data).toMatchObject({ type: 'Schedule', id: '160', attributes: { status: 'C' } });
    expect(await idsOf(church, '/services/v2/people/9/schedules/160/declined_plan_times')).toEqual(['120']);
  });

  it('is declined with a reason, and somebody else comes', async () => {
    await post(
      `${schedule}/decline`,
      attributes({ reason: 'Away', replacement_id: 9, replacement_confirmed: true }),
    );
    const members = (await get('/services/v2/service_types/10/plans/99/team_members')).document.data;
    const shown = members.map(({ attributes: { status, team_position_name: position } }) => [
      status,
      position,
    ]);
    expect(shown).toEqual([
      ['C', 'Drums'],
      ['D', 'Bass'],
      ['C', 'Bass'],
    ]);
    expect(members[1]?.attributes['decline_reason']).toBe('Away');
    expect((await post(`${schedule}/decline`, attributes({ replacement_id: 1 }))).status).toBe(422);
  });
});

it('whoever signs up is scheduled', async () => {
  const services = church.app('services');
  const record = (
    type: string,
    id: string,
    relations: Parameters<typeof services.put>[0]['relations'],
  ): void => {
    services.put({ type, id, attributes: { position_name: 'Drums' }, relations });
  };
  record('AvailableSignup', '400', { person: { type: 'Person', id: '12' } });
  record('SignupSheet', '401', {
    available_signup: { type: 'AvailableSignup', id: '400' },
    plan: { type: 'Plan', id: '110' },
    team: { type: 'Team', id: '20' },
  });
  const sheet = '/services/v2/people/12/available_signups/400/signup_sheets/401';
  expect((await post(`${sheet}/accept`)).status).toBe(201);
  const [member] = (await get('/services/v2/service_types/10/plans/110/team_members')).document.data;
  expect(member?.attributes).toMatchObject({ status: 'C', team_position_name: 'Drums' });
  expect(await idsOf(church, `${sheet}/scheduled_people`)).toHaveLength(1);
});

it('an address is verified once', async () => {
  const people = church.app('people');
  people.put({ type: 'CustomSender', id: '1', attributes: { verified: false }, relations: {} });
  const { document } = await post('/people/v2/custom_senders/1/send_verification');
  expect(document.data.attributes['verification_requested_at']).toBe(NOW);
  people.put({
    type: 'CustomSender',
    id: '1',
    attributes: { verified: true, email_address: 'a@b' },
    relations: {},
  });
  expect(detail(await post('/people/v2/custom_senders/1/send_verification'))).toEqual([
    422,
    'a@b is verified already',
  ]);
});
