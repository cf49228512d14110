import { nearNames, type ValueType } from '@tspco/catalog';
import type { Target } from './route.ts';
import { ApiError, type ErrorObject } from '../basics/api-error.ts';
import { DEEPEST_INCLUDE } from '../document/include-tree.ts';
import type { Graph } from '../schema/graph.ts';
import type { Condition, Query } from '../query/query.ts';
import { modelledFilter, type Collection } from '../query/select.ts';
import { spanOf } from '../query/time.ts';
import { testFor, valueTypeOf } from '../query/where.ts';

/** What a request asks for, and of what. */
interface Asked {
  readonly method: string;
  readonly query: Query;
  readonly target: Target;
}

/** A part of a query that would be ignored, or whose value cannot be read: why, and what to write instead. */
interface Refusal {
  readonly given: string;
  readonly why: string;
}

/** With the option `strict`: refuses what the service would ignore in silence, and values that cannot be meant. */
export function refuseIgnored({ method, query, target }: Asked, graph: Graph): void {
  const refusals = isAnswered(method, target, graph)
    ? ignored({ method, query, target }, graph)
    : [...query.given.keys()].map((given) => ({ given, why: 'The answer is empty: leave it out.' }));
  const unreadable =
    target.kind === 'collection' && method === 'GET' ? unreadableValues(query, target.type, graph) : [];
  const errors = [
    ...refusals.map((refusal) =>
      strictError('Ignored Parameter', 'what Planning Center would ignore', refusal),
    ),
    ...unreadable.map((refusal) => strictError('Unreadable Value', 'a value that it cannot read', refusal)),
  ];
  if (errors.length > 0) throw new ApiError(400, errors);
}

/** With the option `strict`: refuses a payload that says it is of another type than what is written. */
export function refuseOtherType(sent: string | undefined, type: string, { schema }: Graph): void {
  if (sent === undefined || schema.storedType(sent) === type) return;
  const why = `What is written here is of type ${schema.nameOf(type)}.`;
  throw new ApiError(400, [
    strictError('Wrong Type', 'a type that does not belong here', { given: sent, why }),
  ]);
}

function strictError(title: string, refused: string, { given, why }: Refusal): ErrorObject {
  return {
    status: '400',
    title,
    code: 'tspco_emulator_strict',
    detail: `The tspco emulator runs with "strict" and refuses ${refused}: ${given}. ${why}`,
  };
}

function ignored({ method, query: asked, target }: Asked, graph: Graph): Refusal[] {
  const type = target.kind === 'collection' ? target.type : target.record.type;
  const list = target.kind === 'collection' && method === 'GET' ? target : undefined;
  const query = list ? withoutCompanions(asked, list, graph) : asked;
  return [
    ...malformed(query),
    ...(list ? ignoredInList(query, list, graph) : onlyForLists(query)),
    ...ignoredIncludes(query, type, graph),
    ...ignoredFields(query, graph),
  ];
}

/** Whether the answer to what succeeds has anything to say. */
function isAnswered(method: string, target: Target, { schema }: Graph): boolean {
  if (target.kind !== 'action') return method !== 'DELETE';
  return schema.vertex(target.record.type)?.actions[target.name]?.status !== 204;
}

const WELL_FORMED = /^(?:where(?:\[[^[\]]+\])+|fields\[[^[\]]+\])$/;
/** They go with filters of their names. */
const COMPANIONS = ['after', 'before'];
const LIST_PARAMETERS = ['order', 'filter', 'per_page', 'offset', ...COMPANIONS];
const PARAMETERS = [...LIST_PARAMETERS, 'include'];

/**
 * What goes with a documented filter stands in no document. Where the emulator does not model the filter, which it
 * then says, anything may.
 */
function withoutCompanions(query: Query, list: Collection, { schema }: Graph): Query {
  const { filters = [] } = schema.edge(list.owner.type, list.edge) ?? {};
  if (!query.filter.some((name) => filters.includes(name) && !modelledFilter(name, list, schema.model)))
    return query;
  return { ...query, given: new Map([...query.given].filter(([key]) => !mayBeCompanion(key))) };
}

function mayBeCompanion(key: string): boolean {
  return /^\w+$/.test(key) && (COMPANIONS.includes(key) || !PARAMETERS.includes(key));
}

