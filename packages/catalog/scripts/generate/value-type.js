/** The TypeScript types of values that are read, written and asked for. */
import { quoted, shapeName } from './names.js';

const READ = {
  array: 'readonly JsonValue[]',
  boolean: 'boolean',
  currency_abbreviation: 'string',
  date: 'string',
  date_time: 'string',
  float: 'number',
  hash: 'JsonObject',
  integer: 'number',
  json: 'JsonValue',
  object: 'JsonObject',
  primary_key: 'string',
  repeatable_schedule: 'JsonValue',
  string: 'string',
  unknown: 'JsonValue',
};

const WIRE = {
  any: 'JsonValue',
  array: 'readonly JsonValue[]',
  boolean: 'boolean',
  integer: 'number',
  number: 'number',
  object: 'JsonObject',
  string: 'string',
};

const WHERE = {
  array: 'ListCondition',
  boolean: 'boolean',
  date: 'DateCondition',
  date_time: 'DateTimeCondition',
  float: 'number',
  integer: 'number',
  primary_key: 'IdCondition',
  string: 'string',
};

const WRITE = {
  array: 'readonly JsonValue[]',
  boolean: 'boolean',
  date: 'string',
  date_time: 'string',
  float: 'number',
  integer: 'number',
  primary_key: 'string | number',
  string: 'string',
  unknown: 'JsonValue',
};

/**
 * What arrives for an attribute. Every attribute may be null, since no document says which may not.
 *
 * @param {import('../../dist/index.js').Attribute} attribute
 */
export function readType(attribute) {
  const value = valueType(attribute);
  return value === 'JsonValue' ? value : `${value} | null`;
}

function valueType({ type, wire, shape, enum: values }) {
  const isList = type === 'array' || wire === 'array';
  if (shape === 'string') return 'readonly string[]';
  if (shape !== undefined) return isList ? `readonly ${shapeName(shape)}[]` : shapeName(shape);
  const plain = lookup(wire === undefined ? READ : WIRE, wire ?? type);
  // The values come out of texts, so there may be others: the name of the base type keeps completion and takes them.
  if (values !== undefined)
    return [...values.map(quoted), plain === 'number' ? 'AnyNumber' : 'AnyText'].join(' | ');
  return plain;
}

/**
 * What a condition is compared with. Some ids are called numbers, but those of resources are texts: both are taken.
 *
 * @param {string} type
 * @param {string} name
 */
export function whereType(type, name) {
  return type === 'integer' && name.endsWith('_id') ? 'IdCondition' : lookup(WHERE, type);
}

/** What may be assigned though no resource shows it. @param {string} type */
export function writeType(type) {
  return `${lookup(WRITE, type)} | null`.replace('JsonValue | null', 'JsonValue');
}

function lookup(table, type) {
  if (!Object.hasOwn(table, type))
    throw new Error(`No TypeScript type for the catalog's "${type}". Add one here.`);
  return table[type];
}
