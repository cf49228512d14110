/**
 * What a scenario comes to: the service does as it says, it does otherwise, or nobody could tell.
 *
 * @typedef {{ kind: 'ok' } | { kind: 'differs', what: string } | { kind: 'skipped', why: string }} Verdict
 */
import { inspect, isDeepStrictEqual } from 'node:util';

/** The service does not do what the scenario says. */
export class Difference extends Error {
  name = 'Difference';
}

/** The scenario cannot be played here: a record, a permission or a credential is missing. */
export class Skipped extends Error {
  name = 'Skipped';
}

/**
 * @param {string} what
 * @param {unknown} actual
 * @param {unknown} expected
 */
export function same(what, actual, expected) {
  if (!isDeepStrictEqual(actual, expected)) throw difference(what, show(expected), actual);
}

/**
 * @param {string} what
 * @param {unknown} actual
 * @param {RegExp} pattern
 */
export function matches(what, actual, pattern) {
  if (typeof actual !== 'string' || !pattern.test(actual)) throw difference(what, String(pattern), actual);
}

/**
 * @param {string} what
 * @param {readonly unknown[]} actual
 * @param {readonly unknown[]} expected - in any order, with others among them
 */
export function includes(what, actual, expected) {
  const missing = expected.filter((item) => !actual.some((other) => isDeepStrictEqual(other, item)));
  if (missing.length > 0) throw difference(what, `${show(missing)} among them`, actual);
}

/** @param {string} why */
export function skip(why) {
  throw new Skipped(why);
}

function difference(what, expected, actual) {
  return new Difference(`${what}: expected ${expected}, got ${show(actual)}`);
}

const LONGEST = 400;

function show(value) {
  const text = inspect(value, { depth: 6, breakLength: Infinity, maxArrayLength: 20, maxStringLength: 200 });
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
