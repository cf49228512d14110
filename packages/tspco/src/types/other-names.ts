/**
 * The names of an object that are not allowed; of a union, those of each member. Where the program itself does not know
 * its names, there is nothing to refuse.
 */
export type OtherNames<Members, Allowed> = Members extends object
  ? string extends keyof Members
    ? never
    : Exclude<keyof Members, Allowed>
  : never;
