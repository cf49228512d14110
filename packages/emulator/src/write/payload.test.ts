import { describe, expect, it } from 'vitest';
import { ApiError } from '../basics/api-error.ts';
import { parsePayload } from './payload.ts';

function refusalOf(text: string): unknown {
  try {
    return parsePayload(text);
  } catch (error) {
    return error instanceof ApiError ? { status: error.status, errors: error.errors } : error;
  }
}

it('takes attributes and relationships as they are', () => {
  const relationships = {
    song: { data: { type: 'Song', id: 7, meta: {} } },
    tags: { data: [{ type: 'Tag', id: '1' }] },
    key: { data: null },
    none: { data: [] },
  };
  const data = { type: 'Item', id: '3', attributes: { title: 'A', length: null }, relationships };
  expect(parsePayload(JSON.stringify({ data }))).toEqual({
    type: 'Item',
    attributes: { title: 'A', length: null },
    relationships: {
      song: { type: 'Song', id: '7' },
      tags: [{ type: 'Tag', id: '1' }],
      key: null,
      none: [],
    },
    included: [],
  });
});

it('takes what comes along: new, known and to be removed', () => {
  const included = [
    { type: 'Designation', attributes: { amount_cents: 5 }, relationships: { fund: { data: null } } },
    { type: 'Designation', id: 7, attributes: { amount_cents: 6, _destroy: false } },
    { type: 'Designation', id: '8', attributes: { _destroy: 'true' } },
  ];
  expect(parsePayload(JSON.stringify({ data: {}, included })).included).toEqual([
    { type: 'Designation', attributes: { amount_cents: 5 }, relationships: { fund: null }, destroy: false },
    { type: 'Designation', id: '7', attributes: { amount_cents: 6 }, relationships: {}, destroy: false },
    { type: 'Designation', id: '8', attributes: {}, relationships: {}, destroy: true },
  ]);
});

it.each([
  ['{}', 'The key `included` must hold a list'],
  ['[7]', 'The key `included` must hold resources with a type'],
  ['[{"id":"1"}]', 'The key `included` must hold resources with a type'],
])('does not take %s along', (included, detail) => {
  expect(refusalOf(`{"data":{},"included":${included}}`)).toMatchObject({
    status: 400,
    errors: [{ code: 'invalid_resource_payload', detail }],
  });
});

it('needs nothing but an object', () => {
  expect(parsePayload('{"data":{}}')).toEqual({ attributes: {}, relationships: {}, included: [] });
});

it.each(['{', 'data', '{"data":{}', "{'data':{}}", '\uFEFF{'])('cannot read %j', (text) => {
  expect(refusalOf(text)).toEqual({
    status: 400,
    errors: [
      {
        status: '400',
        title: 'Bad Request',
        code: 'invalid_json',
        detail: 'Your request could not be processed',
      },
    ],
  });
});

describe('a resource payload', () => {
  it.each([
    '',
    ' \n',
    '{}',
    '[]',
    'null',
    '7',
    '{"data":null}',
    '{"data":[]}',
    '{"data":[{}]}',
    '{"data":"x"}',
  ])('is not in %j', (text) => {
    expect(refusalOf(text)).toEqual({
      status: 400,
      errors: [
        {
          status: '400',
          title: 'Bad Request',
          code: 'invalid_resource_payload',
          detail: "The payload given does not contain a 'data' key.",
        },
      ],
    });
  });

  it.each([
    ['{"attributes":[]}', 'The key `attributes` must hold an object'],
    ['{"attributes":null}', 'The key `attributes` must hold an object'],
    ['{"relationships":"x"}', 'The key `relationships` must hold an object'],
    ...['7', '{}', '{"data":"7"}', '{"data":{"id":"7"}}', '{"data":{"type":"Song"}}', '{"data":[null]}'].map(
      (linkage) => [
        `{"relationships":{"song":${linkage}}}`,
        'The relationship `song` must have a `data` key with a type and an id',
      ],
    ),
  ])('is not %s', (data, detail) => {
    expect(refusalOf(`{"data":${data}}`)).toMatchObject({
      status: 400,
      errors: [{ code: 'invalid_resource_payload', detail }],
    });
  });
});
