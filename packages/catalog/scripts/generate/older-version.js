/** A version as its difference from the next newer one. */
import { block, objectType } from './code.js';
import { dateSuffix, quoted, union } from './names.js';
import { wholeVertex } from './whole-version.js';

/** Members that are lists of names; all others that are texts are written as they are. */
const NAME_LISTS = new Set(['links', 'include', 'order']);

/**
 * @typedef {Map<string, Map<string, import('./describe-vertex.js').Member>>} Vertices
 * @param {{ name: string, version: string, newerName: string, newer: Vertices, older: Vertices }} versions
 * @param {Map<string, string>} current - what stands for each vertex in the newer version; brought up to date
 * @returns {string[]} the code, empty when nothing differs
 */
export function olderVersion({ name, version, newerName, newer, older }, current) {
  const changed = changedTypes(newer, older);
  if (changed.length === 0) return [];
  const vertices = changed.flatMap((type) => {
    const members = older.get(type);
    const before = current.get(type);
    if (members === undefined) {
      current.delete(type);
      return [];
    }
    const own = `${type}${dateSuffix(version)}`;
    current.set(type, own);
    return before === undefined
      ? wholeVertex(members, own)
      : [changedVertex(own, before, newer.get(type), members)];
  });
  const lines = changed.filter((type) => current.has(type)).map((type) => `${type}: ${current.get(type)};`);
  const table = block(`export interface ${name} extends Omit<${newerName}, ${union(changed)}>`, lines);
  return [table, ...vertices];
}

/** @returns {string[]} in alphabetical order */
function changedTypes(newer, older) {
  const all = new Set([...newer.keys(), ...older.keys()]);
  return [...all].filter((type) => differs(newer.get(type), older.get(type))).sort(byName);
}

function changedVertex(name, before, newer, members) {
  const changed = [...members].filter(([member, value]) => differs(value, newer.get(member)));
  const lines = changed.map(([member, value]) => {
    const inherited = `${before}[${quoted(member)}]`;
    return `${member}: ${changedMember(member, inherited, newer.get(member), value)};`;
  });
  const names = union(changed.map(([member]) => member));
  return block(`export interface ${name} extends Omit<${before}, ${names}>`, lines);
}

function changedMember(member, inherited, newer, older) {
  if (older instanceof Map) return changedMap(member, inherited, newer, older);
  return NAME_LISTS.has(member) ? changedNames(inherited, newer, older) : older;
}

function changedMap(member, inherited, newer, older) {
  const gone = [...newer.keys()].filter((key) => older.get(key) !== newer.get(key)).map(bareName);
  const come = new Map([...older].filter(([key, type]) => newer.get(key) !== type));
  const kept = gone.length === 0 ? inherited : `Omit<${inherited}, ${union(gone)}>`;
  if (come.size === 0) return kept;
  return `${kept} & ${objectType(come, member === 'attributes' ? 'readonly ' : '')}`;
}

function changedNames(inherited, newer, older) {
  const [before, after] = [namesIn(newer), namesIn(older)];
  const gone = before.filter((name) => !after.includes(name));
  const come = after.filter((name) => !before.includes(name));
  const kept = gone.length === 0 ? inherited : `Exclude<${inherited}, ${gone.join(' | ')}>`;
  return [kept, ...come].join(' | ');
}

function namesIn(list) {
  return list === 'never' ? [] : list.split(' | ');
}

/** `'a-b'?` is the property `a-b`. */
function bareName(key) {
  return key.replace(/\?$/, '').replaceAll(/^'|'$/g, '');
}

function differs(one, other) {
  return JSON.stringify(plain(one)) !== JSON.stringify(plain(other));
}

function plain(value) {
  return value instanceof Map ? [...value].map(([name, member]) => [name, plain(member)]) : value;
}

function byName(a, b) {
  return a < b ? -1 : 1;
}
