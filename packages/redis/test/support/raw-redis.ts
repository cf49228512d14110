import { createClient } from '@redis/client';
import { onTestFinished } from 'vitest';

/** A connection of the test's own, to look at what stands in Redis. */
export interface RawRedis {
  command(...words: string[]): Promise<unknown>;
  /** All keys and what stands under them. */
  everything(): Promise<Map<string, string>>;
}

export async function connectTo(url: string): Promise<RawRedis> {
  const client = createClient({ url, socket: { reconnectStrategy: false } });
  client.on('error', () => {});
  await client.connect();
  onTestFinished(() => client.destroy());
  return {
    command: (...words) => client.sendCommand(words),
    async everything() {
      const found = new Map<string, string>();
      for await (const keys of client.scanIterator())
        for (const key of keys) found.set(key, (await client.get(key)) ?? '');
      return found;
    },
  };
}
