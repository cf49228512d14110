import { SourceError } from './source-error.js';

/** Refuses what nobody has decided about: a fact of a new kind must not be dropped silently. */
export function known(source, at, kept, leftOut) {
  const name = Object.keys(record(source, at)).find((key) => !kept.includes(key) && !leftOut.includes(key));
  if (name !== undefined)
    throw new SourceError(
      `${at} has "${name}", which the import does not know. Teach it to keep it or to leave it out.`,
    );
}

/** @returns {Record<string, unknown>} */
export function record(value, at) {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw wrong(value, at, 'an object');
  return value;
}

export function text(value, at) {
  if (typeof value !== 'string' || value === '') throw wrong(value, at, 'a text');
  return value;
}

export function texts(value, at) {
  if (!Array.isArray(value)) throw wrong(value, at, 'a list');
  return value.map((item, index) => text(item, `${at}[${index}]`));
}

/** The list of an enumeration: texts, or numbers. */
export function values(value, at) {
  if (!Array.isArray(value)) throw wrong(value, at, 'a list');
  return value.map((item, index) =>
    typeof item === 'number' ? whole(item, `${at}[${index}]`) : text(item, `${at}[${index}]`),
  );
}

export function whole(value, at) {
  if (!Number.isInteger(value)) throw wrong(value, at, 'a whole number');
  return value;
}

export function yesOrNo(value, at) {
  if (typeof value !== 'boolean') throw wrong(value, at, 'true or false');
  return value;
}

/** @returns {true | undefined} as `false` is not written */
export function flag(value, at) {
  return (optional(value, at, yesOrNo) ?? false) || undefined;
}

/** @param {readonly string[]} words */
export function oneOf(words) {
  return (value, at) => {
    if (!words.includes(value)) throw wrong(value, at, `one of ${words.join(', ')}`);
    return value;
  };
}

/** Absent and `null` are the same in the source. */
export function optional(value, at, read) {
  return value === undefined || value === null ? undefined : read(value, at);
}

/** @returns {string[] | undefined} as an empty list is not written */
export function filledTexts(value, at) {
  const list = optional(value, at, texts);
  return list?.length ? list : undefined;
}

/** Reads every member of a table; @returns {object | undefined} as an empty one is not written */
export function members(value, at, read) {
  const entries = Object.entries(optional(value, at, record) ?? {});
  if (entries.length === 0) return undefined;
  return Object.fromEntries(entries.map(([name, member]) => [name, read(member, `${at}.${name}`)]));
}

/** Without the members that are `undefined`. */
export function present(object) {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

function wrong(value, at, expected) {
  const found = value === undefined ? 'missing' : (JSON.stringify(value)?.slice(0, 60) ?? typeof value);
  return new SourceError(`${at} is ${found} where ${expected} belongs. Restore the file or build it again.`);
}
