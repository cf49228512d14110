import { PCOInputError } from '../errors.ts';
import type { CustomField } from './field-definitions.ts';
import { list, longName } from './field-names.ts';
import type { FieldValue } from './field-values.ts';

/**
 * The texts that the API takes for a value: one, or for boxes one for each that is checked.
 *
 * @throws `PCOInputError` `ERR_FIELD` for a value that the field cannot have
 */
export function textsOf(field: CustomField, value: FieldValue): readonly string[] {
  const { dataType } = field;
  if (!Array.isArray(value)) return [inOptions(field, textOf(field, value))];
  if (dataType !== 'checkboxes')
    throw refused(field, 'takes one value and no array; only fields of kind checkboxes have several');
  return [...new Set(value.map((one: unknown) => inOptions(field, textOf(field, one))))];
}

function textOf(field: CustomField, value: unknown): string {
  const { dataType } = field;
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean') {
    if (dataType !== 'boolean') throw refused(field, `is of kind ${dataType} and takes no boolean`);
    return String(value);
  }
  if (typeof value === 'number') {
    if (dataType === 'boolean' || dataType === 'date')
      throw refused(field, `is of kind ${dataType} and takes no number`);
    if (!Number.isFinite(value)) throw refused(field, `takes no ${value}`);
    return String(value);
  }
  if (value instanceof Date)
    throw refused(
      field,
      "takes a day as text, '2026-03-31', because a Date is another day in another time zone",
    );
  const kind = value === null ? 'null' : typeof value;
  throw refused(
    field,
    `takes text, a number or a boolean; got ${kind}. To take a value away, there is clear`,
  );
}

function inOptions(field: CustomField, text: string): string {
  const { dataType, options } = field;
  const chosen = dataType === 'select' || dataType === 'checkboxes';
  if (chosen && !options.includes(text))
    throw refused(field, `has no option ${JSON.stringify(text)}. There are ${list(options) || 'none'}`);
  return text;
}

function refused(field: CustomField, what: string): PCOInputError {
  return new PCOInputError(`The custom field '${longName(field)}' ${what}.`, 'ERR_FIELD');
}
