import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../dist/is-object.js';

/**
 * The JSON Merge Patch (RFC 7396) that makes `to` of `from`. In such a patch `null` deletes, so `to` must not hold
 * any as a member of an object.
 *
 * @param {unknown} from
 * @param {unknown} to
 */
export function diff(from, to) {
  if (!isObject(from) || !isObject(to)) return to;
  const changes = Object.entries(to)
    .filter(([name, value]) => !Object.hasOwn(from, name) || !isDeepStrictEqual(from[name], value))
    .map(([name, value]) => [name, Object.hasOwn(from, name) ? diff(from[name], value) : value]);
  const deletions = Object.keys(from)
    .filter((name) => !Object.hasOwn(to, name))
    .map((name) => [name, null]);
  return Object.fromEntries([...changes, ...deletions]);
}
