import type { ValueType } from '@tspco/catalog';
import { notEmulated } from '../basics/api-error.ts';
import type { Graph } from '../schema/graph.ts';
import { refs } from '../store/identifiers.ts';
import { textOf, type Json, type StoredRecord } from '../store/record.ts';
import { fold } from './fold.ts';
import { isTrue } from './is-true.ts';
import type { Condition } from './query.ts';
import { dayOf, momentOf, spanOf } from './time.ts';

type Test = (record: StoredRecord) => boolean;
type Operator = 'gt' | 'gte' | 'lt' | 'lte';

/** A related resource, its attribute, an operator. */
const LONGEST = 3;

const OPERATORS: ReadonlySet<string> = new Set<Operator>(['gt', 'gte', 'lt', 'lte']);

/**
 * The test that a condition puts records to. Undefined when the service would not understand it: such a condition
 * is ignored, and everybody is returned.
 */
export function testFor(condition: Condition, type: string, graph: Graph): Test | undefined {
  const [name = '', next, ...rest] = condition.names;
  const vertex = graph.schema.vertex(type);
  const valueType = vertex && Object.hasOwn(vertex.where, name) ? vertex.where[name] : undefined;
  if (valueType !== undefined) {
    if (next === undefined) return testValue(type, name, valueType, { value: condition.value, graph });
    const ranged = valueType === 'date' || valueType === 'date_time';
    if (!ranged || !OPERATORS.has(next) || rest.length > 0) return undefined;
    return testRange(name, valueType, next as Operator, { value: condition.value, graph });
  }
  // People ignores conditions on related resources; of the other apps it is not known, and documented.
  const related = next !== undefined && condition.names.length <= LONGEST;
  if (!related || !vertex?.include.includes(name) || graph.schema.version.app === 'people') return undefined;
  const target = graph.schema.edge(type, name)?.to;
  const inner = target && testFor({ names: condition.names.slice(1), value: condition.value }, target, graph);
  return inner ? (record) => graph.follow(record, name).some((related) => inner(related)) : undefined;
}

/** The type of the values that a condition is compared with; undefined where a rule of its own does so. */
export function valueTypeOf(
  { names: [name = '', ...rest] }: Pick<Condition, 'names'>,
  type: string,
  graph: Graph,
): ValueType | undefined {
  const { schema } = graph;
  const valueType = schema.vertex(type)?.where[name];
  if (valueType !== undefined) return schema.model.where[type]?.[name] ? undefined : valueType;
  const target = schema.edge(type, name)?.to;
  return target ? valueTypeOf({ names: rest }, target, graph) : undefined;
}

interface Asked {
  readonly value: string;
  readonly graph: Graph;
}

function testValue(type: string, name: string, valueType: ValueType, { value, graph }: Asked): Test {
  const { model } = graph.schema;
  if (Object.hasOwn(model.notModelled, `${type}.where.${name}`))
    throw notEmulated(`where[${name}] of ${type} in ${graph.schema.version.app}`);
  const rule = model.where[type]?.[name];
  if (rule) return (record) => rule(record, value, graph);
  if (name === 'id') return (record) => record.id === value;
  const relation = name.replace(/_id$/, '');
  if (relation !== name && graph.schema.relations(type).has(relation))
    return (record) => refs(record.relations[relation]).some(({ id }) => id === value);
  const matches = matcher(valueType, value, graph.timeZone);
  return (record) => {
    const found = graph.value(record, name);
    return found !== null && found !== undefined && matches(found);
  };
}

function matcher(valueType: ValueType, value: string, timeZone: string): (found: Json) => boolean {
  if (valueType === 'boolean') {
    const wanted = isTrue(value);
    return (found) => found === wanted;
  }
  if (valueType === 'integer' || valueType === 'float') {
    const wanted = value.trim() === '' ? Number.NaN : Number(value);
    return (found) => Number(found) === wanted;
  }
  if (valueType === 'date') {
    const day = dayOf(value, timeZone);
    return (found) => typeof found === 'string' && dayOf(found, timeZone) === day;
  }
  if (valueType === 'date_time') {
    const span = spanOf(value, timeZone);
    return (found) => span !== undefined && isWithin(momentIn(found), span);
  }
  if (valueType === 'array') {
    return (found) => Array.isArray(found) && found.some((item) => textOf(item) === value);
  }
  return textMatcher(value);
}

/** Without case and accents; `%` at either end stands for any text. */
function textMatcher(value: string): (found: Json) => boolean {
  const wanted = fold(value.replaceAll(/^%|%$/g, ''));
  const [open, close] = [value.startsWith('%'), value.endsWith('%')];
  return (found) => {
    const text = fold(textOf(found));
    if (open && close) return text.includes(wanted);
    if (open) return text.endsWith(wanted);
    return close ? text.startsWith(wanted) : text === wanted;
  };
}

function testRange(
  name: string,
  valueType: 'date' | 'date_time',
  operator: Operator,
  { value, graph }: Asked,
): Test {
  const { timeZone } = graph;
  if (valueType === 'date') {
    const day = dayOf(value, timeZone);
    return (record) => {
      const found = graph.value(record, name);
      const own = typeof found === 'string' ? dayOf(found, timeZone) : undefined;
      return day !== undefined && own !== undefined && compares(own < day ? -1 : Number(own > day), operator);
    };
  }
  const span = spanOf(value, timeZone);
  return (record) => {
    const moment = momentIn(graph.value(record, name) ?? null);
    return span !== undefined && moment !== undefined && compares(positionOf(moment, span), operator);
  };
}

function compares(position: number, operator: Operator): boolean {
  if (operator === 'gt') return position > 0;
  if (operator === 'gte') return position >= 0;
  return operator === 'lt' ? position < 0 : position <= 0;
}

/** Before the span, within it, or after it. */
function positionOf(moment: number, { start, end }: { start: number; end: number }): number {
  if (moment < start) return -1;
  return moment === start || moment < end ? 0 : 1;
}

function isWithin(moment: number | undefined, span: { start: number; end: number }): boolean {
  return moment !== undefined && positionOf(moment, span) === 0;
}

function momentIn(value: Json): number | undefined {
  return typeof value === 'string' ? momentOf(value) : undefined;
}
