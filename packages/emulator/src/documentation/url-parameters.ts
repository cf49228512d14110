import type { ValueType, Vertex } from '@tspco/catalog';
import type { Json } from '../store/record.ts';
import { exampleOf } from './examples.ts';

/** What a list of a type may be asked for: `relationships` of its vertex. */
export function urlParameters({ include, order, where }: Vertex): { [key: string]: Json } {
  return {
    can_include: { data: include.map(includeParameter) },
    can_order: { data: order.map(orderParameter) },
    can_query: { data: Object.entries(where).map(conditionParameter) },
    per_page: { data: PER_PAGE },
    offset: { data: OFFSET },
  };
}

function includeParameter(name: string): Json {
  return parameter({ name, parameter: 'include', type: 'string', value: name, description: null });
}

function orderParameter(name: string): Json {
  return parameter({ name, parameter: 'order', type: 'string', value: name });
}

function conditionParameter([name, type]: readonly [string, ValueType]): Json {
  const condition = `where[${name}]`;
  const value = exampleOf(type);
  const written = typeof value === 'string' ? value : JSON.stringify(value);
  return parameter({ name, parameter: condition, type, value: null, example: `?${condition}=${written}` });
}

const PER_PAGE = parameter({
  name: 'per_page',
  parameter: 'per_page',
  type: 'integer',
  minimum: 1,
  maximum: 100,
  default: 25,
});

const OFFSET = parameter({ name: 'offset', parameter: 'offset', type: 'integer' });

function parameter(attributes: { [key: string]: Json }): Json {
  return { type: 'URLParameter', attributes };
}
