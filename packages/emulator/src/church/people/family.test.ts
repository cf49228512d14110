import { expect, it } from 'vitest';
import { Dice } from '../dice.ts';
import { drawFamily } from './family.ts';

const YEAR = 365.25 * 24 * 3600 * 1000;
const dice = new Dice(1);
const families = Array.from({ length: 2000 }, () => drawFamily(dice, 6));

it('puts adults first, and never leaves children alone', () => {
  for (const { relatives } of families) {
    expect(relatives[0]?.age).toBeGreaterThanOrEqual(18);
    expect(relatives.map(({ role }) => role === 'child_or_dependent')).toEqual(
      relatives.map(({ age }) => age < 18),
    );
  }
});

it('lets nobody become a parent before they are 20', () => {
  for (const { relatives } of families) {
    const [youngestParent] = relatives
      .filter(({ role }) => role === 'parent_guardian')
      .map(({ born }) => born)
      .sort((first, second) => second - first);
    const children = relatives.filter(({ role }) => role !== 'parent_guardian');
    if (youngestParent === undefined) continue;
    for (const { born } of children) expect((born - youngestParent) / YEAR).toBeGreaterThan(20);
  }
});

it('has everybody born and married as adults before the reference day', () => {
  const latest = Date.UTC(2026, 5, 30);
  for (const { anniversary, relatives } of families) {
    for (const { born } of relatives) expect(born).toBeLessThanOrEqual(latest);
    const couple = relatives.filter(({ maritalStatus }) => maritalStatus === 'Married');
    expect(couple).toHaveLength(anniversary === null ? 0 : 2);
    for (const { born } of couple) {
      expect(((anniversary ?? 0) - born) / YEAR).toBeGreaterThan(18);
      expect(anniversary).toBeLessThan(latest);
    }
  }
});

it('is not larger than is wanted', () => {
  for (const wanted of [1, 2, 3]) {
    const sizes = Array.from({ length: 200 }, () => drawFamily(dice, wanted).relatives.length);
    expect(Math.max(...sizes)).toBe(wanted);
  }
});
