import fc from 'fast-check';
import {
  PCOIncompleteReadError,
  PCOInputError,
  type PCO,
  type Query,
  type ReadOptions,
  type ReadReport,
} from 'tspco';
import { describe, expect, it } from 'vitest';
import { ChangingList } from './support/changing-list.ts';
import { failureOf } from './support/client.ts';
import { ids } from './support/list.ts';
import { quickClient } from './support/world.ts';

const url: string = '/people/v2/people';

function clientOf(list: ChangingList): PCO {
  return quickClient('https://church.test', { fetch: list.fetch });
}

/** Reads a list to its end. */
async function read(
  list: ChangingList,
  options: ReadOptions = {},
  query: Query = {},
): Promise<{ records: string[]; report: ReadReport; error: unknown }> {
  const reading = clientOf(list).iterate(url, query, options);
  const records: string[] = [];
  try {
    for await (const { data } of reading) records.push(data.id);
    return { records, report: reading.report, error: undefined };
  } catch (error) {
    return { records, report: reading.report, error };
  }
}

/** Does something before one request. */
function at(request: number, change: (list: ChangingList) => void) {
  return (list: ChangingList, number: number): void => {
    if (number === request) change(list);
  };
}

describe.each([0, 1, 16])('a list that changes while it is read, %i pages ahead', (ahead) => {
  it('loses nothing when rows before the reader are deleted', async () => {
    const list = new ChangingList(
      ids(0, 450),
      at(2, (changing) => void changing.rows.splice(10, 7)),
    );
    const { records, report, error } = await read(list, { ahead });
    expect(error).toBeUndefined();
    expect(records).toEqual(ids(0, 450));
    expect(report).toMatchObject({ completeness: 'count-matches', expected: 443, yielded: 450 });
  });

  it('loses nothing when more rows than a page holds are deleted', async () => {
    const list = new ChangingList(
      ids(0, 700),
      at(3, (changing) => void changing.rows.splice(0, 250)),
    );
    const { records, error } = await read(list, { ahead });
    expect(error).toBeUndefined();
    expect(new Set(records)).toEqual(new Set(ids(0, 700)));
    expect(records).toHaveLength(700);
  });

  it('gives rows that moved to a later page once', async () => {
    const list = new ChangingList(
      ids(0, 450),
      at(2, (changing) => changing.insert(0)),
    );
    const { records, report, error } = await read(list, { ahead });
    // The new row lies behind the reader, so the list is shorter than the server's count, and says so.
    expect(error).toBeInstanceOf(PCOIncompleteReadError);
    expect(records).toEqual(ids(0, 450));
    expect(report).toMatchObject({ completeness: 'incomplete', expected: 451, yielded: 450, duplicates: 1 });
  });

  it('reads what is added at the end', async () => {
    const list = new ChangingList(
      ids(0, 450),
      at(3, (changing) => changing.insert(450)),
    );
    const { records, report, error } = await read(list, { ahead });
    expect(error).toBeUndefined();
    expect(records).toEqual([...ids(0, 450), 'new-1']);
    expect(report).toMatchObject({ completeness: 'count-matches', expected: 451 });
  });

  it('is verified when every page began with a record of the page before', async () => {
    const list = new ChangingList(
      ids(0, 450),
      at(3, (changing) => {
        changing.remove(5);
        changing.insert(0);
      }),
    );
    const { records, report, error } = await read(list, { ahead, consistency: 'verified' });
    expect(error).toBeUndefined();
    expect(records).toEqual(ids(0, 450));
    expect(report).toMatchObject({ completeness: 'verified', yielded: 450 });
  });
});

