import type { Attribute } from '@tspco/catalog';
import { isDate, momentOf } from '../query/time.ts';
import type { Json } from '../store/record.ts';

/**
 * A value as it is kept. The service validates weakly: a date that does not exist and a number that is none become
 * null without a complaint.
 */
export function cast(value: Json, { type, wire }: Pick<Attribute, 'type' | 'wire'>): Json {
  if (value === null) return null;
  switch (type) {
    case 'integer':
      return wire === 'string' ? toText(value) : toNumber(value, Math.trunc);
    case 'float':
      return wire === 'string' ? toText(value) : toNumber(value, (number) => number);
    case 'boolean':
      return typeof value === 'boolean'
        ? value
        : !['', '0', 'f', 'false', 'off'].includes(toText(value).toLowerCase());
    case 'date': {
      const day = toText(value).slice(0, 10);
      return isDate(day) ? day : null;
    }
    case 'date_time':
      return toTimestamp(toText(value));
    case 'primary_key':
      return wire === 'number' ? toNumber(value, Math.trunc) : toText(value);
    case 'string':
      return wire && wire !== 'string' ? value : toText(value);
    default:
      return value;
  }
}

function toNumber(value: Json, round: (number: number) => number): Json {
  const number = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) ? round(number) : null;
}

function toText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A bare date is its first moment in UTC. */
function toTimestamp(text: string): Json {
  const moment = momentOf(isDate(text) ? `${text}T00:00:00Z` : text);
  return moment === undefined ? null : `${new Date(moment).toISOString().slice(0, 19)}Z`;
}
