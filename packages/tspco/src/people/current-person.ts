import type { PCO } from '../pco.ts';
import type { RequestOptions } from '../request/call.ts';
import type { Query } from '../request/query.ts';
import type { ReadAnswer } from '../types/answer.ts';
import type { Asked, ReadQuery } from '../types/query.ts';
import type { Versions, VersionsOfCall } from '../types/versions.ts';
import type { PlaceAt } from '../types/walk.ts';
import { follow } from './following.ts';
import type { EachRequestOptions } from './options.ts';

/**
 * The id under which somebody is found now. When two profiles are merged in Planning Center, one id is gone; this
 * follows it, through several mergers if need be.
 *
 * One request when nothing has changed, and two more for each merger.
 *
 * @param id - the id that a program has kept
 * @returns the same id when it is still good; `undefined` when the person is gone: deleted and not merged, merged into
 * somebody who was deleted later, or not to be seen with these credentials
 * @throws what `pco.get` throws, except for the 404 that is followed
 * @example
 * ```ts
 * const id = await currentPersonId(pco, '1234');
 * if (id === undefined) console.log('nobody is left under that id');
 * else if (id !== '1234') console.log(`1234 was merged into ${id}`);
 * ```
 */
export async function currentPersonId(
  pco: PCO,
  id: string | number,
  options?: EachRequestOptions,
): Promise<string | undefined> {
  // One attribute is enough to see that somebody is there, and this one is nobody's secret.
  const query = { fields: { Person: ['created_at'] } } as const;
  const followed = await follow(pco, id, (path) => pco.get(path, query, options), options);
  return 'id' in followed ? followed.id : undefined;
}

/**
 * Reads a person as `pco.get` does, and follows mergers when the id is gone: one request when nothing has changed.
 *
 * @param query - what to include and which fields; the answer has the types of the query
 * @returns the person's document. After a merger its `data.id` is another one than `id`: keep that one
 * @throws `PCONotFoundError` for the `id` that was given, when the person is gone and was not merged, or was merged
 * into somebody who is gone; otherwise as `pco.get`
 * @example
 * ```ts
 * const person = await getPerson(pco, '1234', { include: ['emails'] });
 * if (person.data.id !== '1234') console.log(`1234 was merged into ${person.data.id}`);
 * ```
 */
export async function getPerson<
  const Include extends string | readonly string[] = never,
  const Fields = unknown,
  const Version extends string = never,
  const Chosen extends Versions = object,
  Church extends string | undefined = undefined,
  Strict extends boolean = false,
>(
  pco: PCO<Chosen, Church, Strict>,
  id: string | number,
  query?: ReadQuery<PersonPlace<Chosen, Version>> & Asked<Include, Fields>,
  options?: RequestOptions & { readonly version?: Version | undefined },
): Promise<PersonDocument<Chosen, Version, Church, NoInfer<Include>, NoInfer<Fields>>> {
  const client: PCO = pco;
  const asked = query as Query | undefined;
  const followed = await follow(client, id, (path: string) => client.get(path, asked, options), options);
  if ('notFound' in followed) throw followed.notFound;
  return followed.found as PersonDocument<Chosen, Version, Church, Include, Fields>;
}

type PersonPlace<Chosen, Version> = PlaceAt<VersionsOfCall<Chosen, Version>, '/people/v2/people/1'>;

/** What `pco.get` answers for a person. */
type PersonDocument<Chosen, Version, Church, Include, Fields> = ReadAnswer<
  PersonPlace<Chosen, Version>,
  Include,
  Fields,
  [Church] extends [undefined] ? 'all' : 'some'
>;
