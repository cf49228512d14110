import { isAppName, type AppName } from '@tspco/catalog';

/** A path within an app. */
export interface ApiPlace {
  readonly app: AppName;
  /** What follows `/{app}/v2`, decoded. */
  readonly segments: readonly string[];
}

/** Finds the app that a path belongs to; `undefined` when no app would ever see the request. */
export function apiPlace(pathname: string): ApiPlace | undefined {
  const parts = pathname.split('/').filter(Boolean).map(decode);
  const [first, second, ...segments] = parts;
  // The underscore is the older form, which is still accepted.
  const app = first === 'check_ins' ? 'check-ins' : first;
  if (app === undefined || !isAppName(app) || second !== 'v2') return undefined;
  return { app, segments };
}

/** What is no valid encoding stays as it is, and will be the name of nothing. */
function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
