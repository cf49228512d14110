import type { Attribute } from '@tspco/catalog';
import { expect, it } from 'vitest';
import type { Json } from '../store/record.ts';
import { cast } from './cast.ts';

const OF_TYPE: [Attribute['type'], Json, Json][] = [
  ['string', 'x', 'x'],
  ['string', '', ''],
  ['string', 7, '7'],
  ['string', true, 'true'],
  ['string', ['a'], '["a"]'],
  ['string', null, null],
  ['integer', 7, 7],
  ['integer', '7', 7],
  ['integer', '-1', -1],
  ['integer', 7.9, 7],
  ['integer', 'abc', null],
  ['integer', '', null],
  ['integer', ' ', null],
  ['integer', null, null],
  ['float', '1.5', 1.5],
  ['float', 'x', null],
  ['boolean', true, true],
  ['boolean', false, false],
  ['boolean', 'true', true],
  ['boolean', 'False', false],
  ['boolean', 0, false],
  ['boolean', 1, true],
  ['boolean', '', false],
  ['boolean', null, null],
  ['date', '2024-02-29', '2024-02-29'],
  ['date', '2023-02-29', null],
  ['date', '2026-01-02T03:04:05Z', '2026-01-02'],
  ['date', '02/01/2026', null],
  ['date', '', null],
  ['date', 20260102, null],
  ['date_time', '2026-01-02T03:04:05Z', '2026-01-02T03:04:05Z'],
  ['date_time', '2026-01-02T03:04:05.678+01:00', '2026-01-02T02:04:05Z'],
  ['date_time', '2026-01-02', '2026-01-02T00:00:00Z'],
  ['date_time', '2026-02-30T00:00:00Z', null],
  ['date_time', 'soon', null],
  ['primary_key', 7, '7'],
  ['primary_key', '7', '7'],
  ['array', ['a', 1], ['a', 1]],
  ['json', { a: 1 }, { a: 1 }],
  ['unknown', 'x', 'x'],
];

it.each(OF_TYPE)('keeps %s %j as %j', (type, value, kept) => {
  expect(cast(value, { type })).toEqual(kept);
});

it.each([
  [{ type: 'integer', wire: 'string' }, 1, '1'],
  [{ type: 'float', wire: 'string' }, 1.5, '1.5'],
  [{ type: 'primary_key', wire: 'number' }, '7', 7],
  [{ type: 'primary_key', wire: 'number' }, 'x', null],
  [{ type: 'string', wire: 'object' }, { url: null }, { url: null }],
] as [Pick<Attribute, 'type' | 'wire'>, Json, Json][])(
  'keeps %j %j as it arrives: %j',
  (attribute, value, kept) => {
    expect(cast(value, attribute)).toEqual(kept);
  },
);