/** Keys that are no parameter at all. */
function malformed({ given }: Query): Refusal[] {
  return [...given.keys()]
    .filter((key) => !WELL_FORMED.test(key) && !PARAMETERS.includes(key))
    .map((key) => {
      const [, name = ''] = /^(where|fields)(?![a-z])/.exec(key) ?? [];
      if (name === 'where')
        return { given: key, why: 'Write where[name]=value, or where[name][gte]=value for a range.' };
      if (name === 'fields') return { given: key, why: 'Write fields[Type]=name,name.' };
      return unknownName(
        key,
        key.replace(/\[.*/s, ''),
        ['where[…]', 'fields[…]', ...PARAMETERS],
        'parameter',
      );
    });
}

/** What chooses, sorts and counts means nothing where one resource is the answer. */
function onlyForLists({ given }: Query): Refusal[] {
  return [...given.keys()]
    .filter((key) => LIST_PARAMETERS.includes(key) || (key.startsWith('where[') && WELL_FORMED.test(key)))
    .map((key) => ({
      given: key,
      why: 'The answer is one resource, and only reading a list takes it: leave it out, or ask for the list.',
    }));
}

function ignoredInList(query: Query, { owner, edge, type }: Collection, graph: Graph): Refusal[] {
  const { order = [] } = graph.schema.vertex(type) ?? {};
  const { filters = [] } = graph.schema.edge(owner.type, edge) ?? {};
  return [
    ...query.where
      .filter(({ names }) => !names.includes(''))
      .filter((condition) => testFor(condition, type, graph) === undefined)
      .map((condition) => ({
        given: `where[${condition.names.join('][')}]`,
        why: whyIgnored(condition, type, graph),
      })),
    ...query.order
      .filter(({ name }) => !order.includes(name))
      .map(({ name }) => unknownName(`order=${name}`, name, order, `order of ${type}`)),
    ...query.filter
      .filter((name) => !filters.includes(name))
      .map((name) => unknownName(`filter=${name}`, name, filters, `filter of ${edge}`)),
    ...['per_page', 'offset']
      .filter((key) => !/^\d*$/.test(query.given.get(key) ?? ''))
      .map((key) => ({ given: `${key}=${query.given.get(key)}`, why: 'It takes a whole number from 0 on.' })),
    ...COMPANIONS.filter((key) => query.given.has(key) && !query.filter.includes(key)).map((key) => ({
      given: key,
      why: `It goes with a filter of its name: add filter=${key}.`,
    })),
  ];
}

/** Conditions that can hold for nobody, since a word stands where a date or a number belongs. */
function unreadableValues({ where }: Query, type: string, graph: Graph): Refusal[] {
  return where
    .filter((condition) => testFor(condition, type, graph) !== undefined)
    .flatMap((condition) => {
      const { names, value } = condition;
      const takes = formMissed(valueTypeOf(condition, type, graph), value, graph.timeZone);
      return takes ? [{ given: `where[${names.join('][')}]=${value}`, why: `It takes ${takes}.` }] : [];
    });
}

interface ValueForm {
  readonly takes: string;
  readonly fits: (text: string, timeZone: string) => boolean;
}

const DATE: ValueForm = {
  takes: 'a date such as 2026-01-31, or a moment such as 2026-01-31T18:00:00Z',
  fits: (text, timeZone) => spanOf(text, timeZone) !== undefined,
};
const FORMS: ReadonlyMap<ValueType | undefined, ValueForm> = new Map([
  ['date', DATE],
  ['date_time', DATE],
  ['boolean', { takes: 'true or false', fits: (text) => /^(?:true|false|[tf10]|on|off)$/i.test(text) }],
  ['integer', { takes: 'a whole number', fits: (text) => /^[+-]?\d+(?:\.\d+)?$/.test(text) }],
]);

/** What a condition takes, if its value is none of it. What an empty one, `null` and commas mean, is not known. */
function formMissed(type: ValueType | undefined, value: string, timeZone: string): string | undefined {
  const form = FORMS.get(type);
  const given = value.split(',').map((text) => text.trim());
  const isRight = given.every((text) => /^(?:null)?$/.test(text) || form?.fits(text, timeZone));
  return isRight ? undefined : form?.takes;
}

/** What is wrong with a condition that tests nothing. */
function whyIgnored({ names }: Pick<Condition, 'names'>, type: string, graph: Graph): string {
  const [name = '', next] = names;
  const { where = {}, include = [] } = graph.schema.vertex(type) ?? {};
  if (next === undefined || !(Object.hasOwn(where, name) || include.includes(name)))
    return unknownName('', name, Object.keys(where), `condition of ${type}`).why;
  if (Object.hasOwn(where, name))
    return where[name] === 'date' || where[name] === 'date_time'
      ? `${name} takes one operator at most: write where[${name}][gt], [gte], [lt] or [lte].`
      : `${name} is no date and takes no operator: write where[${name}]=value.`;
  if (graph.schema.version.app === 'people')
    return `People takes no conditions on related resources: look among what the include ${name} brings.`;
  return whyIgnored({ names: names.slice(1) }, graph.schema.edge(type, name)?.to ?? '', graph);
}

function ignoredIncludes({ include }: Query, type: string, { schema }: Graph): Refusal[] {
  return include.flatMap((path) => {
    const given = `include=${path.join('.')}`;
    let at = type;
    for (const step of path.slice(0, DEEPEST_INCLUDE)) {
      const known = schema.vertex(at)?.include ?? [];
      if (!known.includes(step)) return [unknownName(given, step, known, `include of ${at}`)];
      at = schema.edge(at, step)?.to ?? '';
    }
    if (path.length <= DEEPEST_INCLUDE) return [];
    const reached = path.slice(0, DEEPEST_INCLUDE).join('.');
    const why = `An include has two steps at most: ask for include=${reached}, and for the rest in requests of its own.`;
    return [{ given, why }];
  });
}

function ignoredFields({ fields }: Query, { schema }: Graph): Refusal[] {
  return [...fields].flatMap(([type, names]) => {
    if (type === '') return [];
    const vertex = schema.vertex(schema.storedType(type));
    if (!vertex) {
      const { vertices } = schema.version;
      const linked = Object.values(vertices).flatMap(({ relationships }) => Object.values(relationships));
      const types = [...new Set([...Object.keys(vertices), ...linked.flatMap((relation) => relation.types)])];
      // Relationships name it, and nothing tells what it has.
      if (types.includes(type)) return [];
      return [unknownName(`fields[${type}]`, type, types, `type in ${schema.version.app}`)];
    }
    const known = Object.keys({ ...vertex.attributes, ...vertex.relationships, ...vertex.edges });
    return [...names]
      .filter((name) => name !== 'id' && !known.includes(name))
      .map((name) =>
        unknownName(`fields[${type}]=${name}`, name, known, `attribute or relationship of ${type}`),
      );
  });
}

function unknownName(given: string, name: string, known: readonly string[], kind: string): Refusal {
  const near = nearNames(name, known);
  const meant = near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : '';
  const all = known.length > 0 ? `There are: ${known.join(', ')}.` : 'There are none here: leave it out.';
  return { given, why: `There is no such ${kind}.${meant || ` ${all}`}` };
}
