import { describe, expect, it } from 'vitest';
import { planWork } from './support/soak/plan.ts';
import { verdictOf, type Church, type Entry, type Report } from './support/soak/verdict.ts';

const key = 'soak-1-0';
const post: Entry = {
  method: 'POST',
  url: `/people/v2/people?soak=${key}`,
  body: JSON.stringify({ data: { type: 'Person', attributes: { first_name: 'Ada', last_name: key } } }),
  processed: true,
  resource: { type: 'Person', id: '7' },
  status: 201,
  outcome: 201,
};
const lost: Entry = { ...post, processed: false, resource: null, status: null, outcome: null };
const refused: Entry = { ...lost, status: 429 };
const created: Report = { kind: 'create a person', key, attempts: 1, id: '7' };
const ada = { lastName: key, nickname: null };
const church: Church = new Map([['7', ada]]);
const nobody: Church = new Map();

const patch: Entry = {
  ...post,
  method: 'PATCH',
  url: `/people/v2/people/7?soak=${key}`,
  body: JSON.stringify({ data: { type: 'Person', attributes: { nickname: key } } }),
  status: 200,
  outcome: 200,
};
const changed: Report = { kind: 'change a person', key, attempts: 1, id: '7', target: '7' };
const removal: Entry = {
  ...post,
  method: 'DELETE',
  url: `/people/v2/people/8?soak=${key}`,
  body: null,
  resource: null,
  status: 204,
  outcome: 204,
};
const reset: Entry = { ...lost, method: 'DELETE', url: removal.url, body: null };
const removed: Report = { kind: 'delete a person', key, attempts: 2 };

function failed(sent: 'no' | 'maybe' | 'yes', statusCode?: number): Report {
  return { ...created, id: undefined, failure: { name: 'PCOError', sent, statusCode } };
}

describe('the verdict of the soak acquits', () => {
  it.each<[string, Report[], Entry[], Church]>([
    ['what was done once', [created], [post], church],
    ['what was done at the second attempt', [{ ...created, attempts: 2 }], [refused, post], church],
    ['what never came', [failed('no')], [], nobody],
    ['what may have been done, and was', [failed('maybe')], [{ ...post, status: null }], church],
    ['what may have been done, and was not', [failed('maybe')], [lost], nobody],
    ['what was refused', [failed('yes', 429)], [refused], nobody],
    ['what was done before the server failed', [failed('yes', 500)], [{ ...post, status: 500 }], church],
    [
      'a change that came twice',
      [{ ...changed, attempts: 2 }],
      [patch, patch],
      new Map([['7', { lastName: 'Rolfe', nickname: key }]]),
    ],
  ])('%s', (_, reports, ledger, people) => {
    expect(verdictOf(reports, ledger, people)).toEqual([]);
  });
});

describe('the verdict of the soak finds', () => {
  it.each<[string, Report[], Entry[], Church, string]>([
    ['a write that was lost', [created], [lost], nobody, 'was reported done and was not'],
    ['a write that came twice', [{ ...created, attempts: 2 }], [post, post], church, 'was done 2 times'],
    ['a deletion that came twice', [removed], [removal, removal], nobody, 'was done 2 times'],
    [
      'a request that the client does not count',
      [removed],
      [reset, reset, removal],
      nobody,
      'arrived 3 times',
    ],
    ['a request that nobody asked for', [], [post], church, 'nobody asked for POST'],
    ['the answer to another request', [{ ...created, id: '8' }], [post], church, 'reported to be 8'],
    [
      'the body of another request',
      [created],
      [{ ...post, body: post.body?.replace(key, 'soak-1-1') ?? null }],
      church,
      'body of another',
    ],
    ['sent: no of what arrived', [failed('no')], [lost], nobody, 'says that nothing was sent'],
    ['sent: yes of what never came', [failed('yes', 500)], [], nobody, 'never arrived'],
    ['a status that was not sent', [failed('yes', 500)], [refused], nobody, 'says that it was answered 500'],
    ['a refusal of what was done', [failed('yes', 429)], [{ ...post, status: 429 }], church, 'and was done'],
    ['a record that is gone', [created], [post], nobody, 'has lost soak-1-0'],
    [
      'a record too many',
      [created],
      [post],
      new Map([
        ['7', ada],
        ['8', ada],
      ]),
      'somebody twice',
    ],
    [
      'a change that is gone',
      [changed],
      [patch],
      new Map([['7', { lastName: 'Rolfe', nickname: 'Addie' }]]),
      'of 7 is lost',
    ],
    ['what a worker noticed', [{ ...created, wrong: 'gave half' }], [post], church, 'gave half'],
  ])('%s', (_, reports, ledger, people, problem) => {
    expect(verdictOf(reports, ledger, people).join('\n')).toContain(problem);
  });
});

it('plans the same work for the same seed, in the shares that were asked for', () => {
  const work = planWork(10_000, 5, 7);
  expect(planWork(10_000, 5, 7)).toEqual(work);
  expect(planWork(10_000, 5, 8)).not.toEqual(work);
  const share = (start: string): number => work.filter(({ kind }) => kind.startsWith(start)).length / 10_000;
  expect(share('create')).toBeGreaterThanOrEqual(0.2);
  expect(share('change')).toBeGreaterThanOrEqual(0.1);
  expect(share('upload')).toBeGreaterThanOrEqual(0.05);
  expect(new Set(work.map(({ key }) => key)).size).toBe(work.length);
});
