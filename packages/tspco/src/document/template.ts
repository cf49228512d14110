/** The body of a create or an update, as {@link template} writes it. */
export interface Template<Type extends string, Attributes extends object, Relationships> {
  data: { type: Type; attributes: Attributes } & ([Relationships] extends [undefined]
    ? object
    : { relationships: Relationships });
}

/**
 * Writes the envelope that creates and updates need. It takes any names; `post` and `patch` refuse, at compile time,
 * those that cannot be assigned where the payload is sent.
 *
 * @param type - the resource's type name, such as `Person`
 * @param attributes - default `{}`
 * @param relationships - as JSON:API writes them, `{ name: { data: { type, id } } }`; left out unless given
 * @returns `{ data: { type, attributes, relationships? } }`
 * @example
 * ```ts
 * await pco.post('/people/v2/people', pco.template('Person', { first_name: 'Ada', last_name: 'Rolfe' }));
 * ```
 */
export function template<
  const Type extends string,
  Attributes extends object = Record<string, never>,
  const Relationships extends object | undefined = undefined,
>(
  type: Type,
  attributes?: Attributes,
  relationships?: Relationships,
): Template<Type, Attributes, Relationships> {
  return {
    data: { type, attributes: attributes ?? {}, ...(relationships === undefined ? {} : { relationships }) },
  } as Template<Type, Attributes, Relationships>;
}
