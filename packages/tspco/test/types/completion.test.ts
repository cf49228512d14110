import { describe, expect, test } from 'vitest';
import { openEditor } from './support/compiler.ts';

const editor = openEditor();
const APPS = [
  '/calendar/v2/',
  '/check-ins/v2/',
  '/giving/v2/',
  '/groups/v2/',
  '/people/v2/',
  '/services/v2/',
];

describe('an editor offers', () => {
  test('apps, while the first segment is written', () => {
    expect(editor.complete(`pco.get('/peo|')`)).toEqual(expect.arrayContaining(APPS));
    expect(editor.complete(`pco.get('|')`)).toEqual(expect.arrayContaining(APPS));
  });

  test.each([
    [`pco.get('/people/v2/|')`, ['/people/v2/people', '/people/v2/emails', '/people/v2/me']],
    [`pco.get('/people/v2/people/1/|')`, ['/people/v2/people/1/emails', '/people/v2/people/1/households']],
    [`pco.iterate('/services/v2/service_types/1/pl|')`, ['/services/v2/service_types/1/plans']],
    [`pco.post('/people/v2/lists/1/|')`, ['/people/v2/lists/1/people', '/people/v2/lists/1/run']],
    [`new PCO({ token: 'x', strictPaths: true }).get('/people/v2/pe|')`, ['/people/v2/people']],
  ])('the next segments: %s', (code, expected) => {
    const offered = editor.complete(code);
    expect(offered).toEqual(expect.arrayContaining(expected));
    // Nothing of another app or resource.
    expect(offered.every((path) => path.startsWith('/'))).toBe(true);
    expect(offered).not.toContain('/giving/v2/');
  });

  test.each([
    [`pco.get('/people/v2/people', { | })`, ['where', 'include', 'order', 'filter', 'fields', 'per_page']],
    [`pco.get('/people/v2/people/1', { | })`, ['include', 'fields', 'params']],
    [`pco.get('/people/v2/people', { include: ['|'] })`, ['emails', 'phone_numbers', 'households.people']],
    [`pco.get('/people/v2/people', { include: ['emails', '|'] })`, ['phone_numbers', 'households.people']],
    [`pco.get('/people/v2/people', { include: '|' })`, ['emails', 'phone_numbers']],
    [`pco.get('/people/v2/people', { where: { | } })`, ['last_name', 'created_at', 'search_name']],
    [`pco.get('/people/v2/people', { where: { last_name: 'x', | }, include: ['emails'] })`, ['first_name']],
    [`pco.get('/people/v2/people', { where: { created_at: { | } } })`, ['gt', 'gte', 'lt', 'lte']],
    [`pco.get('/people/v2/people', { order: '|' })`, ['last_name', '-last_name']],
    [`pco.iterate('/people/v2/people', { filter: ['|'] })`, ['admins', 'organization_admins']],
    [`pco.get('/people/v2/people', { fields: { | } })`, ['Person', 'Email']],
    [`pco.get('/people/v2/people', { fields: { Person: ['|'] } })`, ['first_name', 'emails']],
  ])('what can be asked for: %s', (code, expected) => {
    expect(editor.complete(code)).toEqual(expect.arrayContaining(expected));
  });

  test.each([
    [`(await pco.get('/people/v2/people/1')).data.attributes.|`, ['first_name', 'birthdate']],
    ['(await pco.get(`/people/v2/people/${id}`)).data.attributes.|', ['first_name', 'birthdate']],
    [`(await pco.get('/people/v2/people')).data[0]?.links.|`, ['self', 'emails']],
    [
      `for await (const person of pco.iterate('/people/v2/people', { include: ['emails'] })) person.included[0]?.attributes.|`,
      ['address', 'location', 'primary'],
    ],
    [
      `const person = await pco.iterate('/people/v2/people', { include: ['emails', 'households.people'] }).first(); if (person) related(person, '|')`,
      ['emails', 'households'],
    ],
  ])('what an answer has: %s', (code, expected) => {
    expect(editor.complete(code)).toEqual(expect.arrayContaining(expected));
  });

  test.each([
    [`pco.post('/people/v2/people', { data: { type: '|' } })`, ['Person']],
    [
      `pco.post('/people/v2/people', { data: { type: 'Person', attributes: { | } } })`,
      ['first_name', 'primary_campus_id'],
    ],
    [`new PCO({ token: 'x', versions: { people: '|' } })`, ['2025-11-10', '2018-08-01', 'LATEST']],
  ])('what can be given: %s', (code, expected) => {
    expect(editor.complete(code)).toEqual(expect.arrayContaining(expected));
  });

  test('no attribute that cannot be assigned', () => {
    const offered = editor.complete(
      `pco.post('/people/v2/people', { data: { type: 'Person', attributes: { | } } })`,
    );
    expect(offered).not.toContain('created_at');
  });
});
