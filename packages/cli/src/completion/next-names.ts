import { APP_NAMES, describePath, type KnownPath } from '@tspco/catalog';

/** Paths that go on from what was typed, one segment further. */
export function nextPaths(typed: string): readonly string[] {
  const path = typed.startsWith('/') ? typed : `/${typed}`;
  const slash = path.lastIndexOf('/');
  const before = path.slice(0, slash);
  if (before === '') return APP_NAMES.map((app) => `/${app}/v2/`);
  if (APP_NAMES.some((app) => before === `/${app}`)) return [`${before}/v2/`];
  const place = describePath(before);
  if (!place.known || place.many) return [];
  const { edges, actions } = place.vertex;
  return [...edges.list, ...actions.list].map((name) => `${before}/${name}`);
}

/** Names for an option such as `--include`; of a list with commas, the last one is completed. */
export function nextNames(place: KnownPath, option: string, typed: string): readonly string[] {
  const names = namesFor(place, option);
  if (!typed.includes(',')) return names;
  const before = typed.slice(0, typed.lastIndexOf(',') + 1);
  return names.map((name) => `${before}${name}`);
}

function namesFor({ vertex, edge }: KnownPath, option: string): readonly string[] {
  switch (option) {
    case '--where':
      return vertex.where.list.map((name) => `${name}=`);
    case '--include':
      return vertex.include.list;
    case '--order':
      return vertex.order.list.flatMap((name) => [name, `-${name}`]);
    case '--filter':
      return edge?.filter.list ?? [];
    case '--fields':
      return vertex.attributes.list;
    case '--columns':
      return ['id', ...vertex.attributes.list];
    case '--set':
      return (vertex.update?.attributes ?? vertex.create?.attributes)?.list.map((name) => `${name}=`) ?? [];
    default:
      return [];
  }
}
