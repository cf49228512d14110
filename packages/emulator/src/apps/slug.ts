import { fold } from '../query/fold.ts';

/** A name as addresses write it: `Café & Co.` is `cafe-co`. */
export function slugOf(name: string): string {
  return fold(name)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
