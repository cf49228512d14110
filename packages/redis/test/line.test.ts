import { systemWorld } from 'tspco/pacing';
import { expect, it } from 'vitest';
import type { Connection } from '../src/connection.ts';
import { Line } from '../src/line.ts';

/** A connection over which everything fails. */
const broken: Connection = {
  connect: () => Promise.reject(new Error('no connection')),
  sendCommand: () => Promise.reject(new Error('no connection')),
  subscribe: () => Promise.reject(new Error('no connection')),
  unsubscribe: () => Promise.reject(new Error('no connection')),
  on: () => {},
  unref: () => {},
  destroy: () => {},
};

it.each(['the time is up', 'nobody wants it any more'])('asks no more once %s', async (end) => {
  const timers: (() => void)[] = [];
  let connections = 0;
  let isGivenUp = false;
  const line = new Line({
    connect: () => {
      connections++;
      return broken;
    },
    // The first timer is that of the whole question, each further one a pause.
    world: { ...systemWorld, setTimer: (_, callback) => (timers.push(callback), () => {}) },
    timeout: 1000,
    isGivenUp: () => isGivenUp,
  });
  const asked = line.ask((connection) => connection.sendCommand(['PING']));
  asked.catch(() => {});
  while (timers.length < 2) await new Promise(setImmediate);
  if (end === 'the time is up') timers[0]?.();
  else isGivenUp = true;
  timers[1]?.();
  await expect(asked).rejects.toThrow(end === 'the time is up' ? 'did not answer in time' : 'no connection');
  for (let turns = 0; turns < 5; turns++) await new Promise(setImmediate);
  expect(connections).toBe(1);
});
