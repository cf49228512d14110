import { isObject } from '../basics/is-object.ts';
import { isAppName, type AppName } from '@tspco/catalog';
import { DEEPEST, isDeeperThan } from '../basics/json-depth.ts';

// What is written by requests lies a little deeper in a snapshot.
const DEEPEST_SENT = 2 * DEEPEST;

/**
 * Reads what somebody sent as JSON.
 *
 * @param name - begins the message: "The body"
 * @throws TypeError for what is none, or is nested so deeply that nothing could write it again
 */
export function jsonIn(text: string, name: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new TypeError(`${name} must be JSON: ${(error as Error).message}`, { cause: error });
  }
  if (isDeeperThan(value, DEEPEST_SENT))
    throw new TypeError(`${name} has lists or objects in each other more than ${DEEPEST_SENT} deep.`);
  return value;
}

/** The control itself checks which number it is; here only what is missing is found. */
export function numberOf(body: unknown, name: string): number {
  const value = memberOf(body, name);
  if (typeof value !== 'number') {
    throw new TypeError(`The body must be an object in which ${JSON.stringify(name)} is a number.`);
  }
  return value;
}

/** One member of an object that has no others. */
export function memberOf(body: unknown, name: string): unknown {
  if (body === undefined) return undefined;
  if (!isObject(body)) {
    throw new TypeError('The body must be an object.');
  }
  const unknown = Object.keys(body).find((key) => key !== name);
  if (unknown !== undefined) {
    throw new TypeError(`There is no ${JSON.stringify(unknown)} here, only ${JSON.stringify(name)}.`);
  }
  return body[name];
}

export function numberIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (!/^\d+$/.test(text))
    throw new TypeError(`${name} must be a whole number; got ${JSON.stringify(text)}.`);
  return Number(text);
}

export function appNamed(name: string): AppName {
  if (!isAppName(name)) throw new RangeError(`There is no app ${JSON.stringify(name)}.`);
  return name;
}
