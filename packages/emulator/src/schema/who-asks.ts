import type { Surroundings } from './app-model.ts';
import type { Ref } from '../store/record.ts';

/** Whoever asks, to point at: nobody, in a church without an administrator. */
export function whoAsks({ personId }: Pick<Surroundings, 'personId'>): Ref | null {
  return personId === '' ? null : { type: 'Person', id: personId };
}
