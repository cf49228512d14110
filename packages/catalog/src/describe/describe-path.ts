import { isAppName } from '../apps.ts';
import type { Action, AppName } from '../types.ts';
import type { AppDescription } from './app-description.ts';
import { describeApp, describeApps } from './describe-app.ts';
import { namesOfList } from './names.ts';
import type { EdgeDescription, VertexDescription } from './vertex-description.ts';

/**
 * Finds out where a path of the API leads: to which type, many or one, what may be sent there. Takes paths with and
 * without a leading slash, addresses of any host, and placeholders such as `{person_id}` for ids; a query string is not
 * looked at. Never throws because of a path.
 *
 * @param versions - the versions to look at, by app; each the newest when absent. Any date does, see
 *   {@link describeApp}.
 * @throws RangeError for a date that no version serves.
 */
export function describePath(
  path: string,
  versions: Readonly<Partial<Record<AppName, string>>> = {},
): PathDescription {
  const [app = '', v2 = '', ...segments] = segmentsOf(path);
  if (!isAppName(app)) return unknownApp(app);
  const description = describeApp(app, versions[app]);
  if (v2 !== 'v2') {
    const message = `After /${app} comes /v2, and not ${JSON.stringify(v2)}.`;
    return { known: false, segment: v2, near: ['v2'], message };
  }
  let place: KnownPath = rootOf(description);
  for (const segment of segments) {
    const next = step(place, segment);
    if (!next.known) return next;
    place = next;
  }
  return place;
}

/** Where a path leads, or why it leads nowhere. `known` tells which of the two. */
export type PathDescription = KnownPath | UnknownPath;

/** A path that leads somewhere. */
export interface KnownPath {
  readonly known: true;
  /** With `{id}` for each id, and without host and query: `/people/v2/people/{id}/emails`. */
  readonly pattern: string;
  readonly app: AppDescription;
  /** The type of what the path answers; of an action, the type of what it is run on. */
  readonly vertex: VertexDescription;
  /** A list, or one resource. */
  readonly many: boolean;
  /** The edge by which the path arrives, with its `filter`; absent at the root of an app. */
  readonly edge?: EdgeDescription;
  /** What the path runs; absent when it names resources. */
  readonly action?: Action & { readonly name: string };
  readonly accepts: Accepts;
}

/** Which methods a path accepts. `undefined`: no document says. */
export interface Accepts {
  readonly get: boolean;
  readonly post: boolean | undefined;
  readonly patch: boolean | undefined;
  readonly delete: boolean | undefined;
}

/** A path of which the catalog does not know where it leads. */
export interface UnknownPath {
  readonly known: false;
  /** The first segment that is not known; empty where one is missing. */
  readonly segment: string;
  /** How far the path is known: up to the segment before. Absent when not even the app is. */
  readonly after?: KnownPath;
  /** At most three names that may have been meant instead of the segment. */
  readonly near: readonly string[];
  /** What is wrong and what to do, in a sentence or two. */
  readonly message: string;
}

function unknownApp(app: string): UnknownPath {
  const apps = describeApps();
  return { known: false, segment: app, near: apps.near(app), message: apps.explain(app) };
}

function rootOf(app: AppDescription): KnownPath {
  const { root, path } = app;
  return {
    known: true,
    pattern: path,
    app,
    vertex: root,
    many: false,
    accepts: { get: true, post: false, patch: root.update !== undefined, delete: root.canDelete },
  };
}

function step(from: KnownPath, segment: string): PathDescription {
  if (from.action) return unknown(from, segment, [], `${from.pattern} is an action; nothing comes after it.`);
  if (segment === '') return unknown(from, segment, [], `An id or a name is missing after ${from.pattern}.`);
  return from.many ? memberOf(from, segment) : below(from, segment);
}

function memberOf(list: KnownPath, segment: string): PathDescription {
  const { vertex, pattern } = list;
  if (vertex.facts.collectionOnly)
    return unknown(list, segment, [], `${pattern} is a list whose members have no path of their own.`);
  // Nothing tells what an id may look like, but hardly like this.
  if (vertex.edges.has(segment) || vertex.actions.has(segment))
    return unknown(
      list,
      segment,
      [],
      `${pattern} is a list: put an id before ${JSON.stringify(segment)}, as in ${pattern}/{id}/${segment}.`,
    );
  return resource(list);
}

function below(one: KnownPath, segment: string): PathDescription {
  const { vertex, pattern } = one;
  const edge = vertex.edges.get(segment);
  if (edge) return { ...withoutEdge(one), pattern: `${pattern}/${segment}`, ...arrivalBy(edge) };
  const action = vertex.actions.get(segment);
  if (action)
    return {
      ...one,
      pattern: `${pattern}/${segment}`,
      action: { ...action, name: segment },
      accepts: { get: false, post: action.method === 'POST', patch: false, delete: false },
    };
  if (one.edge?.many === false && isLikeId(segment) && !pattern.endsWith('{id}')) return resource(one);
  if (vertex.facts.links.includes(segment))
    return unknown(one, segment, [], `${vertex.type} links to ${segment}, but what it answers is not known.`);
  const all = [...vertex.edges.list, ...vertex.actions.list];
  // The root of an app is a type in the catalog only.
  const owner = one.edge ? vertex.type : pattern;
  const paths = namesOfList({ owner, kind: 'sub-path' }, all, (name) => name);
  return unknown(one, segment, paths.near(segment), paths.explain(segment));
}

function arrivalBy(edge: EdgeDescription): Pick<KnownPath, 'vertex' | 'many' | 'edge' | 'accepts'> {
  const { slug, to, many, create } = edge;
  // Documents have PATCH and DELETE where an id ends the path. Without one they hardly ever say; for `me` they do.
  const maybe = (allowed: boolean): false | undefined =>
    allowed && !many && slug !== 'me' ? undefined : false;
  const accepts = {
    get: true,
    post: create,
    patch: maybe(to.update !== undefined),
    delete: maybe(to.canDelete),
  };
  return { vertex: to, many, edge, accepts };
}

/** The resource that an id names: a member of a list, or the one that a singular edge leads to anyway. */
function resource(from: KnownPath): KnownPath {
  const { vertex, pattern } = from;
  return {
    ...from,
    pattern: `${pattern}/{id}`,
    many: false,
    accepts: { get: true, post: false, patch: vertex.update !== undefined, delete: vertex.canDelete },
  };
}

function withoutEdge({ known, app }: KnownPath): Pick<KnownPath, 'known' | 'app'> {
  return { known, app };
}

function unknown(after: KnownPath, segment: string, near: readonly string[], message: string): UnknownPath {
  return { known: false, segment, after, near, message };
}

/** With a digit, as all ids that were seen, or a placeholder for one. */
function isLikeId(segment: string): boolean {
  return /\d|^\{.*\}$|^:/.test(segment);
}

/** Empty ones stay, except at both ends: `/people//emails` lacks an id. */
function segmentsOf(path: string): string[] {
  const withoutQuery = path.trim().replace(/[?#].*$/s, '');
  const withoutHost = withoutQuery.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '');
  return withoutHost
    .replace(/^\/|\/$/g, '')
    .split('/')
    .map(decoded);
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
