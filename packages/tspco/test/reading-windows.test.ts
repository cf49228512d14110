import { PCOIncompleteReadError, PCOInputError, type Fetch, type Progress, type Query } from 'tspco';
import { describe, expect, it } from 'vitest';
import { failureOf } from './support/client.ts';
import { quickClient } from './support/world.ts';

const url: string = '/people/v2/people';
const START = Date.parse('2020-01-01T00:00:00Z');

interface Row {
  readonly id: string;
  readonly created_at: string | null;
}

/** A server that filters and orders by `created_at`, and remembers what it was asked. */
function serverOf(rows: Row[], meta: object = {}) {
  const asked: URL[] = [];
  const lists = new Map<string, Row[]>();
  const fetch: Fetch = (input) => {
    const url = new URL(input);
    asked.push(url);
    const { searchParams } = url;
    const bound = (name: string): string | null => searchParams.get(`where[created_at][${name}]`);
    const [from, to] = [bound('gte'), bound('lt')];
    const time = ({ created_at }: Row): number => (created_at === null ? -Infinity : Date.parse(created_at));
    const list = [from, to, searchParams.get('order')].join();
    const found =
      lists.get(list) ??
      rows
        .filter((row) => from === null || (row.created_at !== null && time(row) >= Date.parse(from)))
        .filter((row) => to === null || (row.created_at !== null && time(row) < Date.parse(to)))
        .sort((one, other) => time(one) - time(other) || Number(one.id) - Number(other.id));
    if (searchParams.get('order') === '-created_at' && !lists.has(list)) found.reverse();
    lists.set(list, found);
    const offset = Number(searchParams.get('offset') ?? 0);
    const end = offset + Math.min(100, Number(searchParams.get('per_page') ?? 25));
    const data = found.slice(offset, end).map(({ id, created_at }) => ({
      type: 'Person',
      id,
      attributes: { created_at },
    }));
    const next = end < found.length ? { next: { offset: end } } : {};
    return Promise.resolve(Response.json({ data, meta: { total_count: found.length, ...next, ...meta } }));
  };
  const offsets = (): number[] => asked.map(({ searchParams }) => Number(searchParams.get('offset') ?? 0));
  return { pco: quickClient('https://church.test', { fetch }), asked, offsets };
}

/** Rows at the given seconds. */
function rowsAt(seconds: readonly number[]): Row[] {
  return seconds.map((second, index) => ({
    id: String(index + 1),
    created_at: new Date(START + second * 1000).toISOString().replace('.000Z', 'Z'),
  }));
}

