import type { JsonObject, JsonValue, PCO } from 'tspco';
import type { CustomFields } from 'tspco/people';
import type { RecordLike } from '../output/record-object.ts';

const PREFIX = 'custom_fields.';

/** The custom fields of people, under the names that they have in Planning Center. */
export class CustomValues {
  readonly #fields: CustomFields;

  constructor(fields: CustomFields) {
    this.#fields = fields;
  }

  static async load(pco: PCO): Promise<CustomValues> {
    const { customFields } = await import('tspco/people');
    return new CustomValues(customFields(pco));
  }

  /** A column for each field, in the church's order. Of two with one name, each has its tab in front. */
  async columns(): Promise<readonly string[]> {
    const fields = await this.#fields.definitions();
    return fields.map(({ id, tab, name }) => {
      const long = tab === undefined ? name : `${tab} / ${name}`;
      if (fields.filter((other) => other.name === name).length === 1) return `${PREFIX}${name}`;
      const same = fields.filter((other) => other.name === name && other.tab === tab);
      return `${PREFIX}${long}${same.length === 1 ? '' : ` (${id})`}`;
    });
  }

  /** Adds what one person has in them. */
  async addTo(object: JsonObject, person: RecordLike): Promise<JsonObject> {
    const values = await this.#fields.valuesOf(person);
    return { ...object, custom_fields: values.toObject() as Readonly<Record<string, JsonValue>> };
  }
}
