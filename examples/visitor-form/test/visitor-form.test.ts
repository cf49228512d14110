import type { FaultRule } from '@tspco/emulator';
import { freshChurch } from '@tspco/emulator/testing';
import { PCO } from 'tspco';
import { describe, expect, it } from 'vitest';
import { startChurch, startExample } from '../../support/run-example.ts';
import { addVisitor } from '../add-visitor.js';
import { createApp } from '../app.js';

const ADA = { firstName: 'Ada', lastName: 'Rolfe', email: 'ada@example.org', phone: '(310) 555-0142' };
const WORKFLOW = '10000001';

/** Everything that there is of people of that name. */
async function peopleCalled(
  pco: PCO,
  last_name: string,
): Promise<{ emails: number; phones: number; cards: number }[]> {
  const people = await pco
    .iterate('/people/v2/people', { where: { last_name }, include: ['emails', 'phone_numbers'] })
    .toArray();
  return Promise.all(
    people.map(async ({ data }) => {
      const path = `/people/v2/people/${data.id}` as const;
      const [emails, phones, cards] = await Promise.all([
        pco.iterate(`${path}/emails`).count(),
        pco.iterate(`${path}/phone_numbers`).count(),
        pco.iterate(`${path}/workflow_cards`).count(),
      ]);
      return { emails, phones, cards };
    }),
  );
}

const clientWith = (...faults: FaultRule[]): { pco: PCO; church: ReturnType<typeof freshChurch> } => {
  const church = freshChurch({ faults });
  return { church, pco: new PCO(church.pcoOptions) };
};
const options = { workflowId: WORKFLOW, pause: 0 };

describe('a visitor', () => {
  it('is created once with everything, however often the form is sent', async () => {
    const { pco } = clientWith();
    const first = await addVisitor(pco, ADA, options);
    const second = await addVisitor(pco, { ...ADA, email: 'ADA@example.org' }, options);
    expect([first.known, second]).toEqual([false, first]);
    // By name and number, however the number is written.
    expect(await addVisitor(pco, { ...ADA, email: '', phone: '+1 310 555 0142' }, options)).toEqual(first);
    expect(await peopleCalled(pco, 'Rolfe')).toEqual([{ emails: 1, phones: 1, cards: 1 }]);
  });

  it('who is known gets a card, and nothing else is changed', async () => {
    const { pco } = clientWith();
    const { data } = await pco.get('/people/v2/people', {
      include: ['emails'],
      per_page: 1,
      order: 'id' as never,
    });
    const [person] = data;
    const emails = await pco.iterate(`/people/v2/people/${person?.id ?? ''}/emails`).toArray();
    const email = emails[0]?.data.attributes.address ?? '';
    const before = await pco.iterate(`/people/v2/people/${person?.id ?? ''}/phone_numbers`).count();
    const { personId, known } = await addVisitor(pco, { ...ADA, email }, options);
    expect([personId, known]).toEqual([person?.id, true]);
    expect(await pco.iterate(`/people/v2/people/${personId}/phone_numbers`).count()).toBe(before);
    expect(await peopleCalled(pco, 'Rolfe')).toEqual([]);
  });

  it('of the same name with another number is somebody else', async () => {
    const { pco } = clientWith();
    await addVisitor(pco, ADA, options);
    await addVisitor(pco, { ...ADA, email: 'other@example.org', phone: '310-555-0199' }, options);
    expect(await peopleCalled(pco, 'Rolfe')).toHaveLength(2);
  });

  const paths = [
    '/people/v2/people',
    '/people/v2/people/*/emails',
    '/people/v2/people/*/phone_numbers',
    '/people/v2/workflows/*/cards',
  ];
  const lost = paths.flatMap((path) =>
    [true, false].flatMap((processed): FaultRule[] => [
      { fault: 'reset', method: 'POST', path, nth: 1, processed },
      { fault: 'error', status: 500, method: 'POST', path, nth: 1, processed },
    ]),
  );
  it.each(lost)('is created once when the answer to a POST is lost: %j', async (fault) => {
    const { pco, church } = clientWith(fault);
    expect(await addVisitor(pco, ADA, options)).toMatchObject({ known: false });
    expect(await peopleCalled(pco, 'Rolfe')).toEqual([{ emails: 1, phones: 1, cards: 1 }]);
    // Sent again only where it had not been carried out.
    const carriedOut = church.control.requests
      .list()
      .filter(({ method, processed }) => method === 'POST' && processed);
    expect(carriedOut).toHaveLength(4);
  });

  it('is completed by the next try when one has broken off', async () => {
    for (const path of paths.slice(1)) {
      const { pco, church } = clientWith({ fault: 'token', as: 'revoked', method: 'POST', path });
      await expect(addVisitor(pco, ADA, options)).rejects.toMatchObject({ statusCode: 401 });
      church.control.faults.clear();
      expect(await addVisitor(pco, ADA, options)).toMatchObject({ known: false });
      expect(await peopleCalled(pco, 'Rolfe')).toEqual([{ emails: 1, phones: 1, cards: 1 }]);
    }
  });
});

