import { expect, it } from 'vitest';
import { Lane, type Job } from './lane.ts';

/** A lane whose work begins when it is told to, and which holds so many jobs back. */
function laneHolding(held: number): {
  lane: Lane;
  begin: () => Promise<unknown>;
  later: Job[];
  emptied: () => number;
} {
  const soon: Job[] = [];
  const later: Job[] = [];
  let emptied = 0;
  const lane = new Lane({
    soon: (work) => soon.push(work),
    later: (letGo) => later.push(letGo),
    held: () => held,
    pick: () => 0,
    empty: () => (emptied += 1),
  });
  return {
    lane,
    later,
    begin: () => Promise.all(soon.splice(0).map((work) => work())),
    emptied: () => emptied,
  };
}

it('one job is done after the other', async () => {
  const { lane, begin } = laneHolding(0);
  const seen: string[] = [];
  for (const name of ['a', 'b'])
    lane.add(async () => {
      seen.push(`${name} begins`);
      await Promise.resolve();
      seen.push(`${name} ends`);
    });
  await begin();
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});

it('a job that comes while another is done is done, too, and so is one that comes at the end', async () => {
  const { lane, begin, emptied } = laneHolding(0);
  const seen: string[] = [];
  lane.add(async () => {
    lane.add(async () => void seen.push('meanwhile'));
  });
  await begin();
  expect([seen, emptied()]).toEqual([['meanwhile'], 1]);
  lane.add(async () => void seen.push('afterwards'));
  await begin();
  expect(seen).toEqual(['meanwhile', 'afterwards']);
});

it('so many are held back until they are let go, for which one reminder is enough', async () => {
  const { lane, begin, later, emptied } = laneHolding(2);
  const seen: number[] = [];
  for (const number of [1, 2, 3]) lane.add(async () => void seen.push(number));
  await begin();
  lane.add(async () => void seen.push(4));
  await begin();
  expect([seen, later.length, emptied()]).toEqual([[1, 2], 1, 0]);
  await later[0]?.();
  expect([seen, emptied()]).toEqual([[1, 2, 3, 4], 1]);
});
