import { expect, test } from 'vitest';
import { MovableClock, type Alarms } from './emulator-clock.ts';

interface TestClock {
  readonly clock: MovableClock;
  /** Lets real time pass, and rings the alarm that is due then. */
  readonly pass: (milliseconds: number) => void;
  readonly faults: unknown[];
}

function testClock(): TestClock {
  let time = 1000;
  let alarm: { at: number; ring: () => void } | undefined;
  const faults: unknown[] = [];
  const alarms: Alarms = {
    start(milliseconds, ring) {
      const mine = { at: time + milliseconds, ring };
      alarm = mine;
      return () => {
        if (alarm === mine) alarm = undefined;
      };
    },
  };
  const clock = new MovableClock({ now: () => time, alarms, reportFault: (error) => faults.push(error) });
  const pass = (milliseconds: number): void => {
    time += milliseconds;
    if (alarm && alarm.at <= time) alarm.ring();
  };
  return { clock, pass, faults };
}

test('it runs like the clock underneath, and from where it was moved to', async () => {
  const { clock, pass } = testClock();
  pass(5);
  expect(clock.now()).toBe(1005);
  await clock.advance(100);
  pass(5);
  expect(clock.now()).toBe(1110);
});

test('it stands still when it is frozen, can be moved then, and goes on from there', async () => {
  const { clock, pass } = testClock();
  clock.freeze();
  pass(50);
  expect(clock.now()).toBe(1000);
  await clock.advance(7);
  expect(clock.now()).toBe(1007);
  clock.resume();
  pass(3);
  expect(clock.now()).toBe(1010);
});

test('what is to happen happens when real time comes to it', async () => {
  const { clock, pass } = testClock();
  const happened: number[] = [];
  clock.schedule(1030, () => void happened.push(clock.now()));
  pass(29);
  await clock.settle();
  expect(happened).toEqual([]);
  pass(1);
  await clock.settle();
  expect(happened).toEqual([1030]);
});

test('moving time lets everything happen at its own moment and in order, what comes of it included', async () => {
  const { clock } = testClock();
  const happened: [string, number][] = [];
  clock.schedule(1300, () => void happened.push(['late', clock.now()]));
  clock.schedule(1100, async () => {
    await Promise.resolve();
    happened.push(['early', clock.now()]);
    clock.schedule(clock.now() + 50, () => void happened.push(['follows', clock.now()]));
  });
  await clock.advance(250);
  expect(happened).toEqual([
    ['early', 1100],
    ['follows', 1150],
  ]);
  expect(clock.now()).toBe(1250);
});

test('what was taken back or cleared does not happen', async () => {
  const { clock } = testClock();
  const happened: string[] = [];
  const takeBack = clock.schedule(1010, () => void happened.push('taken back'));
  clock.schedule(1020, () => void happened.push('cleared'));
  takeBack();
  await clock.advance(15);
  clock.clear();
  await clock.advance(100);
  expect(happened).toEqual([]);
});

test('what fails is reported and holds nothing up', async () => {
  const { clock, faults } = testClock();
  const happened: string[] = [];
  clock.schedule(1010, () => {
    throw new Error('it broke');
  });
  clock.schedule(1020, () => void happened.push('next'));
  await clock.advance(100);
  expect(happened).toEqual(['next']);
  expect(faults).toEqual([new Error('it broke')]);
});
