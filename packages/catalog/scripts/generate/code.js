/** How generated code is written. */

/** Members with a type of their own name, which editors and messages show. */
export const NAMED = { attributes: 'Attributes', where: 'Where' };

/** `export interface X { … }`. @param {string} head @param {readonly string[]} lines */
export function block(head, lines) {
  return `${head} {\n${lines.map((line) => line.replaceAll(/^/gm, '  ')).join('\n')}\n}`;
}

/** @param {Map<string, string>} members @param {string} modifier */
export function objectType(members, modifier) {
  if (members.size === 0) return 'object';
  return `{\n${[...members].map(([name, type]) => `  ${modifier}${name}: ${type};`).join('\n')}\n}`;
}
