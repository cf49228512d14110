import { expect, test } from 'vitest';
import { askInTurn, WaitingRoom, type Waiter } from './waiting-room.ts';

/** Who is asked, by their shares, when those with at most a share are refused. */
function asked(shares: readonly number[], refusedUpTo: number): number[] {
  const room = new WaitingRoom();
  for (const share of shares)
    void room.enter({
      key: 'ours',
      method: 'GET',
      priority: 'bulk',
      offset: 0,
      share,
      signal: undefined,
      as: 'ordinary',
    });
  const heard: number[] = [];
  const ask = ({ request: { share = 1 } }: Waiter): number => {
    heard.push(share);
    return share <= refusedUpTo ? 100 : 0;
  };
  expect(askInTurn(room, ask)).toBe(100);
  return heard;
}

test('who may use no more than one who was refused is not asked, and nobody after one who may use all', () => {
  expect(asked([0.5, 0.2, 0.5, 0.8, 0.5], 0.5)).toEqual([0.5, 0.8]);
  expect(asked([0.2, 1, 0.5, 1], 1)).toEqual([0.2, 1]);
});
