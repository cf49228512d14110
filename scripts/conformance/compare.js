import { isDeepStrictEqual } from 'node:util';

/**
 * Says where two JSON values differ.
 *
 * @param {unknown} expected
 * @param {unknown} actual
 * @param {string} [place] - what the values are, for the message
 * @returns {string[]} nothing when they are equal
 */
export function differences(expected, actual, place = 'the document') {
  if (isDeepStrictEqual(expected, actual)) return [];
  if (!isContainer(expected) || !isContainer(actual) || Array.isArray(expected) !== Array.isArray(actual)) {
    return [`${place}: recorded ${show(expected)}, got ${show(actual)}`];
  }
  if (Array.isArray(expected) && expected.length !== actual.length) {
    return [`${place}: recorded ${expected.length} entries, got ${actual.length}`];
  }
  const keys = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  const found = [...keys].flatMap((key) => differences(expected[key], actual[key], `${place} › ${key}`));
  // Same members and still unequal: say so instead of nothing.
  return found.length > 0 ? found : [`${place}: the values are of different kinds`];
}

function isContainer(value) {
  return typeof value === 'object' && value !== null;
}

function show(value) {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
