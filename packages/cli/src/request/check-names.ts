import type { KnownPath, Names } from '@tspco/catalog';
import type { QueryOptions } from '../commands/query-options.ts';
import { usageFailure } from '../failure.ts';
import { conditionNames, fieldsOf } from './build-query.ts';

/**
 * Looks for names that Planning Center would ignore: it answers a misspelt filter with everybody.
 *
 * @throws {@link Failure} with all of them
 */
export function checkNames(
  options: Partial<QueryOptions>,
  { vertex, edge, app, pattern }: KnownPath,
  { isRead = true }: { readonly isRead?: boolean } = {},
): void {
  const { where = [], include = [], order = [], filter = [], fields = [] } = options;
  const problems: string[] = [];
  const check = (names: Names<unknown>, wanted: readonly string[]): void => {
    for (const name of wanted) if (!names.has(name)) problems.push(names.explain(name));
  };
  for (const [name, operator] of conditionNames(where)) {
    const condition = vertex.where.get(name);
    if (condition === undefined) problems.push(vertex.where.explain(name));
    else if (operator !== undefined && !condition.operators.some((known) => known === operator))
      problems.push(`${vertex.type}.${name} is no date: it cannot be compared with ${operator}.`);
  }
  if (edge) check(edge.filter, filter);
  else if (filter.length > 0) problems.push(`${pattern} has no filters.`);
  const widens = problems.length > 0;
  check(vertex.include, include);
  check(vertex.order, order);
  for (const [type, names] of Object.entries(fieldsOf(fields, { vertex } as KnownPath))) {
    const fielded = app.vertices.get(type);
    if (!fielded) problems.push(app.vertices.explain(type));
    for (const name of fielded ? names : []) {
      if (!fielded?.attributes.has(name) && !fielded?.relationships.has(name) && !fielded?.include.has(name))
        problems.push(fielded?.attributes.explain(name) ?? '');
    }
  }
  tell(problems, { what: `${app.app}/${vertex.type}`, isRead, widens });
}

function tell(
  problems: readonly string[],
  { what, isRead, widens }: { readonly what: string; readonly isRead: boolean; readonly widens: boolean },
): void {
  if (problems.length === 0) return;
  const ignored = ` Planning Center would ignore it${widens ? ', and answer with everybody' : ''}.`;
  const consequence = isRead ? ignored : '';
  const first = problems.length === 1 ? `${problems[0]}${consequence}` : problems.join('\n       ');
  throw usageFailure(first, `pco describe ${what} for all names; or --no-check to send it all the same.`);
}