describe("consistency: 'verified'", () => {
  it('overlaps the pages by one record', async () => {
    const list = new ChangingList(ids(0, 250));
    const { records, report } = await read(list, { consistency: 'verified' });
    expect(records).toEqual(ids(0, 250));
    expect(list.offsets).toEqual([0, 99, 198]);
    expect(report).toMatchObject({ completeness: 'verified', expected: 250, yielded: 250, duplicates: 0 });
  });

  it('is verified when a row was deleted and another added between two answers, which no count shows', async () => {
    const list = new ChangingList(
      ids(0, 600),
      at(3, (changing) => {
        changing.remove(450);
        changing.insert(0);
      }),
    );
    const { records, report, error } = await read(list, { ahead: 0, consistency: 'verified' });
    expect(error).toBeUndefined();
    expect(new Set(records).size).toBe(records.length);
    expect(ids(0, 600).filter((id) => !records.includes(id) && list.rows.includes(id))).toEqual([]);
    expect(report.completeness).toBe('verified');
  });

  it('is incomplete when the server ends it before its own count', async () => {
    const list = new ChangingList(ids(0, 600));
    const fetch: typeof list.fetch = async (input, init) => {
      const answer = await list.fetch(input, init);
      const { meta, ...document } = (await answer.json()) as { meta: Record<string, unknown> };
      const { next, ...others } = meta;
      return Response.json({ ...document, meta: list.offsets.length < 3 ? { ...others, next } : others });
    };
    const pco = quickClient('https://church.test', { fetch });
    const reading = pco.iterate(url, {}, { ahead: 0, consistency: 'verified' });
    await expect(reading.toArray()).rejects.toBeInstanceOf(PCOIncompleteReadError);
    expect(reading.report.completeness).toBe('incomplete');
  });

  it('gives the first record, too', async () => {
    const list = new ChangingList(ids(0, 600));
    const first = clientOf(list).iterate(url, {}, { consistency: 'verified' }).first();
    expect((await first)?.data.id).toBe('0');
    const none = clientOf(new ChangingList([])).iterate(url, {}, { consistency: 'verified' }).first();
    expect(await none).toBeUndefined();
  });

  it('is given up when nothing of what was read is left', async () => {
    const list = new ChangingList(
      ids(0, 450),
      at(2, (changing) => {
        changing.rows = ids(1000, 1450);
      }),
    );
    const { error, report } = await read(list, { consistency: 'verified' });
    expect(error).toBeInstanceOf(PCOIncompleteReadError);
    expect(report.completeness).toBe('incomplete');
  });

  it.each(['last_name', '-updated_at', 'created_at,name'])(
    'refuses to read in the order %s',
    async (order) => {
      const list = new ChangingList(ids(0, 3));
      const error = await failureOf(
        clientOf(list).iterate(url, { order }, { consistency: 'verified' }).toArray(),
      );
      expect(error).toBeInstanceOf(PCOInputError);
      expect(error.message).toContain('mutableOrder');
      expect(list.offsets).toEqual([]);
    },
  );

  it('reads in such an order when it is told that this is known', async () => {
    const list = new ChangingList(ids(0, 250));
    const options = { consistency: 'verified', mutableOrder: true } as const;
    const { report } = await read(list, options, { order: 'last_name' });
    expect(report.completeness).toBe('verified');
  });

  it.each(['id', '-id', 'created_at', '-created_at,id'])('reads in the order %s', async (order) => {
    const { report } = await read(new ChangingList(ids(0, 3)), { consistency: 'verified' }, { order });
    expect(report.completeness).toBe('verified');
  });

  it('refuses pages of one record, which cannot overlap', async () => {
    const list = new ChangingList(ids(0, 3));
    const reading = clientOf(list).iterate(url, { per_page: 1 }, { consistency: 'verified' });
    expect(await failureOf(reading.toArray())).toBeInstanceOf(PCOInputError);
  });

  it('yields every row that existed throughout and kept its place exactly once, whatever is added and deleted', async () => {
    const change = fc.record({
      request: fc.integer({ min: 1, max: 30 }),
      kind: fc.constantFrom('insert' as const, 'remove' as const),
      place: fc.double({ min: 0, max: 1, noNaN: true }),
      times: fc.integer({ min: 1, max: 12 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 90 }),
        fc.integer({ min: 2, max: 12 }),
        fc.integer({ min: 0, max: 5 }),
        fc.array(change, { maxLength: 6 }),
        async (total, per_page, ahead, changes) => {
          const all = ids(0, total);
          const gone = new Set<string>();
          const list = new ChangingList(all, (changing, request) => {
            for (const { kind, place, times } of changes.filter((one) => one.request === request)) {
              for (let time = 0; time < times; time++) {
                const index = Math.floor(place * changing.rows.length);
                if (kind === 'insert') changing.insert(index);
                else {
                  const id = changing.rows[index];
                  if (id !== undefined) gone.add(id);
                  changing.remove(index);
                }
              }
            }
          });
          const { records, report } = await read(list, { consistency: 'verified', ahead }, { per_page });
          expect(new Set(records).size).toBe(records.length);
          if (report.completeness !== 'verified') return;
          const kept = all.filter((id) => !gone.has(id));
          const got = new Set(records);
          expect(kept.filter((id) => !got.has(id))).toEqual([]);
          expect(records.filter((id) => kept.includes(id))).toEqual(kept);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('a reading in parts', () => {
  /** Reads so many records, and the rest with other options. */
  async function readInParts(
    list: ChangingList,
    first: number,
    [before, after]: readonly [ReadOptions, ReadOptions],
  ): Promise<{ records: string[]; report: ReadReport; error: unknown }> {
    const part = clientOf(list).iterate(url, {}, { ahead: 0, ...before });
    const given: string[] = [];
    for await (const { data } of part) if (given.push(data.id) >= first) break;
    const rest = await read(list, { ahead: 0, ...after, resume: part.report.resume });
    return { ...rest, records: [...given, ...rest.records] };
  }
  const verified: ReadOptions = { consistency: 'verified' };

  it('is verified only when all of it was', async () => {
    const change = at(1, (changing) => {
      changing.rows.splice(0, 2);
      changing.rows.push('new-1', 'new-2');
    });
    const { records, report } = await readInParts(new ChangingList(ids(0, 600), change), 150, [{}, verified]);
    // Two rows have slipped past the first part, which could not see it.
    expect(new Set(records).size).toBeLessThan(602);
    expect(report.completeness).not.toBe('verified');
    const whole = await readInParts(new ChangingList(ids(0, 600)), 150, [verified, verified]);
    expect(whole.report).toMatchObject({ completeness: 'verified', expected: 600, yielded: 600 });
    const late = await readInParts(new ChangingList(ids(0, 600)), 150, [verified, {}]);
    expect(late.report.completeness).toBe('count-matches');
  });

  it('is verified although rows were added before it in an earlier part', async () => {
    const list = new ChangingList(
      ids(0, 600),
      at(1, (changing) => changing.insert(0)),
    );
    const { records, report, error } = await readInParts(list, 150, [verified, verified]);
    expect(error).toBeUndefined();
    expect(records).toEqual(ids(0, 600));
    expect(report).toMatchObject({ completeness: 'verified', expected: 601, yielded: 600 });
  });
});

describe('what was sent for a reading', () => {
  it('is counted, also what is under way when nobody waits for it any more', async () => {
    const list = new ChangingList(ids(0, 2000));
    const fetch: typeof list.fetch = (input, init) => {
      const answer = list.fetch(input, init);
      return list.offsets.length <= 2 ? answer : new Promise(() => {});
    };
    const reading = quickClient('https://church.test', { fetch }).iterate(url);
    let given = 0;
    for await (const _ of reading) if (++given === 150) break;
    expect(list.offsets.length).toBeGreaterThan(2);
    expect(reading.report.requests).toBe(list.offsets.length);
  });

  it.each(['count', 'verified'] as const)(
    'is little more when the reader steps back: %s',
    async (consistency) => {
      const list = new ChangingList(
        ids(0, 2000),
        at(3, (changing) => void changing.rows.splice(0, 5)),
      );
      const { records, report } = await read(list, { ahead: 16, consistency });
      expect(records).toEqual(ids(0, 2000));
      expect(report.requests).toBe(list.offsets.length);
      // 20 or 21 pages, and the one that closes the gap.
      expect(list.offsets.length).toBeLessThanOrEqual(22);
    },
  );
});

describe('a list from which rows are only deleted', () => {
  it('loses none of the others, wherever it happens and however far ahead is read', async () => {
    const removal = fc.record({
      request: fc.integer({ min: 1, max: 20 }),
      place: fc.double({ min: 0, max: 1, noNaN: true }),
      times: fc.integer({ min: 1, max: 15 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 90 }),
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 0, max: 5 }),
        fc.array(removal, { maxLength: 4 }),
        async (total, per_page, ahead, removals) => {
          const all = ids(0, total);
          const gone = new Set<string>();
          const list = new ChangingList(all, (changing, request) => {
            for (const { place, times } of removals.filter((one) => one.request === request)) {
              const from = Math.floor(place * changing.rows.length);
              for (const id of changing.rows.splice(from, times)) gone.add(id);
            }
          });
          const { records, report, error } = await read(list, { ahead }, { per_page });
          expect(error).toBeUndefined();
          const got = new Set(records);
          expect(got.size).toBe(records.length);
          expect(all.filter((id) => !gone.has(id) && !got.has(id))).toEqual([]);
          expect(report.completeness).toBe('count-matches');
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('an early end', () => {
  it('tells where to go on, and a later reading gives the rest', async () => {
    const rows = ids(0, 450);
    let broken = true;
    const list = new ChangingList(rows);
    const fetch: typeof list.fetch = (input, init) =>
      broken && new URL(input).searchParams.get('offset') === '200'
        ? Promise.resolve(new Response('{}', { status: 404 }))
        : list.fetch(input, init);
    const pco = quickClient('https://church.test', { fetch });
    const first: string[] = [];
    const reading = async (): Promise<void> => {
      for await (const { data } of pco.iterate(url)) first.push(data.id);
    };
    const error = (await failureOf(reading())) as PCOIncompleteReadError;
    expect(error).toBeInstanceOf(PCOIncompleteReadError);
    expect(first).toEqual(ids(0, 200));
    broken = false;
    const rest = pco.iterate(url, {}, { resume: error.resume });
    const records = await rest.toArray();
    expect(records.map(({ data }) => data.id)).toEqual(ids(200, 450));
    expect(rest.report).toMatchObject({ completeness: 'count-matches', expected: 450, yielded: 450 });
  });

  it.each([1, 2, 20, 26])('gives nothing twice where it is gone on, with %i on a page', async (perPage) => {
    const pco = clientOf(new ChangingList(ids(0, 60)));
    for (const dedupe of ['all', 'adjacent'] as const) {
      const reading = pco.iterate(url, { per_page: perPage }, { dedupe });
      const records: string[] = [];
      for await (const { data } of reading) if (records.push(data.id) === 40) break;
      const { resume } = reading.report;
      const rest = pco.iterate(url, { per_page: perPage }, { dedupe, resume });
      for await (const { data } of rest) records.push(data.id);
      expect(records).toEqual(ids(0, 60));
      expect(rest.report).toMatchObject({ completeness: 'count-matches', yielded: 60 });
    }
  });

  it.each<[string, (list: ChangingList) => void]>([
    ['rows before it were deleted', (list) => void list.rows.splice(3, 40)],
    ['rows before it were added', (list) => [1, 2, 3, 4, 5].forEach(() => list.insert(0))],
    [
      'nearly as many rows as a page holds were added before it',
      (list) => ids(0, 90).forEach(() => list.insert(0)),
    ],
    ['more rows than a page holds were added before it', (list) => ids(0, 150).forEach(() => list.insert(0))],
    ['the last record that was read was deleted', (list) => list.remove(119)],
  ])('is found again when %s meanwhile', async (_, change) => {
    const list = new ChangingList(ids(0, 450));
    const pco = clientOf(list);
    const reading = pco.iterate(url);
    const first: string[] = [];
    for await (const { data } of reading) if (first.push(data.id) === 120) break;
    const { resume } = reading.report;
    change(list);
    for (const consistency of ['verified', 'count'] as const) {
      const rest: string[] = [];
      const going = async (): Promise<void> => {
        for await (const { data } of pco.iterate(url, {}, { resume, consistency })) rest.push(data.id);
      };
      // By the count alone, it cannot know that what was added lies before where it goes on.
      await going().catch((error: unknown) => expect(error).toBeInstanceOf(PCOIncompleteReadError));
      expect(rest).toEqual(ids(120, 450));
    }
  });

  it('cannot be resumed in another list', async () => {
    const list = new ChangingList(ids(0, 450));
    const pco = clientOf(list);
    const reading = pco.iterate(url, { where: { last_name: 'Rolfe' } });
    for await (const _ of reading) break;
    const { resume } = reading.report;
    for (const other of [
      pco.iterate(url, {}, { resume }),
      pco.iterate('/people/v2/emails', {}, { resume }),
    ]) {
      expect(await failureOf(other.toArray())).toMatchObject({ code: 'ERR_OPTIONS' });
    }
    expect(atob(resume ?? '')).not.toContain('Rolfe');
  });

  it.each(['', 'nonsense', btoa('{}'), btoa('{"offset":-1}'), btoa('null')])(
    'is not found in the text %j',
    async (resume) => {
      const list = new ChangingList(ids(0, 3));
      expect(await failureOf(clientOf(list).iterate(url, {}, { resume }).toArray())).toBeInstanceOf(
        PCOInputError,
      );
      expect(list.offsets).toEqual([]);
    },
  );
});

describe('progress', () => {
  it('is told after each page', async () => {
    const seen: unknown[] = [];
    const list = new ChangingList(ids(0, 250));
    await read(list, { onProgress: ({ done, total }) => seen.push([done, total]) });
    expect(seen).toEqual([
      [100, 250],
      [200, 250],
      [250, 250],
    ]);
  });
});

describe('read options', () => {
  it('end the reading when what is told of its progress fails', async () => {
    const failure = new Error('disk full');
    const onProgress = (): Promise<void> => Promise.reject(failure);
    const { error } = await read(new ChangingList(ids(0, 600)), { onProgress });
    expect(error).toBe(failure);
  });

  it.each([null, '5', 1.5, -1, NaN])('limit an array by a whole number, and not by %s', async (limit) => {
    const reading = clientOf(new ChangingList(ids(0, 600))).iterate(url);
    expect(await failureOf(reading.toArray({ limit: limit as number }))).toBeInstanceOf(PCOInputError);
  });

  it.each([
    { ahead: -1 },
    { ahead: 1.5 },
    { consistency: 'yes' },
    { dedupe: 'none' },
    { onProgress: 1 },
    { aheed: 3 },
  ])('that make no sense are refused: %j', async (options) => {
    const list = new ChangingList(ids(0, 3));
    const reading = clientOf(list).iterate(url, {}, options as ReadOptions);
    expect(await failureOf(reading.toArray())).toMatchObject({ code: 'ERR_OPTIONS' });
    expect(list.offsets).toEqual([]);
  });
});

describe("dedupe: 'adjacent'", () => {
  it('still gives rows once that moved to the next page', async () => {
    const list = new ChangingList(
      ids(0, 450),
      at(2, (changing) => changing.insert(0)),
    );
    const { records } = await read(list, { dedupe: 'adjacent' });
    expect(records).toEqual(ids(0, 450));
  });
});