describe('the form', () => {
  const send = (
    app: ReturnType<typeof createApp>['app'],
    fields: Record<string, string>,
  ): Response | Promise<Response> => app.request('/', { method: 'POST', body: new URLSearchParams(fields) });
  const fields = { first_name: 'Ada', last_name: 'Rolfe', email: 'ada@example.org', phone: '' };

  it('adds one person for a button that was pressed twice', async () => {
    const { pco } = clientWith();
    const { app } = createApp(pco, { log: () => {}, ...options });
    const answers = await Promise.all([send(app, fields), send(app, fields)]);
    expect(answers.map(({ status, headers }) => [status, headers.get('location')])).toEqual([
      [303, '/thanks'],
      [303, '/thanks'],
    ]);
    expect(await peopleCalled(pco, 'Rolfe')).toEqual([{ emails: 1, phones: 0, cards: 1 }]);
  });

  it('says what is wrong and keeps what was written, harmlessly', async () => {
    const { pco } = clientWith();
    const { app } = createApp(pco, { log: () => {} });
    const answer = await send(app, { ...fields, email: '"><script>', last_name: 'O"Brien' });
    expect(answer.status).toBe(422);
    const text = await answer.text();
    expect(text).toContain('This e-mail address cannot be right.');
    expect(text).toContain('value="O&quot;Brien"');
    expect(text).not.toContain('<script>');
    expect((await send(app, { ...fields, email: '' })).status).toBe(422);
    expect((await send(app, { ...fields, first_name: ' ' })).status).toBe(422);
    expect((await send(app, { ...fields, phone: '12' })).status).toBe(422);
    expect((await send(app, { ...fields, first_name: 'x'.repeat(20_000) })).status).toBe(413);
  });

  it('adds no program that fills in every field', async () => {
    const { pco } = clientWith();
    const { app } = createApp(pco, { log: () => {} });
    expect((await send(app, { ...fields, website: 'https://example.com' })).status).toBe(303);
    expect(await peopleCalled(pco, 'Rolfe')).toEqual([]);
  });

  it('logs why it did not work, without names', async () => {
    const { pco } = clientWith({ fault: 'token', as: 'revoked', method: 'POST' });
    const logged: string[] = [];
    const { app } = createApp(pco, { log: (event, more) => logged.push(JSON.stringify([event, more])) });
    const answer = await send(app, fields);
    expect([answer.status, (await answer.text()).includes('tell somebody at the door')]).toEqual([502, true]);
    expect(logged).toEqual([expect.stringMatching(/^\["a visitor could not be added",.*401/)]);
    for (const text of ['Ada', 'Rolfe', 'ada@']) expect(logged.join()).not.toContain(text);
  });
});

it('runs, adds somebody, and ends when it is told to', async () => {
  const { variables } = await startChurch();
  const { child, printed, ended } = startExample('visitor-form', [], {
    ...variables,
    PORT: '0',
    WORKFLOW_ID: WORKFLOW,
  });
  const [, address = ''] = /at (http:\S+)/.exec(await printed('/\n')) ?? [];
  const body = new URLSearchParams({ first_name: 'Ada', last_name: 'Rolfe', phone: '310-555-0142' });
  const answer = await fetch(address, { method: 'POST', body });
  expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('We are glad')]);
  child.kill('SIGTERM');
  const { out, error } = await ended;
  expect([out.includes('"a visitor is new"'), error]).toEqual([true, '']);
});

it('says which variables are missing', async () => {
  const { code, error } = await startExample('visitor-form', [], {}).ended;
  expect([code, error.startsWith('No credentials in the environment.')]).toEqual([2, true]);
});
