import type { KnownPath } from '@tspco/catalog';
import type { Query } from 'tspco';
import type { QueryOptions } from '../commands/query-options.ts';
import { usageFailure } from '../failure.ts';
import { assignmentOf } from './assignments.ts';

const OPERATORS = new Set(['gt', 'gte', 'lt', 'lte']);

type Conditions = { [name: string]: string | Conditions };

/** What the options ask for, in the client's words. */
export function buildQuery(options: Partial<QueryOptions>, place: KnownPath | undefined): Query {
  const { where = [], include, order, filter, fields = [], param = [] } = options;
  return {
    ...(where.length === 0 ? {} : { where: conditionsOf(where) }),
    include,
    order,
    filter,
    ...(fields.length === 0 ? {} : { fields: fieldsOf(fields, place) }),
    ...(param.length === 0 ? {} : { params: paramsOf(param) }),
  };
}

/** `created_at.gte=2026-01-01` as `{ created_at: { gte: '2026-01-01' } }`. */
function conditionsOf(where: readonly string[]): Conditions {
  const conditions: Conditions = {};
  for (const text of where) {
    const [name, value] = assignmentOf(text, '--where', 'last_name=Rolfe');
    const steps = name.split('.');
    const last = steps.pop() ?? '';
    let inner = conditions;
    for (const step of steps) {
      const next = Object.hasOwn(inner, step) ? inner[step] : (inner[step] = {});
      if (typeof next !== 'object') throw twice(name);
      inner = next;
    }
    if (Object.hasOwn(inner, last)) throw twice(name);
    inner[last] = value;
  }
  return conditions;
}

function twice(name: string): Error {
  return usageFailure(
    `There are two conditions on ${name}. Only one can hold; a range is ${name}.gte and ${name}.lt.`,
  );
}

/** The names of conditions, the operator behind each, and the value. */
export function conditionNames(
  where: readonly string[],
): readonly (readonly [name: string, operator: string | undefined, value: string])[] {
  return where.map((text) => {
    const [name, value] = assignmentOf(text, '--where', 'last_name=Rolfe');
    const [, before = '', operator = ''] = /^(.*)\.([a-z]+)$/.exec(name) ?? [];
    return OPERATORS.has(operator) ? [before, operator, value] : [name, undefined, value];
  });
}

/** `Email=address` for the type Email; names alone are those of what the path leads to. */
export function fieldsOf(
  fields: readonly string[],
  place: KnownPath | undefined,
): Readonly<Record<string, readonly string[]>> {
  const byType: Record<string, string[]> = {};
  for (const text of fields) {
    const [, type = place?.vertex.type, names = ''] = /^(?:([A-Za-z]+)=)?(.*)$/.exec(text) ?? [];
    if (type === undefined) {
      throw usageFailure('The type of --fields is not known here. Name it: --fields Person=first_name.');
    }
    const wanted = names.split(',').map((name) => name.trim());
    if (wanted.includes('')) throw usageFailure(`--fields ${text} has an empty name.`);
    byType[type] = [...(byType[type] ?? []), ...wanted];
  }
  return byType;
}

export function paramsOf(param: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(param.map((text) => assignmentOf(text, '--param', 'name=value')));
}
