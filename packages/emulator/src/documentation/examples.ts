import type { Action, Relationship, ValueType, Vertex } from '@tspco/catalog';
import type { Json } from '../store/record.ts';
import { documentedAttributes } from './documented.ts';

/** A value of a type: the same one everywhere, as in Planning Center's own examples. */
export function exampleOf(type: ValueType): Json {
  return EXAMPLES[type];
}

const EXAMPLES: Readonly<Record<ValueType, Json>> = {
  primary_key: 'primary_key',
  string: 'string',
  date_time: '2000-01-01T12:00:00Z',
  date: '2000-01-01',
  integer: 1,
  float: 1.42,
  boolean: true,
  json: {},
  object: {},
  hash: {},
  array: [],
  currency_abbreviation: 'USD',
  repeatable_schedule: {},
  unknown: null,
};

/** A resource of a type, as a JSON text. */
export function resourceExample(type: string, vertex: Vertex): string {
  const sent = documentedAttributes(vertex).filter(([, { only }]) => only === undefined || only === 'fields');
  const attributes = sent.map(([name, attribute]) => [name, exampleOf(attribute.type)] as const);
  return JSON.stringify({
    type,
    id: '1',
    attributes: Object.fromEntries(attributes),
    relationships: relationshipExamples(vertex.relationships),
  });
}

/** What an action may be sent, as a JSON text. */
export function bodyExample({ type, attributes, relationships }: Action): string {
  const values = Object.entries(attributes).map(([name, valueType]) => [name, exampleOf(valueType)] as const);
  const related = relationshipExamples(relationships);
  if (values.length === 0 && Object.keys(related).length === 0) return '{}';
  return JSON.stringify({
    data: {
      ...(type !== undefined && { type }),
      attributes: Object.fromEntries(values),
      ...(Object.keys(related).length > 0 && { relationships: related }),
    },
  });
}

function relationshipExamples(relationships: Readonly<Record<string, Relationship>>): {
  [name: string]: Json;
} {
  return Object.fromEntries(
    Object.entries(relationships).map(([name, { many, types }]) => {
      const [type] = types;
      const one = type === undefined ? null : { type, id: '1' };
      return [name, { data: many ? (one === null ? [] : [one]) : one }];
    }),
  );
}
