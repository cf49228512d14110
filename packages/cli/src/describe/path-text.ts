import type { KnownPath } from '@tspco/catalog';
import type { Style } from '../output/style.ts';
import { vertexText } from './vertex-text.ts';

const COMMANDS = { get: 'get', post: 'post', patch: 'patch', delete: 'delete' } as const;

/** Where a path leads and what it accepts, before everything about the type. */
export function pathText(path: KnownPath, style: Style): string {
  const { pattern, vertex, many, action, accepts, edge } = path;
  const leads = action
    ? `runs ${action.name} on ${article(vertex.type)}`
    : `leads to ${many ? 'a list of ' : 'one '}${vertex.type}`;
  const commands = Object.entries(COMMANDS)
    .filter(([method]) => accepts[method as keyof typeof COMMANDS] !== false)
    .map(([method, command]) => {
      const sure = accepts[method as keyof typeof COMMANDS] === true;
      return `pco ${command === 'get' && many ? 'list' : command}${sure ? '' : ' (not documented)'}`;
    });
  const filters =
    edge && edge.filter.list.length > 0 ? `Filters (--filter): ${edge.filter.list.join(', ')}\n` : '';
  const head = `${style('bold', pattern)} ${leads}.\nCommands: ${commands.join(', ')}\n${filters}`;
  return `${head}\n${vertexText(vertex, style)}`;
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
