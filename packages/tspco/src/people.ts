/**
 * What programs of churches ask for first, made of ordinary requests: people whose ids were merged away, and custom
 * fields by their names.
 */
export { currentPersonId, getPerson } from './people/current-person.ts';
export { mergedIds, type MergedIdsOptions } from './people/merged-ids.ts';
export type { EachRequestOptions } from './people/options.ts';
export { customFields, type CustomFields } from './people/custom-fields.ts';
export type { CustomField } from './people/field-definitions.ts';
export type { FieldName } from './people/field-names.ts';
export type { FieldDatum, FieldValue, FieldValues } from './people/field-values.ts';
