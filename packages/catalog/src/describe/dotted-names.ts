import { nearNames } from './near-names.ts';
import { Names, type Lookup, type NamesOf } from './names.ts';

/**
 * Names of which some lead to a resource type and can be followed by a name of that one: `emails` and `emails.person`.
 * Two steps are as far as any document goes.
 *
 * @param beyond - the names that may follow a name after a dot; `undefined` when none may
 */
export function dottedNames<Fact>(
  of: NamesOf,
  own: Lookup<Fact>,
  beyond: (name: string) => Lookup<Fact> | undefined,
): Names<Fact> {
  const get = (name: string): Fact | undefined => {
    const known = own.get(name);
    if (known !== undefined) return known;
    const [first, rest] = halves(name);
    return rest === undefined ? undefined : beyond(first)?.get(rest);
  };
  const near = (name: string): string[] => {
    const [first, rest] = halves(name);
    if (rest === undefined) return nearNames(name, own.list);
    const second = beyond(first);
    return second
      ? nearNames(rest, second.list).map((candidate) => `${first}.${candidate}`)
      : nearNames(first, own.list)
          .map((candidate) => `${candidate}.${rest}`)
          .filter((candidate) => get(candidate) !== undefined);
  };
  return new Names(of, { list: own.list, get, near });
}

function halves(name: string): [string, string | undefined] {
  const dot = name.indexOf('.');
  return dot === -1 ? [name, undefined] : [name.slice(0, dot), name.slice(dot + 1)];
}
