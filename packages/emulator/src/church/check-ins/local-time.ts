import { TZDateMini } from '@date-fns/tz';

/** Weekday, Sunday being 0, and time of the day where the church is. */
export function localTime(
  moment: number,
  timeZone: string,
): { readonly dayOfWeek: number; readonly hour: number; readonly minute: number } {
  const local = new TZDateMini(moment, timeZone);
  return { dayOfWeek: local.getDay(), hour: local.getHours(), minute: local.getMinutes() };
}
