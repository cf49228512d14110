import { expect, test } from 'vitest';
import { PCOInputError } from '../errors.ts';
import { related } from './related.ts';
import type { Relationship, Resource } from './types.ts';

const resource = (type: string, id: string, relationships?: Record<string, Relationship>): Resource => ({
  type,
  id,
  attributes: {},
  ...(relationships ? { relationships } : {}),
});
const email = (id: string): Resource => resource('Email', id);
const person = resource('Person', '1', {
  emails: {
    data: [
      { type: 'Email', id: '2' },
      { type: 'Email', id: '1' },
    ],
  },
  phone_numbers: { data: [] },
  primary_campus: { data: { type: 'PrimaryCampus', id: '7' } },
  school: { data: null },
  notes: { links: { related: 'https://example.org' } },
});
const campus = resource('PrimaryCampus', '7');
const record = { data: person, included: [email('1'), campus, email('2'), email('3')] };

test('a relationship to many gives its resources in its order', () => {
  expect(related(record, 'emails')).toEqual([email('2'), email('1')]);
  expect(related(record, 'phone_numbers')).toEqual([]);
});

test('a relationship to one gives the resource, or nothing', () => {
  expect(related(record, 'primary_campus')).toBe(campus);
  expect(related(record, 'school')).toBeUndefined();
});

test.each([
  ['was not asked for', record, 'addresses', /Person 1 has no included addresses/],
  ['is misspelt', record, 'emals', /only emails, phone_numbers, primary_campus, school\. Ask for it, unless/],
  ['has only links', record, 'notes', /the server sent no such relationship/],
  ['did not come along', { data: person, included: [] }, 'emails', /Email 2 is not among the included/],
  ['came without any included', { data: person }, 'primary_campus', /include: \['primary_campus'\]/],
  ['is asked of broken relationships', { data: { ...person, relationships: null } }, 'emails', /no such rel/],
  ['is asked of a resource without relationships', { data: email('1') }, 'person', /Email 1/],
])('what %s is an error and no empty list', (_, holder, name, message) => {
  const ask = (): unknown => related(holder, name);
  expect(ask).toThrow(PCOInputError);
  expect(ask).toThrow(
    expect.objectContaining({ code: 'ERR_NOT_INCLUDED', message: expect.stringMatching(message) }),
  );
});
