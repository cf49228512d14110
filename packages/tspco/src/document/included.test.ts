import { expect, test } from 'vitest';
import { IncludedIndex, nestedIncludes } from './included.ts';
import type { Relationship, Resource } from './types.ts';

const resource = (type: string, id: string, relationships?: Record<string, Relationship>): Resource => ({
  type,
  id,
  attributes: {},
  ...(relationships ? { relationships } : {}),
});
const ids = (resources: readonly Resource[]): string[] => resources.map(({ type, id }) => `${type} ${id}`);

test('a record gets what its relationships name, in their order, each once', () => {
  const index = new IncludedIndex([resource('Email', '1'), resource('Email', '2'), resource('Campus', '1')]);
  const person = resource('Person', '1', {
    primary_campus: { data: { type: 'Campus', id: '1' } },
    emails: {
      data: [
        { type: 'Email', id: '2' },
        { type: 'Email', id: '2' },
        { type: 'Email', id: '9' },
      ],
    },
    school: { data: null },
    notes: { links: { related: 'https://example.org' } },
  });
  expect(ids(index.of(person, nestedIncludes('emails')))).toEqual(['Campus 1', 'Email 2']);
  expect(index.of(resource('Person', '2'), nestedIncludes(undefined))).toEqual([]);
});

test('second-level includes are followed only along the paths that were asked for', () => {
  const index = new IncludedIndex([
    resource('Household', '1', {
      people: {
        data: [
          { type: 'Person', id: '1' },
          { type: 'Person', id: '2' },
        ],
      },
      primary_contact: { data: { type: 'Person', id: '3' } },
    }),
    resource('Person', '1'),
    resource('Person', '2'),
    resource('Person', '3'),
  ]);
  const person = resource('Person', '1', { households: { data: [{ type: 'Household', id: '1' }] } });
  expect(ids(index.of(person, nestedIncludes('emails,households.people')))).toEqual([
    'Household 1',
    'Person 1',
    'Person 2',
  ]);
  expect(ids(index.of(person, nestedIncludes('households')))).toEqual(['Household 1']);
});

test('ids are compared as text and within their type', () => {
  const index = new IncludedIndex([
    resource('Email', '007'),
    resource('Email', '9007199254740993'),
    resource('Phone', '7'),
  ]);
  const person = resource('Person', '1', {
    emails: {
      data: [
        { type: 'Email', id: '7' },
        { type: 'Email', id: '9007199254740993' },
      ],
    },
  });
  expect(ids(index.of(person, nestedIncludes('emails')))).toEqual(['Email 9007199254740993']);
});
