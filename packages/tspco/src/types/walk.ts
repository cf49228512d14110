import type { Link } from './link.ts';
import type { SplitPath } from './split-path.ts';
import type { Vertex } from './table.ts';
import type { AppName, TableOf } from './versions.ts';

/** What a path leads to: resources of a type, one or many. */
export interface Place<
  Table,
  Of extends Vertex,
  Many extends boolean,
  Filter extends string = never,
  Post extends boolean = false,
  Asked extends string = never,
> {
  kind: 'place';
  table: Table;
  vertex: Of;
  many: Many;
  /** The named scopes of this list. */
  filter: Filter;
  /** Whether resources can be created here. */
  post: Post;
  /** What the path's own query includes. */
  asked: Asked;
}

/** A path that ends with an action. */
export interface ActionPlace<Table, Does> {
  kind: 'action';
  table: Table;
  action: Does;
}

/** A path of which nothing is known before the program runs. */
interface AnyPlace {
  kind: 'any';
}

/** A path that leads nowhere in the tables: a misspelt one, or something that the catalog does not know. */
export interface UnknownPlace {
  kind: 'unknown';
}

/**
 * Follows a path from an app's root: an edge's name leads on, and on a list anything else is an id. Absolute addresses,
 * queries in the path, doubled and missing slashes are understood; a link remembers where it leads.
 */
export type PlaceAt<Versions, Path extends string> =
  Path extends Link<infer Table, infer Of, infer Edge>
    ? [Edge] extends [never]
      ? Place<Table, Of, false>
      : Follow<Table, Of, Edge>
    : string extends Path
      ? AnyPlace
      : SplitPath<Path> extends [infer App, infer Rest extends string, infer Asked extends string]
        ? App extends AppName
          ? FromRoot<TableOf<Versions, App>, Rest, Asked>
          : App extends 'check_ins'
            ? FromRoot<TableOf<Versions, 'check-ins'>, Rest, Asked>
            : string extends App
              ? AnyPlace
              : UnknownPlace
        : Path extends `${infer First}${string}`
          ? string extends First
            ? AnyPlace
            : UnknownPlace
          : UnknownPlace;

type FromRoot<Table, Rest extends string, Asked extends string> = Table extends {
  Organization: infer Root extends Vertex;
}
  ? Steps<Table, Root, false, never, false, Rest, Asked>
  : AnyPlace;

/** Goes on from a place, segment by segment. */
type Steps<
  Table,
  Of extends Vertex,
  Many extends boolean,
  Filter extends string,
  Post extends boolean,
  Rest extends string,
  Asked extends string,
> = Rest extends ''
  ? Place<Table, Of, Many, Filter, Post, Asked>
  : Rest extends `${infer Segment}/${infer Further}`
    ? Segment extends ''
      ? Steps<Table, Of, Many, Filter, Post, Further, Asked>
      : Step<Table, Of, Many, Segment, Further, Asked>
    : Step<Table, Of, Many, Rest, '', Asked>;

type Step<
  Table,
  Of extends Vertex,
  Many extends boolean,
  Segment extends string,
  Further extends string,
  Asked extends string,
> = Many extends true
  ? Segment extends keyof Of['edges']
    ? UnknownPlace
    : Steps<Table, Of, false, never, false, Further, Asked>
  : Segment extends keyof Of['edges']
    ? Of['edges'][Segment] extends EdgeLike<infer To, infer Leads, infer Filter, infer Post>
      ? Table[To & keyof Table] extends infer Target extends Vertex
        ? Steps<Table, Target, Leads, Filter, Post, Further, Asked>
        : UnknownPlace
      : UnknownPlace
    : Segment extends keyof Of['actions']
      ? Further extends '' | '/'
        ? ActionPlace<Table, Of['actions'][Segment]>
        : UnknownPlace
      : string extends Segment
        ? AnyPlace
        : UnknownPlace;

interface EdgeLike<To extends string, Many extends boolean, Filter extends string, Post extends boolean> {
  to: To;
  many: Many;
  filter: Filter;
  post: Post;
}

/** The place behind an edge of a resource. */
type Follow<Table, Of extends Vertex, Edge extends string> = Step<Table, Of, false, Edge, '', never>;

/** The vertex behind an edge. */
export type Target<Table, Of extends Vertex, Edge> = Edge extends keyof Of['edges']
  ? Of['edges'][Edge] extends { to: infer To }
    ? Table[To & keyof Table] extends infer Found extends Vertex
      ? Found
      : never
    : never
  : never;
