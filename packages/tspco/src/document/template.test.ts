import { expect, test } from 'vitest';
import { PCO } from '../pco.ts';
import { credentials } from '../../test/support/secrets.ts';
import { template } from './template.ts';

test('attributes default to none, and relationships appear only when given', () => {
  expect(template('Song')).toEqual({ data: { type: 'Song', attributes: {} } });
  expect(Object.keys(template('Song').data)).toEqual(['type', 'attributes']);
  expect(template('Song', { title: 'X' }, { series: { data: { type: 'Series', id: '9' } } })).toEqual({
    data: {
      type: 'Song',
      attributes: { title: 'X' },
      relationships: { series: { data: { type: 'Series', id: '9' } } },
    },
  });
});

test('a client and its class have the same function', () => {
  expect(new PCO(credentials).template).toBe(PCO.template);
});
