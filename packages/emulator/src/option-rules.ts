import { isObject } from './basics/is-object.ts';

/** What `typeof` says of a value, and of lists that they are lists. */
type Kind = 'boolean' | 'function' | 'list' | 'number' | 'object' | 'string';

/** What a value of an option must be. */
export interface Rule {
  /** Completes the sentence "It must be …". */
  readonly allowed: string;
  /** The kind of every value that fits; values of another kind are refused with a TypeError. */
  readonly kind: Kind;
  fits(value: unknown): boolean;
  /** The value must not be repeated in a message. */
  readonly isSecret?: true;
}

export const SWITCH: Rule = {
  kind: 'boolean',
  allowed: 'true or false',
  fits: (value) => typeof value === 'boolean',
};

export const TEXT: Rule = {
  kind: 'string',
  allowed: 'a text that is not empty',
  fits: (value) => typeof value === 'string' && value !== '',
};

export function wholeNumber(least: number, most: number): Rule {
  return {
    kind: 'number',
    allowed: `a whole number from ${least} to ${most}`,
    fits: (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
  };
}

export function oneOf(...values: readonly string[]): Rule {
  const quoted = values.map((value) => `'${value}'`);
  return {
    kind: 'string',
    allowed: `${quoted.slice(0, -1).join(', ')} or ${quoted.at(-1)}`,
    fits: (value) => values.includes(value as string),
  };
}

type MemberRules = Readonly<Record<string, Rule & { readonly isRequired?: true }>>;

/** A list of objects whose members each have a rule. */
export function listOf(name: string, rules: MemberRules): Rule {
  const members = Object.entries(rules).map(
    ([member, { allowed, isRequired }]) => `${member}${isRequired ? '' : '?'} (${allowed})`,
  );
  return {
    kind: 'list',
    allowed: `a list of ${name}, objects with ${members.join(', ')}`,
    fits: (value) => Array.isArray(value) && value.every((item) => fitsAll(item, rules)),
  };
}

function fitsAll(item: unknown, rules: MemberRules): boolean {
  return (
    isObject(item) &&
    Object.keys(item).every((name) => Object.hasOwn(rules, name)) &&
    Object.entries(rules).every(([name, rule]) =>
      item[name] === undefined ? !rule.isRequired : rule.fits(item[name]),
    )
  );
}

/** What a rule's `kind` is compared with. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}
