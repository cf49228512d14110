import { related, type WithIncluded } from '../document/related.ts';
import { PCOInputError } from '../errors.ts';
import type { PCO } from '../pco.ts';
import {
  definitionOf,
  deleteData,
  readAllData,
  readData,
  writeBoxes,
  writeText,
  type PersonField,
} from './field-data.ts';
import { readDefinitions, type CustomField } from './field-definitions.ts';
import { textsOf } from './field-input.ts';
import { findField, noSuchField, type FieldName } from './field-names.ts';
import { FieldValues, type FieldDatum, type FieldValue } from './field-values.ts';
import type { EachRequestOptions } from './options.ts';

/**
 * The custom fields of a church, by name. Made by {@link customFields}.
 *
 * @example
 * ```ts
 * const isBaptized = async (fields: CustomFields, id: string) => (await fields.read(id)).get('Baptized') === true;
 * ```
 */
export class CustomFields {
  readonly #pco: PCO;
  #definitions: Promise<readonly CustomField[]> | undefined;
  /** Ids that no definition has: those of deleted fields, which are not worth another look. */
  readonly #unknown = new Set<string>();
  /** The latest write to each field of each person that is not through. */
  readonly #turns = new Map<string, Promise<void>>();

  /** Use {@link customFields}. */
  constructor(pco: PCO) {
    this.#pco = pco;
  }

  /**
   * The fields in use, with their tabs and options. They are read once and kept.
   *
   * @example
   * ```ts
   * for (const { tab, name, dataType, options } of await fields.definitions()) console.log(tab, name, dataType, options);
   * ```
   */
  definitions(): Promise<readonly CustomField[]> {
    return this.#definitions ?? this.refresh();
  }

  /**
   * Reads the fields again. A name, an option or a value of a field that is not known does so by itself, once.
   *
   * @example
   * ```ts
   * await fields.refresh();
   * ```
   */
  refresh(): Promise<readonly CustomField[]> {
    const reading = readDefinitions(this.#pco);
    this.#definitions = reading;
    this.#unknown.clear();
    // What failed is not kept; whoever asked for it is told.
    reading.catch(() => {
      if (this.#definitions === reading) this.#definitions = undefined;
    });
    return reading;
  }

  /**
   * Reads one person's values.
   *
   * @throws `PCONotFoundError` when there is no such person
   * @example
   * ```ts
   * const values = await fields.read('1234');
   * console.log(values.get('Baptized'), values.get('Serving / T-Shirt Size'));
   * ```
   */
  async read(personId: string | number, options?: EachRequestOptions): Promise<FieldValues> {
    return this.#values(await readAllData(this.#pco, personId, options));
  }

  /**
   * The values of a person who was read with `include: ['field_data']`. Nothing more is asked for, so a list of a hundred
   * people is one request.
   *
   * @param person - what `iterate` gives, or the document of a person
   * @throws `PCOInputError` `ERR_NOT_INCLUDED` when the field data did not come along, or `fields` left out what is
   * needed of them: `value` and `field_definition`
   * @example
   * ```ts
   * for await (const person of pco.iterate('/people/v2/people', { include: ['field_data'] })) {
   *   const values = await fields.valuesOf(person);
   *   console.log(person.data.attributes.name, values.get('Baptized'));
   * }
   * ```
   */
  async valuesOf(person: WithIncluded): Promise<FieldValues> {
    const data = [related(person, 'field_data') ?? []].flat();
    return this.#values(data as unknown as readonly FieldDatum[]);
  }

  /**
   * Sets a field: creates the value, or changes the one that is there. Of boxes, exactly those that are given are checked
   * afterwards. What has the value already is not written again. The value of a field for files is the id of an upload.
   *
   * It takes two requests, and of boxes one for each that changes. When one of them fails, its error says whether it was
   * `sent`; to set the field again is safe, because that begins by reading it. Calls for the same person and field wait
   * for each other; those of other programs do not.
   *
   * @param value - text; a number or boolean for fields that have these; days as `'2026-03-31'`; an array for boxes
   * @throws `PCOInputError` `ERR_FIELD` when there is no such field or several, or it cannot have this value;
   * otherwise what `pco.get`, `post`, `patch` and `delete` throw
   * @example
   * ```ts
   * await fields.set('1234', 'Baptized', true);
   * await fields.set('1234', 'Interests', ['Music', 'Prayer']);
   * ```
   */
  async set(
    personId: string | number,
    field: FieldName,
    value: FieldValue,
    options?: EachRequestOptions,
  ): Promise<void> {
    const { definition, texts } = await this.#input(field, value);
    const place = { pco: this.#pco, personId, field: definition, options };
    await this.#inTurn(place, async () => {
      const data = await readData(place);
      const boxes = definition.dataType === 'checkboxes';
      await (boxes ? writeBoxes(place, data, texts) : writeText(place, data, texts[0] ?? ''));
    });
  }

  /**
   * Takes a field's value away from a person, of boxes all of them. Nothing happens when there is none.
   *
   * @throws as {@link set}
   * @example
   * ```ts
   * await fields.clear('1234', 'T-Shirt Size');
   * ```
   */
  async clear(personId: string | number, field: FieldName, options?: EachRequestOptions): Promise<void> {
    const place = { pco: this.#pco, personId, field: await this.#find(field), options };
    await this.#inTurn(place, async () => deleteData(place, await readData(place)));
  }

  async #find(wanted: FieldName): Promise<CustomField> {
    const known = this.definitions();
    const field = findField(await known, wanted);
    if (field) return field;
    const fresh = await this.#newerThan(known);
    const found = findField(fresh, wanted);
    if (!found) throw noSuchField(fresh, wanted);
    return found;
  }

  /** What is to be written. A value that does not fit may be an option that was added meanwhile. */
  async #input(wanted: FieldName, value: FieldValue): Promise<Input> {
    const known = this.definitions();
    const definition = await this.#find(wanted);
    try {
      return { definition, texts: textsOf(definition, value) };
    } catch (error) {
      if (!(error instanceof PCOInputError)) throw error;
      await this.#newerThan(known);
      const now = await this.#find(wanted);
      return { definition: now, texts: textsOf(now, value) };
    }
  }

