import type { UnknownPath, VertexDescription } from '@tspco/catalog';

/** The command that describes a type. */
export function helpOnType({ app, type }: Pick<VertexDescription, 'app' | 'type'>): string {
  return `pco describe ${app.app}/${type}`;
}

/** The command that shows what could stand where a path is not known any more. */
export function helpOnPath({ after }: UnknownPath): string {
  if (after === undefined) return 'pco describe';
  return after.edge === undefined ? `pco describe ${after.app.app}` : helpOnType(after.vertex);
}
