import { SHAPE_CORRECTIONS } from './corrections.ts';
import { deepFreeze } from './deep-freeze.ts';
import { mergePatch } from './merge-patch.ts';
import { readData } from './read-data.ts';
import type { Shapes } from './types.ts';

/** How the values of attributes with a `shape` look inside, by that name. */
export function shapes(): Shapes {
  corrected ??= deepFreeze(
    SHAPE_CORRECTIONS.reduce<Shapes>((all, { patch }) => mergePatch(all, patch), storedShapes()),
  );
  return corrected;
}

let corrected: Shapes | undefined;

/** As the file has them, without corrections. */
export function storedShapes(): Shapes {
  return readData('shapes') as Shapes;
}
