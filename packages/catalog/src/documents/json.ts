import { isObject } from '../is-object.ts';

/** Follows names into a value from outside; `undefined` when there is nothing. */
export function at(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce<unknown>(
    (inside, name) => (isObject(inside) && Object.hasOwn(inside, name) ? inside[name] : undefined),
    value,
  );
}

export function textAt(value: unknown, ...names: readonly string[]): string | undefined {
  const found = at(value, ...names);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

export function booleanAt(value: unknown, ...names: readonly string[]): boolean | undefined {
  const found = at(value, ...names);
  return typeof found === 'boolean' ? found : undefined;
}

/** The texts of a list, without what is none; `undefined` when there is no list. */
export function textsAt(value: unknown, ...names: readonly string[]): string[] | undefined {
  const found = at(value, ...names);
  return Array.isArray(found) ? found.filter((item) => typeof item === 'string') : undefined;
}

/** Without the members that are `undefined`. */
export function present<Whole extends object>(object: Whole): Present<Whole> {
  return Object.fromEntries(
    Object.entries(object).filter(([, value]) => value !== undefined),
  ) as Present<Whole>;
}

type Present<Whole> = { [Name in keyof Whole]?: Exclude<Whole[Name], undefined> };