  async #values(data: readonly FieldDatum[]): Promise<FieldValues> {
    const byField = new Map<string, FieldDatum[]>();
    for (const datum of data) {
      // What `fields` left out would look like values that nobody filled in.
      if (!datum.relationships?.field_definition || datum.attributes.value === undefined)
        throw halfIncluded(datum);
      const id = definitionOf(datum);
      if (id === undefined) continue;
      const found = byField.get(id);
      if (found) found.push(datum);
      else byField.set(id, [datum]);
    }
    return new FieldValues(await this.#definitionsWith([...byField.keys()]), byField);
  }

  /** The definitions, read again when there is an id that they do not have and that was not looked for before. */
  async #definitionsWith(ids: readonly string[]): Promise<readonly CustomField[]> {
    const known = this.definitions();
    const unknownTo = (fields: readonly CustomField[]): string[] =>
      ids.filter((id) => !this.#unknown.has(id) && !fields.some((field) => field.id === id));
    if (unknownTo(await known).length === 0) return known;
    const fresh = await this.#newerThan(known);
    for (const id of unknownTo(fresh)) this.#unknown.add(id);
    return fresh;
  }

  /** Definitions read after those: many that miss something at once share one reading. */
  #newerThan(known: Promise<readonly CustomField[]>): Promise<readonly CustomField[]> {
    return this.#definitions === known || this.#definitions === undefined
      ? this.refresh()
      : this.#definitions;
  }

  /** Two calls that both find nothing would both create it, so they go one after the other. */
  async #inTurn({ personId, field }: PersonField, write: () => Promise<void>): Promise<void> {
    const key = `${personId}/${field.id}`;
    const before = this.#turns.get(key) ?? Promise.resolve();
    const turn = before.then(write, write);
    this.#turns.set(key, turn);
    try {
      await turn;
    } finally {
      if (this.#turns.get(key) === turn) this.#turns.delete(key);
    }
  }
}

function halfIncluded({ id }: FieldDatum): PCOInputError {
  return new PCOInputError(
    `FieldDatum ${id} came without its value or its field. Ask for both: fields: { FieldDatum: ['value', 'field_definition'] }.`,
    'ERR_NOT_INCLUDED',
  );
}

/** What is to be written, and where. */
interface Input {
  readonly definition: CustomField;
  readonly texts: readonly string[];
}

/**
 * The custom fields of a church by their names, as people see them in Planning Center, instead of by the ids of field
 * definitions. Nothing is read before it is needed. What is known of the fields is kept in what this returns and nowhere
 * else: keep it as long as the client.
 *
 * @example
 * ```ts
 * const fields = customFields(pco);
 * const values = await fields.read('1234');
 * if (values.get('Baptized') !== true) await fields.set('1234', 'Baptized', true);
 * ```
 */
export function customFields(pco: PCO): CustomFields {
  return new CustomFields(pco);
}
