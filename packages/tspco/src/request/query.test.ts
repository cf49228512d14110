import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PCOInputError } from '../errors.ts';
import {
  mergeQueries,
  parameterValue,
  parseQuery,
  serializeQuery,
  withLinkage,
  type Query,
} from './query.ts';

const text = (query: object): string =>
  decodeURIComponent(
    serializeQuery(query)
      .map(({ raw }) => raw)
      .join('&'),
  );
const date = new Date('2026-01-02T03:04:05Z');

describe('a query is written in the words of the API', () => {
  test.each<[Query, string]>([
    [{ where: { last_name: 'Rolfe' } }, 'where[last_name]=Rolfe'],
    [
      { where: { created_at: { gte: date, lt: '2026-02-01' } } },
      'where[created_at][gte]=2026-01-02T03:04:05Z&where[created_at][lt]=2026-02-01',
    ],
    [
      { where: { created_at: new Date('2026-01-02T03:04:05.678Z') } },
      'where[created_at]=2026-01-02T03:04:05.678Z',
    ],
    [
      { where: { child: true, grade: 0, remote_id: 12345678901234567890n } },
      'where[child]=true&where[grade]=0&where[remote_id]=12345678901234567890',
    ],
    [{ where: { school_types: ['a', 'b'] } }, 'where[school_types]=a,b'],
    [{ where: { last_name: '' } }, 'where[last_name]='],
    [{ where: {} }, ''],
    [{ include: ['emails', 'households.people'] }, 'include=emails,households.people'],
    [{ include: 'emails,phone_numbers' }, 'include=emails,phone_numbers'],
    [{ include: [], order: [], fields: { Person: [] } }, ''],
    [{ order: '-created_at', filter: ['future', 'no_dates'] }, 'order=-created_at&filter=future,no_dates'],
    [
      { fields: { Person: ['first_name', 'emails'], Email: 'address' } },
      'fields[Person]=first_name,emails&fields[Email]=address',
    ],
    [{ per_page: 50, offset: 100 }, 'per_page=50&offset=100'],
    [
      { 'where[last_name]': 'Rolfe', 'where[created_at][gte]': date },
      'where[last_name]=Rolfe&where[created_at][gte]=2026-01-02T03:04:05Z',
    ],
    [{ params: { test: 'hello', flag: false, none: undefined } }, 'test=hello&flag=false'],
    [{ where: undefined, include: undefined, per_page: undefined }, ''],
  ])('%o', (query, expected) => {
    expect(text(query)).toBe(expected);
  });

  test.each(['a,b', 'a[b]', 'a&b=c', '50%', 'a+b', 'x y', '😀', 'O’Neil "Jr."', '#1', 'Rol%'])(
    'the value %j arrives as it is',
    (value) => {
      const [parameter] = serializeQuery({ where: { last_name: value } });
      expect([...new URLSearchParams(parameter?.raw)]).toEqual([['where[last_name]', value]]);
    },
  );
});

describe('a condition that would be lost is refused', () => {
  class Name {}
  const circular: Record<string, unknown> = {};
  circular['self'] = circular;
  test.each([
    { where: { a: undefined } },
    { where: { a: null } },
    { where: { a: Number.NaN } },
    { where: { a: Infinity } },
    { where: { a: new Date('nonsense') } },
    { where: { a: [] } },
    { where: { a: ['x', 'y'] } },
    { where: { a: {} } },
    { where: { a: { gte: undefined } } },
    { where: { a: () => 1 } },
    { where: { a: Symbol('x') } },
    { where: { a: new Map() } },
    { where: { a: new Name() } },
    { where: { 'a[gte]': 1 } },
    { where: { '': 1 } },
    { where: { a: '\ud800' } },
    { where: circular },
    { where: 'last_name=Rolfe' },
    { where: ['last_name'] },
    { where: null },
    { 'where[a]': undefined },
    { 'where[a]': null },
    { 'where[a]': [] },
    { filter: [] },
    { filter: null },
    { filter: [null] },
    { include: null },
    { include: [undefined] },
    { include: [['a']] },
    { order: [{}] },
    { per_page: Number.NaN },
    { offset: null },
    { params: { a: null } },
    { wher: { last_name: 'Rolfe' } },
    { last_name: 'Rolfe' },
    { perPage: 5 },
    { timeout: 5 },
    ['where'],
  ])('%o', (query) => {
    expect(() => serializeQuery(query)).toThrow(expect.objectContaining({ code: 'ERR_QUERY' }));
    expect(() => serializeQuery(query)).toThrow(PCOInputError);
  });
});

