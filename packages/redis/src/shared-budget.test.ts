import { newBudget, settle, take, type Budget } from 'tspco/pacing';
import { describe, expect, it } from 'vitest';
import { join, lifetimeOf, newShared, part, play, type SharedBudget } from './shared-budget.ts';

const START = Date.parse('2026-01-01T00:00:00Z');

/** A budget of ten in 20 s of which the server has counted so many; the named requests are under way. */
function budget(count: number, ...underWay: string[]): Budget {
  const made = newBudget();
  take(made, { id: 'probe', share: 1 }, START);
  const rate = { limit: 10, period: 20, count };
  settle(made, { id: 'probe', rate, answered: true, sent: true, pause: undefined }, START + 50);
  for (const id of underWay) made.underWay[id] = START + 60;
  return made;
}

const shared = (made: Budget, waiting: SharedBudget['waiting'] = {}): SharedBudget => ({
  budget: made,
  waiting,
});

const turn = {
  me: 'me',
  underWay: new Set<string>(),
  settlements: [],
  waiters: [],
  sinceOf: () => START,
  nextId: () => 'me-1',
  impatient: false,
};

describe('a turn', () => {
  it('takes back what was taken in the name of this process and never came to it', () => {
    const state = shared(budget(1, 'me-a', 'me-b', 'you-a', 'me2-a'));
    const played = play(state, { ...turn, underWay: new Set(['me-b']) }, START + 100);
    expect(Object.keys(state.budget.underWay)).toEqual(['me-b', 'you-a', 'me2-a']);
    expect(played.changed).toBe(true);
  });

  it('changes nothing when there is nothing to do', () => {
    const state = shared(budget(1, 'you-a'), { you: { lane: 0, since: START, count: 1 } });
    expect(play(state, turn, START + 100)).toMatchObject({ changed: false, concernsOthers: false });
  });
});

describe('a process that goes on alone', () => {
  it('takes what others had under way for sent, and waits for none of them', () => {
    const state = shared(budget(1, 'me-a', 'you-a'), { you: { lane: 0, since: START, count: 1 } });
    part(state, 'me', START + 100);
    expect(Object.keys(state.budget.underWay)).toEqual(['me-a']);
    expect(state.budget.counted.slice(-1)).toEqual([START + 100]);
    expect(state.waiting).toEqual({});
  });
});

describe('a process that comes back to the others', () => {
  it('brings its own requests under way, and leaves theirs as Redis has them', () => {
    const stored = shared(budget(1, 'you-b', 'me-old'), { you: { lane: 0, since: START, count: 1 } });
    const joined = join(stored, shared(budget(1, 'you-a', 'me-a')), 'me', START + 100);
    expect(Object.keys(joined.budget.underWay).sort()).toEqual(['me-a', 'you-b']);
    expect(joined.waiting).toEqual(stored.waiting);
  });

  it('believes whoever knows of more requests', () => {
    const [few, many] = [budget(2), budget(7)];
    for (const [stored, alone] of [
      [few, many],
      [many, few],
    ] as const) {
      const joined = join(shared(structuredClone(stored)), shared(structuredClone(alone)), 'me', START + 100);
      expect(joined.budget.counted).toHaveLength(many.counted.length);
    }
  });

  it('keeps the longer pause', () => {
    const paused = { ...budget(1), pausedUntil: START + 9000 };
    expect(join(shared(budget(1)), shared(paused), 'me', START + 100).budget.pausedUntil).toBe(START + 9000);
    expect(join(shared(paused), shared(budget(1)), 'me', START + 100).budget.pausedUntil).toBe(START + 9000);
  });
});

it('a shared budget lives until everything in it is forgotten', () => {
  expect(lifetimeOf(newShared(), START)).toBe(100_000);
  const paused = { ...newBudget(), pausedUntil: START + 90_000 };
  expect(lifetimeOf(shared(paused), START)).toBe(130_000);
});
