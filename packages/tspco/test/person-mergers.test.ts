import fc from 'fast-check';
import { PCO, PCOInputError, PCONotFoundError, PCORequestError } from 'tspco';
import { currentPersonId, getPerson, mergedIds } from 'tspco/people';
import { describe, expect, it } from 'vitest';
import { failureOf } from './support/client.ts';
import { startChurch, type PracticeChurch } from './support/people.ts';
import { startServer } from './support/server.ts';

/** Ids of the emulator's people. */
const [ADA, BEN, CARA, DAN] = ['10000001', '10000002', '10000003', '10000004'] as const;

type Merger = readonly [removed: string, kept: string, day?: string];

/** A church in which each of these people was merged into another one, and is gone. */
async function churchWith(...mergers: readonly Merger[]): Promise<PracticeChurch> {
  const church = await startChurch();
  await church.emulator.control.load('people', {
    data: mergers.map(([removed, kept, day = '2026-01-01'], index) => ({
      type: 'PersonMerger',
      id: String(index + 1),
      attributes: {
        created_at: `${day}T10:00:00Z`,
        person_to_keep_id: Number(kept),
        person_to_remove_id: Number(removed),
      },
    })),
  });
  for (const id of new Set(mergers.map(([removed]) => removed)))
    await church.pco.delete(`/people/v2/people/${id}`);
  church.requests();
  return church;
}

const READ = (id: string) => `GET /people/v2/people/${id}`;
const MERGERS = 'GET /people/v2/person_mergers';

describe('currentPersonId', () => {
  it('gives an id that is still good after one request', async () => {
    const { pco, requests } = await churchWith([BEN, CARA]);
    expect(await currentPersonId(pco, ADA)).toBe(ADA);
    expect(requests()).toEqual([READ(ADA)]);
  });

  it('takes ids as numbers, as mergers have them', async () => {
    const { pco } = await churchWith([BEN, CARA]);
    expect(await currentPersonId(pco, Number(BEN))).toBe(CARA);
    expect(await currentPersonId(pco, Number(ADA))).toBe(ADA);
  });

  it('follows a chain of mergers', async () => {
    const { pco, requests } = await churchWith([CARA, DAN, '2026-02-01'], [BEN, CARA], [ADA, BEN]);
    expect(await currentPersonId(pco, ADA)).toBe(DAN);
    expect(requests()).toEqual([READ(ADA), MERGERS, READ(BEN), MERGERS, READ(CARA), MERGERS, READ(DAN)]);
  });

  it('follows the latest of several mergers of one id', async () => {
    const { pco } = await churchWith(
      [ADA, BEN, '2026-01-01'],
      [ADA, CARA, '2026-03-01'],
      [ADA, DAN, '2026-02-01'],
    );
    expect(await currentPersonId(pco, ADA)).toBe(CARA);
  });

  it.each<readonly [string, readonly Merger[]]>([
    ['who is gone and was never merged', [[CARA, DAN]]],
    [
      'who was merged into somebody who was deleted',
      [
        [CARA, DAN],
        [ADA, '99999999'],
      ],
    ],
    [
      'whose mergers run in a circle',
      [
        [ADA, BEN],
        [BEN, CARA],
        [CARA, ADA],
      ],
    ],
    ['who was merged into themselves', [[ADA, ADA]]],
  ])('finds nobody %s', async (_, mergers) => {
    const { pco } = await churchWith(...mergers);
    await pco.delete(`/people/v2/people/${ADA}`).catch(() => undefined);
    expect(await currentPersonId(pco, ADA)).toBeUndefined();
    const read = getPerson(pco, ADA);
    await expect(read).rejects.toBeInstanceOf(PCONotFoundError);
    await expect(read).rejects.toMatchObject({ url: expect.stringContaining(`/people/${ADA}`), sent: 'yes' });
  });

  it('follows nothing when the server ignores the condition and answers with mergers of others', async () => {
    const { url } = await startServer(({ url: { pathname } }) => {
      if (pathname === '/people/v2/person_mergers') return { body: listOf([['8', '7']]) };
      if (pathname === '/people/v2/people/7') return { body: { data: { type: 'Person', id: '7' } } };
      return { status: 404 };
    });
    expect(await currentPersonId(new PCO({ token: 'x', apiBase: url }), '9')).toBeUndefined();
  });

  it('passes every other failure on', async () => {
    const { emulator, pco, requests } = await churchWith([ADA, BEN]);
    emulator.control.faults.add({ fault: 'error', status: 500, path: '/people/v2/person_mergers' });
    await expect(currentPersonId(pco, ADA, { maxRetries: 0 })).rejects.toBeInstanceOf(PCORequestError);
    expect(requests()).toEqual([READ(ADA), MERGERS]);
    await expect(currentPersonId(pco, '../lists')).rejects.toBeInstanceOf(PCOInputError);
    const signal = AbortSignal.abort(new Error('enough'));
    await expect(currentPersonId(pco, ADA, { signal })).rejects.toThrow('enough');
    expect(requests()).toEqual([]);
  });
});

