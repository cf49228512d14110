import { expect, it } from 'vitest';
import { cellText, valueAt } from './value-at.ts';

const person = {
  id: '1',
  emails: [
    { address: 'a@example.org', location: null },
    { address: 'b@example.org', location: 'Work' },
  ],
  households: [{ people: [{ name: 'Ada' }, { name: 'Ben' }] }],
  custom_fields: { 'T.Shirt': 'M', Interests: ['Music', 'Prayer'] },
  campus: null,
};

it.each([
  ['id', '1'],
  ['emails.address', 'a@example.org; b@example.org'],
  ['emails.location', '; Work'],
  ['households.people.name', 'Ada; Ben'],
  ['custom_fields.T.Shirt', 'M'],
  ['custom_fields.Interests', 'Music; Prayer'],
  ['campus.name', ''],
  ['constructor', ''],
  ['id.length', ''],
])('%s is %j', (column, text) => {
  expect(cellText(valueAt(person, column))).toBe(text);
});
