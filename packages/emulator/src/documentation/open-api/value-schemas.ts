import type { ValueType } from '@tspco/catalog';
import type { Json } from '../../store/record.ts';

export interface JsonObject {
  [key: string]: Json;
}

/** Documents say nothing about null: any attribute may be. */
export function valueSchema(type: ValueType): JsonObject {
  return SCHEMAS[type];
}

const SCHEMAS: Readonly<Record<ValueType, JsonObject>> = {
  primary_key: { type: 'string' },
  string: { type: 'string' },
  date_time: { type: 'string', format: 'date-time' },
  date: { type: 'string', format: 'date' },
  integer: { type: 'integer' },
  float: { type: 'number' },
  boolean: { type: 'boolean' },
  json: {},
  object: { type: 'object' },
  hash: { type: 'object' },
  array: { type: 'array', items: {} },
  currency_abbreviation: { type: 'string' },
  repeatable_schedule: { type: 'object' },
  unknown: {},
};

export function objectSchema(properties: JsonObject): JsonObject {
  return { type: 'object', properties };
}

/** A list of some of these names, written with commas in a query. */
export function namesSchema(items: Json): JsonObject {
  return { type: 'array', uniqueItems: true, items };
}

export function reference(part: 'schemas' | 'parameters' | 'responses', name: string): JsonObject {
  return { $ref: `#/components/${part}/${name}` };
}
