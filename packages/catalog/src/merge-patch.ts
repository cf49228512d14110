import { isObject } from './is-object.ts';

/**
 * Applies a JSON Merge Patch (RFC 7396): members replace those of the same name, objects are merged, `null` deletes.
 * Neither argument is changed; the result shares with them what stays as it is.
 */
export function mergePatch<Target>(target: Target, patch: MergePatch<NoInfer<Target>>): Target {
  return merge(target, patch) as Target;
}

/** What may be said of a value of this type in a patch. */
export type MergePatch<Target> = Target extends readonly unknown[]
  ? Target
  : Target extends object
    ? { readonly [Name in keyof Target]?: MergePatch<Target[Name]> | null }
    : Target;

function merge(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch;
  const merged = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [name, change] of Object.entries(patch)) {
    if (change === null) merged.delete(name);
    else merged.set(name, merge(merged.get(name), change));
  }
  return Object.fromEntries(merged);
}
