import type { ResourceAt } from '../types/named.ts';
import type { CustomField } from './field-definitions.ts';
import { findField, keyOf, noSuchField, type FieldName } from './field-names.ts';

/**
 * What one person has in a field, as the API has it: the text, and the file if it is one.
 *
 * @example
 * ```ts
 * const dates = values.data('Interests').map(({ attributes }) => attributes.updated_at);
 * ```
 */
export type FieldDatum = ResourceAt<'/people/v2/field_data'>;

/**
 * A value: a boolean or a number where the field has these, the checked boxes as an array, everything else as text.
 *
 * @example
 * ```ts
 * const values: Record<string, FieldValue> = { Baptized: true, 'Hours a Month': 4, Interests: ['Music', 'Prayer'] };
 * ```
 */
export type FieldValue = string | number | boolean | readonly string[];

/**
 * One person's values. Fields that were not filled in have none.
 *
 * @example
 * ```ts
 * const values = await fields.read('1234');
 * console.log(values.get('Baptized'), values.toObject());
 * ```
 */
export class FieldValues {
  readonly #fields: readonly CustomField[];
  readonly #data: ReadonlyMap<string, readonly FieldDatum[]>;

  /** Made by `read` and `valuesOf`. */
  constructor(fields: readonly CustomField[], data: ReadonlyMap<string, readonly FieldDatum[]>) {
    this.#fields = fields;
    this.#data = data;
  }

  /**
   * The value of a field, `undefined` when it was not filled in.
   *
   * @throws `PCOInputError` `ERR_FIELD` when there is no such field, or several of that name
   * @example
   * ```ts
   * if (values.get('Baptized') === true) console.log(person.data.attributes.name);
   * ```
   */
  get(field: FieldName): FieldValue | undefined {
    const found = this.#find(field);
    return valueOf(found, this.#data.get(found.id) ?? []);
  }

  /**
   * The resources behind a value: their ids, and the `file` of a field for files.
   *
   * @throws `PCOInputError` as {@link get}
   * @example
   * ```ts
   * const [datum] = values.data('Signed Consent');
   * if (datum) await pco.download(datum);
   * ```
   */
  data(field: FieldName): readonly FieldDatum[] {
    return this.#data.get(this.#find(field).id) ?? [];
  }

  /**
   * All values by name, in the order of the fields; with the tab in front, `'Tab / Name'`, where a name alone could mean
   * several.
   *
   * @example
   * ```ts
   * console.log(values.toObject()); // { Baptized: true, 'T-Shirt Size': 'M', Interests: ['Music', 'Prayer'] }
   * ```
   */
  toObject(): Record<string, FieldValue> {
    const entries = this.#fields.flatMap((field): [string, FieldValue][] => {
      const value = valueOf(field, this.#data.get(field.id) ?? []);
      return value === undefined ? [] : [[keyOf(field, this.#fields), value]];
    });
    return Object.fromEntries(entries);
  }

  /** As {@link toObject}, for `JSON.stringify`. */
  toJSON(): Record<string, FieldValue> {
    return this.toObject();
  }

  #find(field: FieldName): CustomField {
    const found = findField(this.#fields, field);
    if (!found) throw noSuchField(this.#fields, field);
    return found;
  }
}

function valueOf({ dataType }: CustomField, data: readonly FieldDatum[]): FieldValue | undefined {
  const texts = data.map(({ attributes }) => attributes.value).filter((text) => text !== null);
  const [text] = texts;
  if (text === undefined || dataType === 'checkboxes') return text === undefined ? undefined : texts;
  if (dataType === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  // A number that JavaScript would write in another way stays as it is: nothing must be lost.
  if (dataType === 'number' && String(Number(text)) === text) return Number(text);
  return text;
}
