/** Names for what the client's methods take and give, for functions of a program's own. */
import type { RecordDocument } from '../iterate/records.ts';
import type { IterationAt, ReadAnswer } from './answer.ts';
import type { PatchPayload, PostPayload } from './payload.ts';
import type { ReadQuery } from './query.ts';
import type { PlaceAt } from './walk.ts';

/**
 * What `get` answers at a path.
 *
 * @typeParam Path - a path such as `'/people/v2/people'`; an id is written as any text, such as `1`
 * @typeParam Include - the names that are asked for: `'emails' | 'households.people'`
 * @typeParam Versions - the versions that the client pins
 * @example
 * ```ts
 * function print(people: DocumentAt<'/people/v2/people', 'emails'>): void {
 *   for (const { attributes } of people.data) console.log(attributes.name);
 * }
 * ```
 */
export type DocumentAt<Path extends string, Include extends string = never, Versions = object> = ReadAnswer<
  PlaceAt<Versions, Path>,
  readonly Include[],
  unknown,
  'all'
>;

/** A resource at a path, of a list or alone: `ResourceAt<'/people/v2/people'>` is a person. */
export type ResourceAt<Path extends string, Include extends string = never, Versions = object> = OneOf<
  NonNullable<DocumentAt<Path, Include, Versions>>['data']
>;

type OneOf<Data> = Data extends readonly (infer One)[] ? One : Data;

/** A record of a list, as `iterate` gives it. */
export type RecordAt<Path extends string, Include extends string = never, Versions = object> =
  IterationAt<PlaceAt<Versions, Path>, readonly Include[], unknown, 'all'> extends AsyncIterable<
    infer Found extends RecordDocument
  >
    ? Found
    : never;

/**
 * What may be asked for at a path, to be put together step by step.
 *
 * @example
 * ```ts
 * const where: QueryAt<'/people/v2/people'>['where'] = {};
 * if (name) where.last_name = name;
 * const people = pco.iterate('/people/v2/people', { where });
 * ```
 */
export type QueryAt<Path extends string, Versions = object> = ReadQuery<PlaceAt<Versions, Path>>;

/** What POST takes at the path of a list, and PATCH at that of a resource. */
export type PayloadAt<Path extends string, Versions = object> =
  PlaceAt<Versions, Path> extends { many: false }
    ? PatchPayload<PlaceAt<Versions, Path>, unknown>
    : PostPayload<PlaceAt<Versions, Path>, unknown>;
