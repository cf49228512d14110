import { HEADER } from './header.js';
import { property, shapeName } from './names.js';

const MEMBERS = {
  any: 'JsonValue',
  boolean: 'boolean',
  'boolean-as-string': 'string',
  date: 'string',
  integer: 'number',
  'number-or-string': 'number | string',
  object: 'JsonObject',
  seconds: 'number',
  string: 'string',
};

/**
 * How nested values look inside.
 *
 * @param {import('../../dist/index.js').Shapes} shapes
 */
export function shapesFile(shapes) {
  const types = Object.keys(shapes)
    .sort()
    .map((name) => {
      const members = Object.entries(shapes[name] ?? {}).map(
        ([member, type]) => `  readonly ${property(member)}: ${memberType(type, shapes)};`,
      );
      return `export type ${shapeName(name)} = {\n${members.join('\n')}\n};`;
    });
  return (
    [HEADER, "import type { JsonObject, JsonValue } from '../../document/types.ts';", ...types].join('\n\n') +
    '\n'
  );
}

/** What one client saw is no proof that a member is always there, or never null. */
function memberType(type, shapes) {
  const base = type.replace(/\|null$/, '').replace(/\[\]$/, '');
  const single = shapes[base] === undefined ? MEMBERS[base] : shapeName(base);
  if (single === undefined)
    throw new Error(`No TypeScript type for the shape member "${type}". Add one here.`);
  const isList = type.replace(/\|null$/, '').endsWith('[]');
  return `${isList ? `readonly ${single}[]` : single} | null`;
}
