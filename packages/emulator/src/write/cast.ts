import type { Attribute, ValueType } from '@tspco/catalog';
import { isTrue } from '../query/is-true.ts';
import { isDate, momentOf } from '../query/time.ts';
import { textOf, type Json } from '../store/record.ts';
import { timestamp } from '../store/timestamp.ts';

/**
 * A value as it is kept. The service validates weakly: a date that does not exist and a number that is none become
 * null without a complaint.
 */
export function cast(value: Json, { type, wire }: Pick<Attribute, 'type' | 'wire'>): Json {
  if (value === null) return null;
  const cast = CASTS[type];
  return cast ? cast(value, wire) : value;
}

const CASTS: Partial<Record<ValueType, (value: Json, wire: string | undefined) => Json>> = {
  integer: (value, wire) => (wire === 'string' ? textOf(value) : toNumber(value, Math.trunc)),
  float: (value, wire) => (wire === 'string' ? textOf(value) : toNumber(value, (number) => number)),
  boolean: (value) => (typeof value === 'boolean' ? value : isTrue(textOf(value))),
  date: (value) => toDate(textOf(value).slice(0, 10)),
  date_time: (value) => toTimestamp(textOf(value)),
  primary_key: (value, wire) => (wire === 'number' ? toNumber(value, Math.trunc) : textOf(value)),
  string: (value, wire) => (wire && wire !== 'string' ? value : textOf(value)),
};

function toNumber(value: Json, round: (number: number) => number): Json {
  const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) ? round(number) : null;
}

function toDate(day: string): Json {
  return isDate(day) ? day : null;
}

/** A bare date is its first moment in UTC. */
function toTimestamp(text: string): Json {
  const moment = momentOf(isDate(text) ? `${text}T00:00:00Z` : text);
  return moment === undefined ? null : timestamp(moment);
}