describe('getPerson', () => {
  it('reads a person with what was asked for, after one request', async () => {
    const { pco, requests } = await churchWith([BEN, CARA]);
    const query = { include: ['emails'], fields: { Person: ['name'] } } as const;
    expect(await getPerson(pco, ADA, query)).toEqual(await pco.get(`/people/v2/people/${ADA}`, query));
    expect(requests()).toEqual([READ(ADA), READ(ADA)]);
  });

  it('reads whoever somebody was merged into, with the same query', async () => {
    const { pco } = await churchWith([ADA, BEN], [BEN, CARA]);
    const person = await getPerson(pco, ADA, { include: ['emails'] });
    expect(person).toEqual(await pco.get(`/people/v2/people/${CARA}`, { include: ['emails'] }));
  });
});

describe('mergedIds', () => {
  it('gives whoever took the place of those who are gone, through chains', async () => {
    const { pco, requests } = await churchWith([ADA, BEN, '2026-01-01'], [BEN, CARA, '2026-02-01']);
    expect(await mergedIds(pco)).toEqual(
      new Map([
        [ADA, CARA],
        [BEN, CARA],
      ]),
    );
    expect(requests()).toEqual([MERGERS]);
  });

  it('asks for mergers since a moment alone', async () => {
    const { pco } = await churchWith([ADA, DAN, '2026-01-01'], [BEN, CARA, '2026-02-01']);
    const since = new Date('2026-01-15T00:00:00Z');
    expect(await mergedIds(pco, { since })).toEqual(new Map([[BEN, CARA]]));
    expect(await mergedIds(pco, { since: '2026-03-01' })).toEqual(new Map());
  });

  it.each(['yesterday', '', '01.02.2026', '2026-13-45', 5])(
    'are not asked for since %j, which is no moment',
    async (since) => {
      const pco = new PCO({ token: 'a', apiBase: 'http://127.0.0.1:9' });
      expect(await failureOf(mergedIds(pco, { since: since as string }))).toBeInstanceOf(PCOInputError);
    },
  );

  it('gives what renaming everything merger by merger gives, in whatever order the list has them', async () => {
    const { pco, answerWith } = await serverOfMergers();
    const listed = history().chain((mergers) =>
      fc.tuple(fc.constant(mergers), fc.shuffledSubarray([...mergers], { minLength: mergers.length })),
    );
    await fc.assert(
      fc.asyncProperty(listed, async ([mergers, shuffled]) => {
        answerWith(shuffled);
        expect(await mergedIds(pco)).toEqual(renamed(mergers));
      }),
      { numRuns: 50 },
    );
  });

  it('ends at ids that were not merged away, whatever the list says', async () => {
    const { pco, answerWith } = await serverOfMergers();
    const person = fc.integer({ min: 1, max: 6 }).map(String);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(person, person), { maxLength: 12 }), async (mergers) => {
        answerWith(mergers);
        const merged = await mergedIds(pco);
        for (const [id, place] of merged) {
          expect(mergers.map(([removed]) => removed)).toContain(id);
          expect(merged.has(place)).toBe(false);
        }
      }),
      { numRuns: 50 },
    );
  });
});

/** A server whose list of mergers changes, and a client for it. */
async function serverOfMergers(): Promise<{ pco: PCO; answerWith(mergers: readonly Merger[]): void }> {
  let mergers: readonly Merger[] = [];
  const { url } = await startServer(() => ({ body: listOf(mergers) }));
  return {
    pco: new PCO({ token: 'x', apiBase: url }),
    answerWith: (answer) => {
      mergers = answer;
    },
  };
}

const listOf = (mergers: readonly Merger[]) => ({
  data: mergers.map(([removed, kept], index) => ({
    type: 'PersonMerger',
    id: String(index + 1),
    attributes: { person_to_keep_id: Number(kept), person_to_remove_id: Number(removed) },
  })),
  links: {},
  meta: { total_count: mergers.length, count: mergers.length },
});

/** Mergers as they can have happened: nobody who is gone is merged again. */
function history(): fc.Arbitrary<readonly Merger[]> {
  return fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 8 }).map((draws) => {
    const present = Array.from({ length: 9 }, (_, index) => String(index + 1));
    return draws.map(([first, second]): Merger => {
      const [removed = ''] = present.splice(first % present.length, 1);
      return [removed, present[second % present.length] ?? ''];
    });
  });
}

/** Where everybody is after a series of mergers. */
function renamed(mergers: readonly Merger[]): Map<string, string> {
  const places = new Map<string, string>();
  for (const [removed, kept] of mergers) {
    places.set(removed, kept);
    for (const [id, place] of places) if (place === removed) places.set(id, kept);
  }
  return places;
}
