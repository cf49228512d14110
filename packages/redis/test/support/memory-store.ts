import type { Store, Stored, Writing } from '../../src/link.ts';
import type { VirtualTime } from '../../../tspco/test/support/virtual-time.ts';

/** What all processes of a test share, in memory and virtual time. */
export interface Memory {
  readonly texts: Map<string, string>;
  readonly listeners: Map<string, Set<(message: string) => void>>;
  /** How often something was asked of it. */
  asked: number;
  /** How often somebody had to try again. */
  lost: number;
}

export function newMemory(): Memory {
  return { texts: new Map(), listeners: new Map(), asked: 0, lost: 0 };
}

/** One process's way to the memory, which takes some time there and the same time back. */
export function storeIn(memory: Memory, time: VirtualTime, way: () => number): Store {
  const own = new Map<string, (message: string) => void>();
  const ask = async <T>(work: () => T): Promise<T> => {
    memory.asked++;
    await time.sleep(way());
    const answer = work();
    await time.sleep(way());
    return answer;
  };
  const stored = (key: string): Stored => ({ text: memory.texts.get(key) ?? null, now: time.now });
  return {
    away: false,
    now: () => time.now,
    load: (key) => ask(() => stored(key)),
    store: (key, read, text, { channel, from }: Writing) =>
      ask(() => {
        if ((memory.texts.get(key) ?? null) !== read) {
          memory.lost++;
          return stored(key);
        }
        memory.texts.set(key, text);
        for (const listener of memory.listeners.get(channel ?? '') ?? [])
          time.setTimer(way(), () => listener(from));
        return undefined;
      }),
    listen(channel, listener) {
      own.set(channel, listener);
      const all = memory.listeners.get(channel) ?? new Set();
      memory.listeners.set(channel, all.add(listener));
    },
    unlisten(channel) {
      const listener = own.get(channel);
      if (listener) memory.listeners.get(channel)?.delete(listener);
    },
  };
}
