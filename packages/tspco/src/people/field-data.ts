import { template } from '../document/template.ts';
import { PCONotFoundError } from '../errors.ts';
import type { PCO } from '../pco.ts';
import { segment } from '../request/path.ts';
import type { CustomField } from './field-definitions.ts';
import type { FieldDatum } from './field-values.ts';
import type { EachRequestOptions } from './options.ts';

/** One field of one person, and how it is asked for. */
export interface PersonField {
  readonly pco: PCO;
  readonly personId: string | number;
  readonly field: CustomField;
  readonly options: EachRequestOptions | undefined;
}

/** What a person has in all fields. */
export async function readAllData(
  pco: PCO,
  personId: string | number,
  options: EachRequestOptions | undefined,
): Promise<FieldDatum[]> {
  const list = pco.iterate(`/people/v2/people/${segment(personId)}/field_data`, {}, options);
  return (await list.toArray()).map(({ data }) => data);
}

/** What a person has in one field: nothing, one datum, or of boxes one for each that is checked. */
export async function readData({ pco, personId, field, options }: PersonField): Promise<FieldDatum[]> {
  const where = { field_definition_id: field.id };
  const list = pco.iterate(`/people/v2/people/${segment(personId)}/field_data`, { where }, options);
  const data = (await list.toArray()).map(({ data }) => data);
  // A server that ignores the condition answers with all fields, and those must not be written over.
  return data.filter((datum) => definitionOf(datum) === field.id);
}

/** The id of the field that a datum belongs to. */
export function definitionOf({ relationships }: FieldDatum): string | undefined {
  return relationships?.field_definition?.data?.id;
}

/** Gives a field without boxes its value. Where broken data has several, the first counts, here as when it is read. */
export async function writeText(
  place: PersonField,
  [datum]: readonly FieldDatum[],
  text: string,
): Promise<void> {
  if (datum === undefined) return create(place, text);
  if (datum.attributes.value === text) return;
  const payload = template('FieldDatum', { value: text });
  await place.pco.patch(`/people/v2/field_data/${datum.id}`, payload, {}, place.options);
}

/** Checks exactly these boxes. New ones first: whoever is cut off in between has too many rather than none. */
export async function writeBoxes(
  place: PersonField,
  data: readonly FieldDatum[],
  texts: readonly string[],
): Promise<void> {
  const checked = data.map(({ attributes }) => attributes.value);
  for (const text of texts) if (!checked.includes(text)) await create(place, text);
  const unwanted = data.filter(
    ({ attributes: { value } }, index) =>
      value === null || !texts.includes(value) || checked.indexOf(value) !== index,
  );
  await deleteData(place, unwanted);
}

async function create({ pco, personId, field, options }: PersonField, value: string): Promise<void> {
  const payload = template('FieldDatum', { field_definition_id: field.id, value });
  await pco.post(`/people/v2/people/${segment(personId)}/field_data`, payload, {}, options);
}

/** Takes values away. One that somebody else has taken away since it was read is as it should be. */
export async function deleteData({ pco, options }: PersonField, data: readonly FieldDatum[]): Promise<void> {
  for (const { id } of data) {
    try {
      await pco.delete(`/people/v2/field_data/${id}`, {}, options);
    } catch (error) {
      if (!(error instanceof PCONotFoundError)) throw error;
    }
  }
}
