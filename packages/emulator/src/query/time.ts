import { TZDate } from '@date-fns/tz';

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;

/** A stretch of time in milliseconds: from `start` up to, and without, `end`; a moment when both are the same. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A bare date is that whole day where the church is; a timestamp is one moment. Undefined for anything else. */
export function spanOf(text: string, timeZone: string): Span | undefined {
  const date = DATE.exec(text);
  if (date) {
    if (!isDate(text)) return undefined;
    const [year, month, day] = [Number(date[1]), Number(date[2]) - 1, Number(date[3])];
    return {
      start: new TZDate(year, month, day, timeZone).getTime(),
      end: new TZDate(year, month, day + 1, timeZone).getTime(),
    };
  }
  const moment = momentOf(text);
  return moment === undefined ? undefined : { start: moment, end: moment };
}

/** The day that a date or timestamp falls on where the church is. */
export function dayOf(text: string, timeZone: string): string | undefined {
  if (DATE.test(text)) return isDate(text) ? text : undefined;
  const moment = momentOf(text);
  if (moment === undefined) return undefined;
  const local = new TZDate(moment, timeZone);
  return `${local.getFullYear()}-${twoDigits(local.getMonth() + 1)}-${twoDigits(local.getDate())}`;
}

/** So many days later at the same time of the day, also where the clocks change in between. */
export function daysLater(moment: number, days: number, timeZone: string): number {
  const local = new TZDate(moment, timeZone);
  local.setDate(local.getDate() + days);
  return local.getTime();
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

/** Whether the text names a day that exists. */
export function isDate(text: string): boolean {
  if (!DATE.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Milliseconds of a timestamp; one without a zone is read as UTC. */
export function momentOf(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(text) || !isDate(text.slice(0, 10))) return undefined;
  const zoned = /(?:Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`;
  const time = Date.parse(zoned.replace(' ', 'T'));
  return Number.isNaN(time) ? undefined : time;
}
