import { PCOInputError } from '../errors.ts';
import { oneLine } from '../redact.ts';
import type { FirstOf, ResourceOf, Shown } from '../types/resource.ts';
import type { Vertex } from '../types/table.ts';
import type { Target } from '../types/walk.ts';
import type { Resource, ResourceIdentifier } from './types.ts';

/** A resource and what came with it: a record of a list, or the document of one resource. */
export interface WithIncluded {
  readonly data: object;
  readonly included?: readonly unknown[] | undefined;
}

/** The names that a record's includes have. */
export type RelatedName<Holder extends WithIncluded> =
  Holder['data'] extends ResourceOf<infer _Table, infer _Of, infer Include, infer _Named, Shown, string>
    ? FirstOf<Include>
    : string;

/** What {@link related} gives: an array for a relationship to many, else the resource or `undefined`. */
export type Related<Holder extends WithIncluded, Name> =
  Holder['data'] extends ResourceOf<infer Table, infer Of, infer _Include, infer _Named, Shown, string>
    ? Name extends keyof Of['edges']
      ? Of['edges'][Name] extends { many: true }
        ? IncludedOf<Holder, Target<Table, Of, Name>>[]
        : IncludedOf<Holder, Target<Table, Of, Name>> | undefined
      : never
    : Resource[] | Resource | undefined;

type IncludedOf<Holder extends WithIncluded, Of extends Vertex> = Holder extends {
  readonly included?: readonly (infer Included)[] | undefined;
}
  ? OfType<Included, Of['type']>
  : never;

/** A campus may also come as `PrimaryCampus`: what may be of the type is taken. */
type OfType<Included, Type> = Included extends { readonly type: infer Own }
  ? Type extends Own
    ? Included
    : never
  : never;

/**
 * The included resources behind one relationship of a record.
 *
 * @param record - what `iterate` gives, or the document of one resource; for the second level of a dotted include,
 * `{ data: household, included: person.included }`
 * @param name - one of the names that were asked for with `include`
 * @returns an array for a relationship to many; for one to a single resource, the resource, or `undefined` when there
 * is none
 * @throws {@link PCOInputError} `ERR_NOT_INCLUDED` when what the relationship names did not come along
 * @example
 * ```ts
 * for await (const person of pco.iterate('/people/v2/people', { include: ['emails', 'primary_campus'] })) {
 *   console.log(related(person, 'emails').map((email) => email.attributes.address));
 *   console.log(related(person, 'primary_campus')?.attributes.name);
 * }
 * ```
 */
export function related<Holder extends WithIncluded, Name extends RelatedName<Holder>>(
  record: Holder,
  name: Name,
): Related<Holder, Name> {
  const { data, included = [] } = record as {
    readonly data: Resource;
    readonly included?: readonly Resource[];
  };
  const linked = data.relationships?.[name]?.data;
  if (linked === null) return undefined as Related<Holder, Name>;
  if (linked === undefined) {
    const relationships = data.relationships ?? {};
    const sent = Object.keys(relationships).filter((each) => relationships[each]?.data !== undefined);
    throw notIncluded(
      data,
      name,
      `the server sent no such relationship${sent.length > 0 ? `, only ${oneLine(sent.join(', '))}` : ''}`,
    );
  }
  const find = ({ type, id }: ResourceIdentifier): Resource => {
    const found = included.find((resource) => resource.type === type && resource.id === id);
    if (!found) throw notIncluded(data, name, `${type} ${id} is not among the included resources`);
    return found;
  };
  return (Array.isArray(linked) ? linked.map(find) : find(linked)) as Related<Holder, Name>;
}

function notIncluded({ type, id }: Resource, name: string, reason: string): PCOInputError {
  return new PCOInputError(
    `${type} ${id} has no included ${name}: ${reason}. Ask for it, unless it is misspelt: include: ['${name}'], and with fields, name it there, too.`,
    'ERR_NOT_INCLUDED',
  );
}
