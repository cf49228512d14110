/** The body of a create or an update, as {@link template} writes it. */
export interface Template<Attributes extends object, Relationships> {
  data: { type: string; attributes: Attributes } & ([Relationships] extends [undefined]
    ? object
    : { relationships: Relationships });
}

/**
 * Writes the envelope that creates and updates need.
 *
 * @param type - the resource's type name, such as `Person`
 * @param attributes - default `{}`
 * @param relationships - left out unless given
 * @returns `{ data: { type, attributes, relationships? } }`
 * @example
 * ```ts
 * await pco.post('/people/v2/people', pco.template('Person', { first_name: 'Ada', last_name: 'Rolfe' }));
 * ```
 */
export function template<
  Attributes extends object = Record<string, never>,
  Relationships extends object | undefined = undefined,
>(type: string, attributes?: Attributes, relationships?: Relationships): Template<Attributes, Relationships> {
  return {
    data: { type, attributes: attributes ?? {}, ...(relationships === undefined ? {} : { relationships }) },
  } as Template<Attributes, Relationships>;
}
