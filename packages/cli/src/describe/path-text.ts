import type { KnownPath } from '@tspco/catalog';
import type { Layout } from '../output/style.ts';
import { wrapped } from '../output/wrap.ts';
import { vertexText } from './vertex-text.ts';

const METHODS = ['get', 'post', 'patch', 'delete'] as const;

/** Where a path leads and what it accepts, before everything about the type. */
export function pathText(path: KnownPath, layout: Layout): string {
  const { pattern, vertex, many, action, accepts, edge } = path;
  const leads = action
    ? `runs ${action.name} on ${article(vertex.type)}`
    : `leads to ${many ? 'a list of ' : 'one '}${vertex.type}`;
  const commands = METHODS.filter((method) => accepts[method] !== false).map((method) => {
    const command = method === 'get' && many ? 'list' : method;
    return `pco ${command}${accepts[method] === true ? '' : ' (not documented)'}`;
  });
  const filters = edge?.filter.list ?? [];
  const head = [
    `${layout.style('bold', pattern)} ${leads}.`,
    `Commands: ${commands.join(', ')}`,
    ...(filters.length === 0 ? [] : [`Filters (--filter): ${filters.join(', ')}`]),
  ];
  const lines = head.flatMap((text) => wrapped(text, layout.width));
  return `${lines.join('\n')}\n\n${vertexText(vertex, layout)}`;
}

/** The same for programs. */
export function pathFacts({ pattern, app, vertex, many, action, accepts, edge }: KnownPath): object {
  return {
    pattern,
    app: app.app,
    version: app.version,
    type: vertex.type,
    many,
    accepts,
    filters: edge?.filter.list ?? [],
    ...(action === undefined ? {} : { action }),
    vertex: vertex.facts,
  };
}

function article(type: string): string {
  return `${/^[AEIOU]/.test(type) ? 'an' : 'a'} ${type}`;
}
