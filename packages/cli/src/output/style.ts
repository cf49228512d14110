import { styleText } from 'node:util';
import type { Context, Output } from '../context.ts';

type Look = 'bold' | 'dim' | 'red' | 'green' | 'yellow' | 'cyan';

/** Makes text look like something, or leaves it as it is. */
export type Style = (look: Look, text: string) => string;

/** How a text is laid out for a person. */
export interface Layout {
  /** Characters in a line. */
  readonly width: number;
  readonly style: Style;
}

/** Colour where a person looks, unless they said no. */
export function styleFor(
  output: Output,
  env: Context['env'],
  { color }: { readonly color?: boolean } = {},
): Style {
  const plain = color === false || isSet(env['NO_COLOR']) || env['TERM'] === 'dumb' || !output.isTerminal;
  // The stream was judged above; the platform would judge its own.
  return plain ? (_, text) => text : (look, text) => styleText(look, text, { validateStream: false });
}

function isSet(variable: string | undefined): boolean {
  return variable !== undefined && variable !== '';
}
