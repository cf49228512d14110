/** What a value of an option must be. */
export interface Rule {
  /** Completes the sentence "It must be …". */
  readonly allowed: string;
  /** What `typeof` says of every value that fits. */
  readonly type: string;
  fits(value: unknown): boolean;
  /** The value must not be repeated in a message. */
  readonly isSecret?: true;
}

export const SWITCH: Rule = {
  type: 'boolean',
  allowed: 'true or false',
  fits: (value) => typeof value === 'boolean',
};

export const TEXT: Rule = {
  type: 'string',
  allowed: 'a text that is not empty',
  fits: (value) => typeof value === 'string' && value !== '',
};

export function wholeNumber(least: number, most: number): Rule {
  return {
    type: 'number',
    allowed: `a whole number from ${least} to ${most}`,
    fits: (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
  };
}

export function oneOf(...values: readonly string[]): Rule {
  const quoted = values.map((value) => `'${value}'`);
  return {
    type: 'string',
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
    type: 'object',
    allowed: `a list of ${name}, objects with ${members.join(', ')}`,
    fits: (value) => Array.isArray(value) && value.every((item) => fitsAll(item, rules)),
  };
}

function fitsAll(item: unknown, rules: MemberRules): boolean {
  if (typeof item !== 'object' || item === null) return false;
  const values = item as Readonly<Record<string, unknown>>;
  return (
    Object.keys(values).every((name) => Object.hasOwn(rules, name)) &&
    Object.entries(rules).every(([name, rule]) =>
      values[name] === undefined ? !rule.isRequired : rule.fits(values[name]),
    )
  );
}

/** A value as it stands in messages. */
export function describe(value: unknown): string {
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  const text = jsonOf(value) ?? typeof value;
  return text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text;
}

/** Nobody reads more than that. */
const LONGEST_SHOWN = 200;

function jsonOf(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return Array.isArray(value) ? 'a list that JSON cannot hold' : 'an object that JSON cannot hold';
  }
}
