import { plain } from '../describe/near-names.ts';
import { pascalCase } from '../pascal-case.ts';

/** The JSON:API type that a document calls `phone_number`: the known one that is written alike, else a guess. */
export function typeNamed(name: string, types: readonly string[]): string {
  return types.find((type) => plain(type) === plain(name)) ?? pascalCase(name);
}
