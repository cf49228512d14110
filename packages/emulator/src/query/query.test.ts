import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { echoQuery } from './echo.ts';
import { parseQuery } from './query.ts';

describe('parseQuery', () => {
  it('asks for the first 25 records of everything when nothing is said', () => {
    expect(parseQuery([])).toEqual({
      where: [],
      order: [],
      include: [],
      filter: [],
      fields: new Map(),
      perPage: 25,
      offset: 0,
      given: new Map(),
    });
  });

  it('reads every kind of parameter', () => {
    const query = parseQuery([
      ['where[last_name]', 'a,b'],
      ['where[created_at][gte]', '2026-01-01'],
      ['where[a][b][c]', ''],
      ['order', '-last_name, first_name,,'],
      ['include', 'emails,households.people'],
      ['filter', 'past,named'],
      ['fields[Person]', 'first_name, emails'],
      ['fields[Email]', ''],
      ['per_page', '7'],
      ['offset', '14'],
    ]);
    expect(query).toMatchObject({
      where: [
        { names: ['last_name'], value: 'a,b' },
        { names: ['created_at', 'gte'], value: '2026-01-01' },
        { names: ['a', 'b', 'c'], value: '' },
      ],
      order: [
        { name: 'last_name', descending: true },
        { name: 'first_name', descending: false },
      ],
      include: [['emails'], ['households', 'people']],
      filter: ['past', 'named'],
      fields: new Map([
        ['Person', new Set(['first_name', 'emails'])],
        ['Email', new Set()],
      ]),
      perPage: 7,
      offset: 14,
    });
  });

  it.each(['per_page', 'offset'])('refuses a %s that does not fit into eight bytes', (name) => {
    expect(() => parseQuery([[name, '9223372036854775808']])).toThrow('Your request could not be processed');
  });

  it.each([
    ['per_page', '0', 0],
    ['per_page', '100', 100],
    ['per_page', '101', 100],
    ['per_page', '9223372036854775807', 100],
    ['per_page', '-1', 25],
    ['per_page', 'ten', 25],
    ['per_page', '1.5', 25],
    ['per_page', '', 25],
    ['per_page', ' 5', 25],
  ])('takes %s=%s for %d records', (name, value, perPage) => {
    expect(parseQuery([[name, value]]).perPage).toBe(perPage);
  });

  it.each([
    ['0', 0],
    ['99999', 99_999],
    ['-1', 0],
    ['x', 0],
  ])('takes offset=%s for %d', (value, offset) => {
    expect(parseQuery([['offset', value]]).offset).toBe(offset);
  });

  it('takes the last of what is sent twice', () => {
    const query = parseQuery([
      ['order', 'a'],
      ['where[x]', '1'],
      ['order', 'b'],
      ['where[x]', '2'],
    ]);
    expect(query).toMatchObject({ order: [{ name: 'b' }], where: [{ names: ['x'], value: '2' }] });
  });

  it.each([
    'where',
    'where[',
    'where[a',
    'where]a[',
    'where[a]b',
    'Where[a]',
    '[where]',
    'fields',
    'fields[a][b]',
  ])('makes nothing of the key %s', (key) => {
    expect(parseQuery([[key, 'x']])).toMatchObject({
      where: [],
      fields: new Map(),
      given: new Map([[key, 'x']]),
    });
  });
});

describe('echoQuery', () => {
  it.each([
    [{}, ''],
    [{ per_page: '5', include: 'a,b', offset: '0' }, '?include=a%2Cb&offset=0&per_page=5'],
    [
      { 'where[created_at][gte]': '2026-01-01T00:00:00Z' },
      '?where[created_at][gte]=2026-01-01T00%3A00%3A00Z',
    ],
    [{ b: '', B: '', a: '' }, '?B=&a=&b='],
    [{ 'where[x]': '50% [a]&b=c+d #é' }, '?where[x]=50%25%20%5Ba%5D%26b%3Dc%2Bd%20%23%C3%A9'],
    [{ a: "!'()*~" }, '?a=%21%27%28%29%2A~'],
  ])('writes %j as %s', (given, text) => {
    expect(echoQuery(new Map(Object.entries(given)))).toBe(text);
  });

  it('is read again as what was sent', () => {
    const text = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(fc.dictionary(text, text), (given) => {
        const pairs = Object.entries(given);
        const echoed = [...new URLSearchParams(echoQuery(new Map(pairs)))];
        expect(new Map(echoed)).toEqual(new Map(pairs));
        expect(parseQuery(echoed)).toEqual({ ...parseQuery(pairs), where: expect.any(Array) });
        expect(echoed.map(([key]) => key)).toEqual(pairs.map(([key]) => key).sort());
      }),
    );
  });
});
