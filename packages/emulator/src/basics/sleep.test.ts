import { expect, it } from 'vitest';
import { sleep } from './sleep.ts';

const NEVER = 2_000_000_000;

it('comes back after its time and leaves nothing at the signal', async () => {
  const controller = new AbortController();
  await sleep(1, controller.signal);
  controller.abort(new Error('too late'));
});

it('comes back with the reason of whoever gives up', async () => {
  const controller = new AbortController();
  const reason = new Error('enough');
  const waiting = sleep(NEVER, controller.signal);
  controller.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  await expect(sleep(NEVER, controller.signal)).rejects.toBe(reason);
});
