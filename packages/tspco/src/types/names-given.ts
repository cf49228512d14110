/** The names that a caller gave as an array or as a comma list; `string` when only the running program knows them. */
export type NamesGiven<List> = List extends readonly (infer Name extends string)[]
  ? Name
  : List extends string
    ? NamesIn<List>
    : never;

/** The names of a comma list. */
export type NamesIn<List extends string> = List extends `${infer First},${infer Others}`
  ? First | NamesIn<Others>
  : List extends `${infer First}%2C${infer Others}`
    ? First | NamesIn<Others>
    : List;
