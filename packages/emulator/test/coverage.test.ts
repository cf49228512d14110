import { APP_NAMES } from '@tspco/catalog';
import { beforeAll, describe, expect, it } from 'vitest';
import { coverageText } from '../src/coverage/coverage-text.ts';
import { measureCoverage, type AppCoverage } from '../src/coverage/measure-coverage.ts';

let coverages: AppCoverage[];
beforeAll(async () => {
  coverages = await measureCoverage(APP_NAMES);
});

/** Reads, creates, updates, deletes and actions of the catalog, by app. */
const ROUTES: Readonly<Record<string, readonly number[]>> = {
  api: [11, 0, 0, 0, 0],
  calendar: [95, 10, 7, 7, 0],
  'check-ins': [108, 0, 0, 0, 0],
  current: [5, 0, 0, 0, 0],
  giving: [61, 9, 10, 9, 3],
  groups: [53, 1, 2, 1, 6],
  people: [201, 33, 33, 34, 11],
  publishing: [32, 8, 8, 7, 1],
  registrations: [30, 0, 0, 0, 0],
  services: [176, 35, 23, 22, 26],
  webhooks: [9, 1, 1, 1, 3],
};

/** The actions that change nothing, and why. */
const IDLE_ACTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  people: { 'List.mailchimp_sync': 'there is no Mailchimp to send people to' },
  services: {
    'EmailTemplate.render': 'it shows what the mail would look like',
    'Plan.import': 'what it is sent is not documented',
    'PlanTemplate.import': 'what it is sent is not documented',
  },
};

const coverageOf = (app: string): AppCoverage => {
  const found = coverages.find((coverage) => coverage.app === app);
  if (!found) throw new Error(`${app} was not measured.`);
  return found;
};

describe.each(APP_NAMES)('of %s', (app) => {
  it('every read, create, update and delete is answered', () => {
    const { routes, unanswered } = coverageOf(app);
    expect(unanswered).toEqual([]);
    const { read, create, update, delete: deletes, action } = routes;
    for (const { answered, total } of [read, create, update, deletes]) expect(answered).toBe(total);
    expect([read, create, update, deletes, action].map(({ total }) => total)).toEqual(ROUTES[app]);
  });

  it('every action changes something, or is known not to', () => {
    const idle = coverageOf(app).idleActions.map(({ name, reason }) => [name, reason]);
    expect(Object.fromEntries(idle)).toEqual(IDLE_ACTIONS[app] ?? {});
  });

  it('every include is answered, and of filters, conditions and orders only what nobody explains is not', () => {
    const { queries, notModelled } = coverageOf(app);
    expect(queries.include.answered).toBe(queries.include.total);
    const failures = notModelled.filter(({ reason }) => /^\d{3}/.test(reason));
    expect(failures).toEqual([]);
  });
});

it('all apps of the catalog were asked', () => {
  expect(coverages.map(({ app }) => app).sort()).toEqual([...APP_NAMES].sort());
});

it('at most fifteen actions change nothing', () => {
  expect(coverages.flatMap(({ idleActions }) => idleActions).length).toBeLessThanOrEqual(15);
});

describe('the text of a coverage', () => {
  const share = { answered: 2, total: 3 };
  const none = { answered: 0, total: 0 };
  const example: AppCoverage = {
    app: 'people',
    version: '2025-11-10',
    routes: { read: share, create: none, update: none, delete: none, action: share },
    queries: { filter: share, where: none, order: none, include: none },
    unanswered: [{ name: 'read Person.emails', reason: '404 Gone' }],
    idleActions: [
      { name: 'List.run', reason: 'it is idle' },
      { name: 'List.stop', reason: 'it is idle' },
    ],
    notModelled: [],
  };

  it('is plain where nobody looks', () => {
    expect(coverageText([example], { isTerminal: false })).toBe(
      [
        'Answered, of what the catalog has:',
        'app     version     reads  creates  updates  deletes  actions  filters  where  order  include',
        'people  2025-11-10    2/3        –        –        –      2/3      2/3      –      –        –',
        'all                   2/3        –        –        –      2/3      2/3      –      –        –',
        '',
        'Not answered:',
        'people           read Person.emails                                                404 Gone',
        '',
        'Actions that change nothing:',
        'people           List.run List.stop                                                it is idle',
        '',
      ].join('\n'),
    );
  });

  it('has lines on a terminal', () => {
    const lines = coverageText([example], { isTerminal: true }).split('\n');
    expect(lines[1]).toMatch(/^┌─+┬/);
    expect(lines.find((line) => line.includes('│ all'))).toContain('2/3');
  });
});