describe('two sources of parameters', () => {
  const merged = (address: string, query: Query): string =>
    decodeURIComponent(
      mergeQueries(parseQuery(address), serializeQuery(query))
        .map(({ raw }) => raw)
        .join('&'),
    );

  test('are put together, and the object wins for each key', () => {
    expect(merged('per_page=25&include=emails&where[a]=1', { per_page: 50, where: { b: 2 } })).toBe(
      'include=emails&where[a]=1&per_page=50&where[b]=2',
    );
  });

  test('may repeat a condition, however it is encoded, but not contradict it', () => {
    expect(merged('where%5Ba%5D=x+y', { where: { a: 'x y' } })).toBe('where[a]=x y');
    expect(() => merged('where[a]=1', { where: { a: 2 } })).toThrow(/two different values of where\[a\]/);
    expect(() => merged('', { where: { a: 1 }, 'where[a]': 2 })).toThrow(/two different values/);
    expect(() => merged('', { where: { a: 1 }, params: { 'where[a]': 2 } })).toThrow(/two different values/);
    expect(merged('', { where: { a: 1 }, 'where[a]': 1 })).toBe('where[a]=1');
  });

  test('leave the values of the address as they were written', () => {
    expect(mergeQueries(parseQuery('a=%zz&b=1%2C2&c'), []).map(({ raw }) => raw)).toEqual([
      'a=%zz',
      'b=1%2C2',
      'c',
    ]);
  });
});

test('a parameter can be read back, decoded', () => {
  const query = parseQuery('offset=10&include=a%2Cb&empty=&bare');
  expect(['offset', 'include', 'empty', 'bare', 'none'].map((key) => parameterValue(query, key))).toEqual([
    '10',
    'a,b',
    '',
    '',
    undefined,
  ]);
});

test('every query that is accepted arrives complete at a server', () => {
  const name = fc.stringMatching(/^[a-z_][a-z_0-9]{0,8}$/);
  const scalar = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.boolean(),
    fc.integer(),
    fc.date({ noInvalidDate: true }),
  );
  const nested = fc.dictionary(name, fc.oneof(scalar, fc.dictionary(name, scalar, { minKeys: 1 })), {
    maxKeys: 4,
  });
  const flatten = (value: unknown, key: string): [string, string][] =>
    value instanceof Date || typeof value !== 'object'
      ? [[key, value instanceof Date ? value.toISOString().replace('.000Z', 'Z') : String(value)]]
      : Object.entries(value as object).flatMap(([inner, item]) => flatten(item, `${key}[${inner}]`));
  fc.assert(
    fc.property(nested, fc.array(name, { minLength: 1 }), (where, include) => {
      const sent = serializeQuery({ where, include })
        .map(({ raw }) => raw)
        .join('&');
      expect([...new URLSearchParams(sent)]).toEqual([
        ...flatten(where, 'where'),
        ['include', include.join(',')],
      ]);
    }),
  );
});

test.each([
  [{ include: ['emails'], fields: { Person: ['name'] } }, 'include=emails&fields%5BPerson%5D=name,emails'],
  [
    { include: ['households.people'], fields: { Person: ['name', 'households'], Household: ['name'] } },
    'include=households.people&fields%5BPerson%5D=name%2Chouseholds,people&fields%5BHousehold%5D=name,households%2Cpeople',
  ],
  [
    { include: 'emails,emails', 'fields[Person]': 'name' },
    'include=emails%2Cemails&fields%5BPerson%5D=name,emails',
  ],
  [{ include: ['emails'] }, 'include=emails'],
  [{ fields: { Person: ['name'] } }, 'fields%5BPerson%5D=name'],
] satisfies [Query, string][])('%j: what is included is among the fields, too', (query, sent) => {
  const linked = withLinkage(serializeQuery(query));
  expect(linked.map(({ raw }) => raw).join('&')).toBe(sent);
  expect(withLinkage(linked)).toEqual(linked);
});
