import type { KnownPath, Names, VertexDescription } from '@tspco/catalog';
import type { OutputOptions } from '../commands/output-options.ts';
import type { QueryOptions } from '../commands/query-options.ts';
import { helpOnType } from '../describe/help-on.ts';
import { usageFailure } from '../failure.ts';
import { checkColumns } from './check-columns.ts';
import { conditionNames, fieldsOf } from './build-query.ts';

/**
 * Looks for names that Planning Center would ignore: it answers a misspelt filter with everybody.
 *
 * @throws {@link Failure} with all of them
 */
export function checkNames(
  options: Partial<QueryOptions & Pick<OutputOptions, 'columns'>>,
  place: KnownPath,
  { isRead = true }: { readonly isRead?: boolean } = {},
): void {
  const { vertex, edge, app, pattern } = place;
  const { columns = [], where = [], include = [], order = [], filter = [], fields = [] } = options;
  const problems: string[] = [];
  const dates: string[] = [];
  const check = (names: Names<unknown>, wanted: readonly string[]): void => {
    for (const name of wanted) if (!names.has(name)) problems.push(names.explain(name));
  };
  for (const [name, operator, value] of conditionNames(where)) {
    const condition = vertex.where.get(name);
    if (condition === undefined) problems.push(vertex.where.explain(name));
    else if (operator !== undefined && !condition.operators.some((known) => known === operator))
      problems.push(`${vertex.type}.${name} is no date: it cannot be compared with ${operator}.`);
    else if (condition.operators.length > 0 && !isDate(value))
      dates.push(
        `${JSON.stringify(value)} is no date for ${name}: write 2026-01-31, or 2026-01-31T18:00:00Z for a moment.`,
      );
  }
  if (edge) check(edge.filter, filter);
  else if (filter.length > 0) problems.push(`${pattern} has no filters.`);
  const widens = problems.length > 0;
  check(vertex.include, include);
  check(vertex.order, order);
  for (const [type, names] of Object.entries(fieldsOf(fields, place))) {
    const fielded = app.vertices.get(type);
    if (!fielded) problems.push(app.vertices.explain(type));
    else
      for (const name of names) if (!isField(fielded, name)) problems.push(fielded.attributes.explain(name));
  }
  tell(problems, { vertex, isRead, widens });
  if (dates.length > 0) throw usageFailure(dates, 'Or --no-check, to send it all the same.');
  checkColumns(columns, place, include);
}

function isField({ attributes, relationships, include }: VertexDescription, name: string): boolean {
  return attributes.has(name) || relationships.has(name) || include.has(name);
}

/** Planning Center finds nobody by a date in another notation. */
function isDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}($|T)/.test(text) && !Number.isNaN(Date.parse(text));
}

function tell(
  problems: readonly string[],
  {
    vertex,
    isRead,
    widens,
  }: Pick<KnownPath, 'vertex'> & { readonly isRead: boolean; readonly widens: boolean },
): void {
  if (problems.length === 0) return;
  const ignored = ` Planning Center would ignore it${widens ? ', and answer with everybody' : ''}.`;
  const consequence = isRead ? ignored : '';
  const told = problems.length === 1 ? `${problems[0]}${consequence}` : problems;
  throw usageFailure(told, `${helpOnType(vertex)} for all names; or --no-check to send it all the same.`);
}
