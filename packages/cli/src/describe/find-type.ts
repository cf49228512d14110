import { APP_NAMES, describeApp, type AppDescription, type VertexDescription } from '@tspco/catalog';

/** A type of an app by its name, in any case. */
export function findType({ vertices }: AppDescription, name: string): VertexDescription | undefined {
  const same = vertices.list.find((type) => type.toLowerCase() === name.toLowerCase());
  return vertices.get(name) ?? (same === undefined ? undefined : vertices.get(same));
}

/** The types of that name in all apps, as `people/Person`. People comes first: the others mostly refer to what it has. */
export function typesCalled(name: string): readonly string[] {
  return [...APP_NAMES]
    .sort((a, b) => Number(b === 'people') - Number(a === 'people'))
    .flatMap((app) => {
      const found = findType(describeApp(app), name);
      return found ? [`${app}/${found.type}`] : [];
    });
}
