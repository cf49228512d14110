import { systemWorld } from 'tspco/pacing';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkOptions } from '../src/connection.ts';
import { Link } from '../src/link.ts';
import { hasRedis, startRedis } from './support/redis-server.ts';

function linkTo(url: string): Link {
  const link = new Link({
    ...checkOptions({ url }, { name: 'link', timeout: 5000 }),
    world: systemWorld,
    check: 'check',
    onAway: () => {},
    onBack: () => {},
  });
  onTestFinished(() => link.close());
  return link;
}

describe.skipIf(!hasRedis)('the link to Redis', () => {
  it('loses no change when many change the same thing at the same time', async () => {
    const { url } = await startRedis();
    const writing = { lifetime: 60_000, channel: undefined, from: 'test' };
    const count = async (link: Link): Promise<void> => {
      for (let left = 50; left > 0; left--) {
        let stored = await link.load('count');
        for (let other; ; stored = other) {
          const text = String(Number(stored.text ?? 0) + 1);
          other = await link.store('count', stored.text, text, writing);
          if (other === undefined) break;
        }
      }
    };
    const links = Array.from({ length: 8 }, () => linkTo(url));
    await Promise.all(links.map(count));
    expect((await linkTo(url).load('count')).text).toBe('400');
  });

  it('tells the time of Redis, to parts of a millisecond', async () => {
    const { url } = await startRedis();
    const link = linkTo(url);
    const before = Date.now();
    const { now, text } = await link.load('nothing');
    expect(text).toBeNull();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now() + 1);
  });

  it('brings messages, also after the connection was lost', async () => {
    const { url, kill, start } = await startRedis();
    const [speaker, listener] = [linkTo(url), linkTo(url)];
    const heard: string[] = [];
    let resolveNext = (): void => {};
    const next = (): Promise<void> => new Promise((resolve) => (resolveNext = resolve));
    listener.listen('news', (message) => {
      heard.push(message);
      resolveNext();
    });
    const tell = (from: string) =>
      speaker.store('key', null, 'text', { lifetime: 1000, channel: 'news', from });
    const first = next();
    await listener.load('key');
    await tell('one');
    await first;
    await kill();
    const loads = [listener.load('key'), speaker.load('key')];
    await start();
    await Promise.all(loads);
    const second = next();
    await listener.load('key');
    await tell('two');
    await second;
    expect(heard).toEqual(['one', 'two']);
  });
});
