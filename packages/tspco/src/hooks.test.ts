import { expect, test } from 'vitest';
import { createEmit } from './hooks.ts';

const event = { method: 'GET', path: '/people/v2/people', attempt: 1 };

test('events reach hooks and log, in one line each', () => {
  const seen: unknown[] = [];
  const lines: string[] = [];
  const logger = {
    debug: (line: string) => lines.push(line),
    warn: (line: string) => lines.push(`warn ${line}`),
  };
  const emit = createEmit({ response: (received) => seen.push(received) }, logger);
  const rate = { limit: 100, period: 20, count: 3 };
  emit('response', { ...event, status: 200, duration: 12.4, requestId: 'r1', rate });
  emit('warning', { code: 'version-differs', message: 'people differs' });
  expect(seen).toEqual([{ ...event, status: 200, duration: 12.4, requestId: 'r1', rate }]);
  expect(lines).toEqual([
    'pco response GET /people/v2/people attempt=1 status=200 duration=12 requestId=r1 rate=3/100 per 20s',
    'warn pco people differs',
  ]);
});

test('a hook that throws is named in the log and does not disturb the request', () => {
  const warnings: string[] = [];
  const emit = createEmit(
    {
      request: () => {
        throw new RangeError('with details');
      },
    },
    { debug: () => {}, warn: (line) => warnings.push(line) },
  );
  expect(() => emit('request', event)).not.toThrow();
  expect(warnings).toEqual(['pco the request hook threw RangeError']);
});

test('hooks and loggers that fail later are attended to as well', async () => {
  const warnings: string[] = [];
  const logger = {
    debug: () => Promise.reject(new Error('a logger of its own kind')),
    warn: (line: string) => warnings.push(line),
  };
  createEmit({ request: () => Promise.reject(new RangeError('later')) as never }, logger)('request', event);
  await new Promise(setImmediate);
  expect(warnings).toEqual(['pco the request hook threw RangeError']);
});
