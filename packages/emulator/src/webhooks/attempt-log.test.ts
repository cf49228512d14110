import { expect, it } from 'vitest';
import { AttemptLog, type DeliveryAttempt } from './attempt-log.ts';

it('the last attempts are remembered, in their order', () => {
  const log = new AttemptLog(3);
  for (let attempt = 1; attempt <= 10; attempt += 1) {
    log.add({ attempt } as DeliveryAttempt);
    const first = Math.max(1, attempt - 2);
    const expected = Array.from({ length: attempt - first + 1 }, (_, index) => first + index);
    expect(log.last.map((one) => one.attempt)).toEqual(expected);
  }
});
