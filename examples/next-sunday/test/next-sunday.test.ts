import { freshChurch } from '@tspco/emulator/testing';
import { PCO } from 'tspco';
import { expect, it } from 'vitest';
import { runExample, startChurch } from '../../support/run-example.ts';
import { readSunday } from '../plans.js';

const at = (time: string): { readonly now: Date; readonly pco: PCO } => {
  const now = new Date(time);
  const church = freshChurch({ people: 60, clock: { now: () => now.getTime() } });
  return { now, pco: new PCO(church.pcoOptions) };
};

it('reads times, items and team of each service type of the coming Sunday', async () => {
  const { now, pco } = at('2026-11-25T12:00:00Z');
  const { day, plans, church } = await readSunday(pco, now);
  expect([day, church.length > 0]).toEqual(['2026-11-29', true]);
  expect(plans.map(({ serviceType }) => serviceType)).toContain('Sunday Morning');
  // Prayer on Wednesday is another day.
  expect(plans.map(({ serviceType }) => serviceType)).not.toContain('Wednesday Prayer');
  const [plan] = plans;
  expect(plan?.times.some(({ from }) => from.startsWith('Sun'))).toBe(true);
  expect(plan?.times[0]).toEqual({ name: 'Rehearsal', from: 'Thu 19:00', to: 'Thu 20:30' });
  expect(plan?.items.length).toBeGreaterThan(3);
  expect(plan?.items.some(({ length, title }) => length > 0 && title !== '')).toBe(true);
  expect(plan?.team.length).toBeGreaterThan(0);
  for (const { team, position, person, status } of plan?.team ?? [])
    expect([team, position, person].includes('') || !'CUD'.includes(status)).toBe(false);
});

it('knows the day of the church, not that of the machine', async () => {
  // In Los Angeles it is still Sunday, where the machine's UTC says Monday.
  const { now, pco } = at('2026-11-30T02:00:00Z');
  expect((await readSunday(pco, now)).day).toBe('2026-11-29');
  const later = at('2026-11-30T09:00:00Z');
  expect((await readSunday(later.pco, later.now)).day).toBe('2026-12-06');
});

it('prints them', async () => {
  const { variables } = await startChurch();
  const { code, out, error } = await runExample('next-sunday', [], variables);
  expect([code, error]).toEqual([0, '']);
  expect(out).toMatch(/^.+, Sunday \d{4}-\d\d-\d\d\n/);
  expect(out).toMatch(/\nSunday Morning: .+\n  Thu 19:00 to Thu 20:30  Rehearsal\n/);
  expect(out).toMatch(/\n    .+, .+: .+, (confirmed|not answered|declined)\n/);
});

it('says when the credentials are wrong', async () => {
  const { variables } = await startChurch();
  const { code, error } = await runExample('next-sunday', [], { ...variables, PCO_SECRET: 'wrong' });
  expect(code).toBe(1);
  expect(error).toContain('401');
});
