import type { FilterRule, FilterSurroundings } from '../schema/app-model.ts';
import { dayOf, spanOf } from '../query/time.ts';
import type { StoredRecord } from '../store/record.ts';

/** Whether a filter leaves a record. */
export type FilterTest = (record: StoredRecord, around: FilterSurroundings) => boolean;

/** Leaves the records that pass a test. */
export function keep(test: FilterTest): FilterRule {
  return (records, around) => records.filter((record) => test(record, around));
}

/** Leaves everything: a filter for something that every record of the emulator is. */
export const everything: FilterRule = (records) => records;

/** Leaves nothing: a filter for something that no record of the emulator is. */
export const nothing: FilterRule = () => [];

/** Leaves what is from today on where the church is. */
export function fromToday(attribute: string): FilterRule {
  return (records, around) => records.filter((record) => timeOf(record, attribute) >= startOfToday(around));
}

/** Leaves what was before today where the church is. */
export function beforeToday(attribute: string): FilterRule {
  return (records, around) => records.filter((record) => timeOf(record, attribute) < startOfToday(around));
}

/** An attribute's moment in milliseconds; not a number, and so neither before nor after anything, when it has none. */
export function timeOf({ attributes }: StoredRecord, attribute: string): number {
  const value = attributes[attribute];
  return typeof value === 'string' ? Date.parse(value) : Number.NaN;
}

function startOfToday({ church, timeZone }: FilterSurroundings): number {
  return spanOf(dayOf(church.timestamp(), timeZone) ?? '', timeZone)?.start ?? church.now();
}
