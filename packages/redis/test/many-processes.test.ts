import type { Pacer } from 'tspco';
import { describe, expect, it } from 'vitest';
import { SharedDesk } from '../src/shared-desk.ts';
import { WINDOWS } from '../../tspco/test/support/judge.ts';
import { chance, runCourse } from '../../tspco/test/support/pacing-run.ts';
import type { VirtualTime } from '../../tspco/test/support/virtual-time.ts';
import { newMemory, storeIn, type Memory } from './support/memory-store.ts';

/** Many processes with one budget; requests come to each of them in turn. */
function processes(count: number, memory: Memory = newMemory()): (time: VirtualTime) => Pacer {
  return (time) => {
    const random = chance(3);
    const desks = Array.from({ length: count }, (_, number) => {
      const store = storeIn(memory, time, () => random() * 2);
      return new SharedDesk({ me: `process${number}`, key: 'budget', store, world: time.world() });
    });
    let next = 0;
    return {
      reserve(request) {
        const desk = desks[next++ % count];
        if (desk === undefined) throw new Error('There is no process.');
        return desk.reserve({ ...request, as: 'ordinary' });
      },
    };
  };
}

describe.each(WINDOWS)('a server that counts with a window that is %s', (window) => {
  const least = window === 'sliding counter' ? 0.84 : 0.93;

  it.each([1, 2, 8])('refuses nothing to %i processes, which get its whole budget', async (count) => {
    for (const phase of [0, 0.5, 0.93]) {
      for (const way of [{ back: 50 }, { there: 10, back: 200, jitter: 200 }]) {
        const course = { window, limit: 40, period: 8000, requests: 240, inFlight: 32, phase, ...way };
        const memory = newMemory();
        const { refused, used } = await runCourse(course, processes(count, memory));
        expect({ course, refused }).toEqual({ course, refused: 0 });
        expect({ course, used: used > least }).toEqual({ course, used: true });
      }
    }
  });
});
