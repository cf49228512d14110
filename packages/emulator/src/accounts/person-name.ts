import { textOf, type StoredRecord } from '../store/record.ts';

/** First and last name as one text; empty when somebody has neither. */
export function personName({ attributes }: Pick<StoredRecord, 'attributes'>): string {
  return `${textOf(attributes['first_name'])} ${textOf(attributes['last_name'])}`.trim();
}
