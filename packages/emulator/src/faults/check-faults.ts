import { isObject } from '../basics/is-object.ts';
import { WINDOW_KINDS } from '../rate-limit/rate-windows.ts';
import { describe } from '../basics/describe.ts';
import type { Fault, FaultCondition, FaultRule } from './fault.ts';
import { LONGEST_LAG } from './meddle.ts';

/**
 * Reads rules that somebody wrote.
 *
 * @throws TypeError that names the rule, what is wrong with it, and what would be right
 */
export function checkFaults(value: unknown): readonly FaultRule[] {
  if (!Array.isArray(value)) {
    throw new TypeError(
      `The faults must be a list like [{ "fault": "error", "nth": 3 }]; got ${describe(value)}.`,
    );
  }
  for (const [index, rule] of value.entries()) checkRule(rule, `faults[${index}]`);
  // A copy, since the caller may go on with theirs, and without what is undefined, so that equal rules are equal.
  return JSON.parse(JSON.stringify(value)) as readonly FaultRule[];
}

function checkRule(rule: unknown, name: string): void {
  if (!isObject(rule)) {
    throw new TypeError(
      `${name} must be an object like { "fault": "error", "nth": 3 }; got ${describe(rule)}.`,
    );
  }
  const { fault, ...rest } = rule;
  if (typeof fault !== 'string' || !Object.hasOwn(MEMBERS, fault)) {
    throw new TypeError(
      `${name}.fault must be one of ${Object.keys(MEMBERS).join(', ')}; got ${describe(fault)}.`,
    );
  }
  const { members, required = [], needsAny } = MEMBERS[fault as Fault['fault']];
  const known: Members = { ...members, ...CONDITION };
  for (const [member, value] of Object.entries(rest)) {
    if (value === undefined) continue;
    if (!Object.hasOwn(known, member)) {
      throw new TypeError(
        `${name}: the fault ${fault} has no ${JSON.stringify(member)}. There are: ${Object.keys(known).join(', ')}.`,
      );
    }
    const { must, fits } = known[member] ?? NEVER;
    if (!fits(value)) throw new TypeError(`${name}.${member} must be ${must}; got ${describe(value)}.`);
  }
  const missing = required.find((member) => rest[member] === undefined);
  if (missing !== undefined) {
    throw new TypeError(`${name}: the fault ${fault} needs ${missing}, ${known[missing]?.must ?? ''}.`);
  }
  const own = Object.keys(members);
  if (needsAny && own.every((member) => rest[member] === undefined))
    throw new TypeError(`${name}: the fault ${fault} changes nothing without one of ${own.join(', ')}.`);
}

interface Member {
  /** Completes "must be …". */
  readonly must: string;
  readonly fits: (value: unknown) => boolean;
}

type Members = Readonly<Record<string, Member>>;

const NEVER: Member = { must: 'left out', fits: () => false };

const number = (least: number, most: number = Number.MAX_SAFE_INTEGER): Member => ({
  must: most === Number.MAX_SAFE_INTEGER ? `a number from ${least}` : `a number from ${least} to ${most}`,
  fits: (value) => typeof value === 'number' && value >= least && value <= most,
});

// Nothing is done so often for these: they are only compared with other numbers.
const MOST = 1_000_000_000;
// Each row is made and kept, again with every request that the rule meets.
const MOST_ROWS = 10_000;

const whole = (least: number, most: number = MOST): Member => ({
  must: `a whole number from ${least} to ${most}`,
  fits: (value) => Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most,
});

const oneOf = (...values: readonly (string | number)[]): Member => ({
  must: values.map((value) => JSON.stringify(value)).join(' or '),
  fits: (value) => values.some((allowed) => allowed === value),
});

const either = (one: Member, other: Member): Member => ({
  must: `${one.must}, or ${other.must}`,
  fits: (value) => one.fits(value) || other.fits(value),
});

const listOf = ({ must, fits }: Member): Member => ({
  must: `a list of which each is ${must}`,
  fits: (value) => Array.isArray(value) && value.length > 0 && value.every(fits),
});

const flag: Member = { must: 'true or false', fits: (value) => typeof value === 'boolean' };

const path: Member = {
  must: 'a path that begins with /',
  fits: (value) => typeof value === 'string' && value.startsWith('/'),
};

const inDate: Member = {
  must: 'an object like { "date": 5 }',
  fits: (value) => isObject(value) && Object.keys(value).length === 1 && typeof value['date'] === 'number',
};

const headerValue: Member = {
  must: 'a number or a text',
  fits: (value) => typeof value === 'number' || (typeof value === 'string' && /^[\x20-\x7e]*$/.test(value)),
};

const nothing: Member = { must: 'null', fits: (value) => value === null };

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

const method: Member = {
  must: `one of ${METHODS.join(', ')}`,
  fits: (value) => typeof value === 'string' && METHODS.includes(value.toUpperCase()),
};

// What a timer can wait.
const milliseconds = number(0, 2_147_483_647);

const CONDITION: { readonly [Name in keyof Required<FaultCondition>]: Member } = {
  method: either(method, listOf(method)),
  path,
  nth: either(whole(1), listOf(whole(1))),
  every: whole(1),
  probability: number(0, 1),
  times: whole(0),
};

const MEMBERS: {
  readonly [Kind in Fault['fault']]: {
    readonly members: Members;
    readonly required?: readonly string[];
    /** It makes no sense without any of its members. */
    readonly needsAny?: true;
  };
} = {
  latency: { members: { milliseconds, jitter: milliseconds }, required: ['milliseconds'] },
  reset: { members: { when: oneOf('before', 'headers', 'body'), processed: flag } },
  cut: { members: { bytes: whole(0), chunked: flag } },
  slow: { members: { bytesPerSecond: number(1) }, required: ['bytesPerSecond'] },
  error: { members: { status: oneOf(500, 502, 503, 504), processed: flag, retryAfter: headerValue } },
  'rate-limit': { members: { retryAfter: either(headerValue, either(inDate, nothing)) } },
  firewall: { members: {} },
  token: { members: { as: oneOf('expired', 'revoked') } },
  limit: {
    members: {
      limit: whole(1),
      period: whole(1),
      window: oneOf(...WINDOW_KINDS),
      highOffsetLimit: whole(1),
    },
    needsAny: true,
  },
  spend: { members: { requests: whole(1) } },
  insert: { members: { count: whole(1, MOST_ROWS), at: oneOf('start', 'end') } },
  delete: { members: { count: whole(1, MOST_ROWS), at: either(oneOf('start', 'end'), whole(0)) } },
  lag: { members: { milliseconds: number(0, LONGEST_LAG) }, required: ['milliseconds'] },
};
