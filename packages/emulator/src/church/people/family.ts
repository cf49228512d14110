import { DAY, REFERENCE_DAY } from '../dates.ts';
import type { Dice } from '../dice.ts';
import { ACCENTED_LAST_NAMES, LOWER_CASE_LAST_NAMES } from '../words/names.ts';

/** People under one roof, adults first. */
export interface Family {
  readonly lastName: string;
  /** When the couple, if there is one, married. */
  readonly anniversary: number | null;
  readonly relatives: readonly Relative[];
}

export interface Relative {
  readonly sex: 'female' | 'male';
  readonly born: number;
  /** In years, on the reference day. */
  readonly age: number;
  readonly maritalStatus: string | null;
  readonly role: 'adult' | 'parent_guardian' | 'child_or_dependent' | 'other_adult';
}

/** Makes up a family of one to six, or of as many as are still wanted. */
export function drawFamily(dice: Dice, wanted: number): Family {
  const size = Math.min(dice.weighted(SIZES), wanted);
  const couple = size > 1 && dice.chance(size === 2 ? 0.75 : 0.85);
  const children = childAges(dice, size - (couple ? 2 : 1));
  const eldest = Math.max(0, ...children);
  const age = children.length > 0 ? eldest + dice.int(22, 36) : dice.int(couple ? 23 : 18, 88);
  const spouseAge = Math.max(age + dice.int(-4, 4), eldest + 21);
  const role = children.some((child) => child < ADULT) ? 'parent_guardian' : 'adult';
  const sex = dice.pick(SEXES);
  const relatives: Relative[] = [
    { ...drawAge(dice, age), sex, role, maritalStatus: couple ? 'Married' : singleStatus(dice, age) },
  ];
  if (couple) {
    const other = sex === 'female' ? 'male' : 'female';
    relatives.push({ ...drawAge(dice, spouseAge), sex: other, role, maritalStatus: 'Married' });
  }
  for (const child of children) relatives.push(drawChild(dice, child));
  const marriedYears = dice.int(eldest + 1, Math.max(eldest + 1, Math.min(age, spouseAge) - 20));
  return {
    lastName: drawLastName(dice),
    anniversary: couple ? yearsAgo(marriedYears) - dice.int(0, 300) * DAY : null,
    relatives,
  };
}

/** From this age on. */
export const ADULT = 18;

const SIZES = [
  { weight: 26, value: 1 },
  { weight: 26, value: 2 },
  { weight: 15, value: 3 },
  { weight: 19, value: 4 },
  { weight: 10, value: 5 },
  { weight: 4, value: 6 },
];

const SEXES = ['female', 'male'] as const;

/** The eldest first; some have grown up and stayed. */
function childAges(dice: Dice, count: number): number[] {
  if (count < 1) return [];
  const eldest = dice.int(0, 21);
  const others = Array.from({ length: count - 1 }, () => dice.int(0, eldest));
  return [eldest, ...others.sort((first, second) => second - first)];
}

function drawAge(dice: Dice, age: number): Pick<Relative, 'age' | 'born'> {
  return { age, born: yearsAgo(age) - dice.int(0, 364) * DAY };
}

/** The same day of the year, so that whoever was born up to a year earlier is exactly so old. */
function yearsAgo(years: number): number {
  const date = new Date(REFERENCE_DAY);
  return date.setUTCFullYear(date.getUTCFullYear() - years);
}

function drawChild(dice: Dice, age: number): Relative {
  const grown = age >= ADULT;
  return {
    ...drawAge(dice, age),
    sex: dice.pick(SEXES),
    role: grown ? 'other_adult' : 'child_or_dependent',
    maritalStatus: grown ? 'Single' : null,
  };
}

function singleStatus(dice: Dice, age: number): string {
  if (age > 70) return dice.pick(['Widowed', 'Widowed', 'Divorced', 'Single']);
  if (age > 30) return dice.pick(['Single', 'Single', 'Divorced', 'Separated', 'Widowed']);
  return dice.chance(0.1) ? 'Engaged' : 'Single';
}

function drawLastName(dice: Dice): string {
  const throwOf = dice.int(1, 100);
  if (throwOf <= 6) return dice.pick(ACCENTED_LAST_NAMES);
  if (throwOf <= 9) return dice.pick(LOWER_CASE_LAST_NAMES);
  return dice.library.person.lastName();
}