describe('a list that is read by window', () => {
  it('is read whole, and no offset grows large', async () => {
    // Most of it came in one week, as after an import.
    const seconds = Array.from({ length: 26_000 }, (_, index) =>
      index < 3000 ? index * 40_000 : 120_000_000 + Math.floor(index / 3),
    );
    const rows = rowsAt(seconds);
    const { pco, offsets } = serverOf(rows, { can_query_by: ['created_at'] });
    const list = pco.iterate(url, {}, { window: 'created_at' });
    const records = await list.toArray();
    expect(records.map(({ data }) => data.id)).toEqual(rows.map(({ id }) => id));
    expect(list.report).toMatchObject({ completeness: 'count-matches', expected: 26_000, yielded: 26_000 });
    expect(Math.max(...offsets())).toBeLessThan(10_000);
  });

  it('tells how far it is, of the whole list', async () => {
    const { pco } = serverOf(rowsAt(Array.from({ length: 12_000 }, (_, index) => index * 1000)));
    const told: Progress[] = [];
    const onProgress = (progress: Progress): void => void told.push(progress);
    await pco.iterate(url, {}, { window: 'created_at', onProgress }).toArray();
    expect(told.length).toBeGreaterThanOrEqual(120);
    expect(new Set(told.map(({ total }) => total))).toEqual(new Set([12_000]));
    expect(told.at(-1)?.done).toBe(12_000);
  });

  it('gives all records of one second, however many they are', async () => {
    const rows = rowsAt([...Array.from({ length: 10_250 }, () => 60), 0, 7200]);
    const { pco } = serverOf(rows);
    const records = await pco.iterate(url, {}, { window: 'created_at' }).toArray();
    expect(new Set(records.map(({ data }) => data.id)).size).toBe(10_252);
    expect(records).toHaveLength(10_252);
  });

  it.each([0, 1, 2])('may have %i records', async (count) => {
    const rows = rowsAt([5, 5].slice(0, count));
    const { pco } = serverOf(rows);
    const list = pco.iterate(url, {}, { window: 'created_at' });
    expect(await list.toArray()).toHaveLength(count);
    expect(list.report).toMatchObject({ completeness: 'count-matches', expected: count, yielded: count });
  });

  it('takes other filters and includes along', async () => {
    const { pco, asked } = serverOf(rowsAt([1, 2]));
    const query = { where: { last_name: 'Rolfe' }, include: ['emails'] };
    await pco.iterate(url, query, { window: 'created_at' }).toArray();
    for (const { searchParams } of asked) {
      expect(searchParams.get('where[last_name]')).toBe('Rolfe');
      expect(searchParams.get('include')).toBe('emails');
    }
  });

  it('can be verified', async () => {
    const { pco } = serverOf(rowsAt(Array.from({ length: 250 }, (_, index) => index)));
    const list = pco.iterate(url, {}, { window: 'created_at', consistency: 'verified' });
    expect(await list.toArray()).toHaveLength(250);
    expect(list.report.completeness).toBe('verified');
  });

  it('is an incomplete reading when a record is in no window', async () => {
    const rows: Row[] = rowsAt([1, 2, 3]);
    const { pco } = serverOf(rows, { total_count: 4 });
    expect(await failureOf(pco.iterate(url, {}, { window: 'created_at' }).toArray())).toBeInstanceOf(
      PCOIncompleteReadError,
    );
  });
});

describe('a list that cannot be read by window', () => {
  it.each<[string, Query, object]>([
    ['has an order of its own', { order: 'name' }, {}],
    ['begins elsewhere', { offset: 100 }, {}],
    ['is filtered by the same attribute', { where: { created_at: { gte: '2026-01-01' } } }, {}],
    ['is not filtered by it by the server', {}, { can_query_by: ['first_name'] }],
  ])('%s', async (_, query, meta) => {
    const { pco, asked } = serverOf(rowsAt([1, 2, 3]), meta);
    const error = await failureOf(pco.iterate(url, query, { window: 'created_at' }).toArray());
    expect(error).toBeInstanceOf(PCOInputError);
    expect(asked.length).toBeLessThanOrEqual(1);
  });

  it('has records without a time', async () => {
    const { pco } = serverOf([{ id: '9', created_at: null }, ...rowsAt([1])]);
    const error = await failureOf(pco.iterate(url, {}, { window: 'created_at' }).toArray());
    expect(error).toBeInstanceOf(PCOInputError);
    expect(error.message).toContain('created_at is null');
  });

  it('comes without the attribute, because only others were asked for', async () => {
    const { pco } = serverOf([{ id: '9' } as Row]);
    const query = { fields: { Person: ['first_name'] } };
    const error = await failureOf(pco.iterate(url, query, { window: 'created_at' }).toArray());
    expect(error).toBeInstanceOf(PCOInputError);
    expect(error.message).toContain('ask for it, too');
  });

  it('has no attribute without a name', async () => {
    const { pco, asked } = serverOf(rowsAt([1]));
    expect(await failureOf(pco.iterate(url, {}, { window: '' }).toArray())).toMatchObject({
      code: 'ERR_OPTIONS',
    });
    expect(asked).toHaveLength(0);
  });

  it('and is to be resumed is refused, since it has no single place', async () => {
    const { pco } = serverOf([]);
    const list = pco.iterate(url, {}, { window: 'created_at', resume: 'x' });
    expect(await failureOf(list.toArray())).toMatchObject({ code: 'ERR_OPTIONS' });
  });
});
