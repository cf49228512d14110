/** A version as a table and its vertices. */
import { block, NAMED, objectType } from './code.js';

/** @param {string} name @param {Map<string, Map>} vertices */
export function wholeTable(name, vertices) {
  return block(
    `export interface ${name}`,
    [...vertices.keys()].map((type) => `${type}: ${type};`),
  );
}

/**
 * A vertex and the types that it names.
 *
 * @param {Map<string, import('./describe-vertex.js').Member>} members
 * @param {string} name
 * @returns {string[]}
 */
export function wholeVertex(members, name) {
  const named = Object.entries(NAMED).flatMap(([member, ending]) => {
    const map = members.get(member);
    return map.size === 0
      ? []
      : [
          `export type ${aliasName(name, ending)} = ${objectType(map, ending === NAMED.where ? '' : 'readonly ')};`,
        ];
  });
  const lines = [...members].map(([member, value]) => {
    const ending = NAMED[member];
    if (typeof value === 'string') return `${member}: ${value};`;
    return `${member}: ${ending !== undefined && value.size > 0 ? aliasName(name, ending) : objectType(value, '')};`;
  });
  return [block(`export interface ${name}`, lines), ...named];
}

/** `Person_2022_01_28` gives `PersonAttributes_2022_01_28`. */
function aliasName(name, ending) {
  const [type, ...date] = name.split('_');
  return [`${type}${ending}`, ...date].join('_');
}
