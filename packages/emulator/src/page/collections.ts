import { loadVersion, type AppName } from '@tspco/catalog';

const known = new Map<AppName, ReadonlyMap<string, string>>();

/** By type, the path at which an app lists all its records of it; of the newest version. */
export function collectionPaths(app: AppName): ReadonlyMap<string, string> {
  let paths = known.get(app);
  if (!paths) {
    paths = readPaths(app);
    known.set(app, paths);
  }
  return paths;
}

function readPaths(app: AppName): ReadonlyMap<string, string> {
  const { path, vertices } = loadVersion(app);
  const edges = Object.entries(vertices['Organization']?.edges ?? {});
  const lists = edges.flatMap(([step, { to, many }]): [string, string][] => {
    const address = `${path}/${step}`;
    return many && vertices[to]?.path === address ? [[to, address]] : [];
  });
  return new Map([['Organization', path], ...lists]);
}
