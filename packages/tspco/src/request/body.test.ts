import { expect, test } from 'vitest';
import { jsonBody } from './body.ts';

test('a payload is written as JSON and can be sent again', () => {
  const body = jsonBody({
    data: { type: 'Song', attributes: { title: 'X', since: new Date(0), gone: undefined, none: null } },
  });
  const { body: text, contentType } = body.open();
  expect(JSON.parse(text as string)).toEqual({
    data: { type: 'Song', attributes: { title: 'X', since: '1970-01-01T00:00:00.000Z', none: null } },
  });
  expect(contentType).toBe('application/json');
  expect(body).toMatchObject({ repeatable: true, creates: false, upload: false });
});

test('a payload with included resources creates them', () => {
  expect(jsonBody({ data: {}, included: [] }).creates).toBe(true);
});

const circular: Record<string, unknown> = {};
circular['itself'] = circular;

test.each([
  ['NaN', { amount_cents: Number.NaN }],
  ['Infinity', { amount_cents: Infinity }],
  ['an invalid date', { birthdate: new Date('nonsense') }],
  ['a function', { name: () => 'x' }],
  ['a symbol', { name: Symbol('x') }],
  ['a bigint', { id: 1n }],
  ['a circle', circular],
  ['nothing but a function', () => 'x'],
])('a payload with %s is refused, since JSON would lose it', (_, payload) => {
  expect(() => jsonBody(payload)).toThrow(expect.objectContaining({ code: 'ERR_PAYLOAD', sent: 'no' }));
});
