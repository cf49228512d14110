import { PCOInputError } from '../errors.ts';
import type { CustomField } from './field-definitions.ts';

/**
 * How a field is called: by its name; where several tabs have a field of that name, with the tab; or by the id of its
 * definition, which stays the same when somebody renames it.
 *
 * @example
 * ```ts
 * const names: FieldName[] = ['Baptized', 'Kitchen / Allergies', { tab: 'Kitchen', name: 'Allergies' }, { id: '42' }];
 * ```
 */
export type FieldName =
  string | { readonly tab: string; readonly name: string } | { readonly id: string | number };

/**
 * The field that a name means, `undefined` when there is none.
 *
 * @throws `PCOInputError` `ERR_FIELD` when it means several
 */
export function findField(fields: readonly CustomField[], wanted: FieldName): CustomField | undefined {
  if (typeof wanted !== 'string' && (typeof wanted !== 'object' || wanted === null)) {
    throw new PCOInputError(
      "A custom field is asked for by 'Name', 'Tab / Name', { tab, name } or { id }.",
      'ERR_FIELD',
    );
  }
  const [field, ...others] = fieldsCalled(fields, wanted);
  if (field === undefined || others.length === 0) return field;
  const found = [field, ...others];
  const remedy =
    new Set(found.map(({ tab }) => tab)).size === found.length
      ? `Say which one: ${list(found.map(longName))}`
      : `Say which one by its id: ${list(found.map(({ id, tab }) => `${id} (${tab ?? 'no tab'})`))}`;
  throw new PCOInputError(
    `There are ${found.length} custom fields called ${quoted(wanted)}. ${remedy}.`,
    'ERR_FIELD',
  );
}

/** A name alone comes first; so a name with a slash in it can be used as it is. */
function fieldsCalled(fields: readonly CustomField[], wanted: FieldName): CustomField[] {
  if (typeof wanted === 'string') {
    const named = fields.filter(({ name }) => name === wanted);
    return named.length > 0 ? named : fields.filter((field) => longName(field) === wanted);
  }
  return 'id' in wanted
    ? fields.filter(({ id }) => id === String(wanted.id))
    : fields.filter(({ name, tab }) => name === wanted.name && tab === wanted.tab);
}

/** The shortest text that means this field and no other. */
export function keyOf(field: CustomField, fields: readonly CustomField[]): string {
  const long = longName(field);
  const meansIt = (text: string): boolean => {
    const [first, ...others] = fieldsCalled(fields, text);
    return first?.id === field.id && others.length === 0;
  };
  return [field.name, long].find(meansIt) ?? `${long} (${field.id})`;
}

/** The error for a name that no field has. */
export function noSuchField(fields: readonly CustomField[], wanted: FieldName): PCOInputError {
  const names = fields.map((field) => keyOf(field, fields));
  const known = names.length === 0 ? 'There are none that you may see' : `There are ${list(names)}`;
  return new PCOInputError(
    `There is no custom field called ${quoted(wanted)}. ${known}. Names are compared letter by letter.`,
    'ERR_FIELD',
  );
}

/** Tab and name. */
export const longName = ({ tab, name }: CustomField): string =>
  tab === undefined ? name : `${tab} / ${name}`;

const quoted = (wanted: FieldName): string => JSON.stringify(wanted);

/** Quoted, because names may have commas in them. */
export function list(names: readonly string[]): string {
  return names.map((name) => `'${name}'`).join(', ');
}
