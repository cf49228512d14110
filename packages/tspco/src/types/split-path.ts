import type { NamesIn } from './names-given.ts';

/** `['people', 'people/1/emails', 'person']` of `/people/v2/people/1/emails?include=person`. */
export type SplitPath<Path extends string> =
  BeforeHash<Path> extends infer Whole extends string
    ? Whole extends `${infer Front}?${infer Query}`
      ? Split<Front, AskedIn<Query>>
      : Split<Whole, never>
    : never;

type BeforeHash<Path extends string> = Path extends `${infer Front}#${string}` ? Front : Path;

type Split<Front extends string, Asked extends string> = Front extends `${infer Before}/v2/${infer Rest}`
  ? [AppIn<Before>, Rest, Asked]
  : Front extends `${infer Before}/v2`
    ? [AppIn<Before>, '', Asked]
    : undefined;

/** What follows the last slash: the host may be before it, and the prefix of a proxy. */
type AppIn<Before extends string> = Before extends `${string}/${infer Rest}` ? AppIn<Rest> : Before;

/** The names after `include=`. */
type AskedIn<Query extends string> = Query extends `${infer Parameter}&${infer Others}`
  ? IncludeOf<Parameter> | AskedIn<Others>
  : IncludeOf<Query>;

type IncludeOf<Parameter extends string> = Parameter extends `include=${infer Names}`
  ? NamesIn<Names>
  : never;
