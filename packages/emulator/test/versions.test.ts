import { expect, it } from 'vitest';
import { createOutside } from './support/outside.ts';

it.each([
  ['people', undefined, '2025-11-10'],
  ['people', 'LATEST', '2025-11-10'],
  ['people', '2018-08-01', '2018-08-01'],
  ['people', '2022-07-13', '2022-01-28'],
  ['people', '2022-07-14', '2022-07-14'],
  ['people', '2199-12-31', '2025-11-10'],
  ['services', '2018-10-31', '2018-08-01'],
  ['registrations', '2025-05-01', '2025-05-01'],
])('processes %s at %s as %s', async (app, date, version) => {
  const { send, calls } = createOutside();
  const answer = await send(`/${app}/v2`, { headers: date ? { 'X-PCO-API-Version': date } : {} });
  expect(answer.headers.get('X-PCO-API-Processed-As-Version')).toBe(version);
  expect(calls[0]?.version).toMatchObject({ app, version });
});

it.each([
  ['people', '2018-07-31'],
  ['people', '2020-02-30'],
  ['people', '2020-13-01'],
  ['people', '2020-1-1'],
  ['people', 'newest'],
  ['people', '2020-01-01T00:00:00Z'],
  ['registrations', '2025-04-30'],
])('does not have a version of %s for %s', async (app, date) => {
  const { send, calls } = createOutside();
  const answer = await send(`/${app}/v2`, { headers: { 'X-PCO-API-Version': date } });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({
    errors: [{ status: '400', title: 'Invalid Version', code: 'unsupported_version_error' }],
  });
  expect(answer.headers.has('X-PCO-API-Processed-As-Version')).toBe(false);
  expect(answer.headers.get('X-PCO-API-Request-Rate-Count')).toBe('1');
  expect(calls).toEqual([]);
});
