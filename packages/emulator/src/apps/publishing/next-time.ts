import { TZDate } from '@date-fns/tz';
import type { Surroundings } from '../../schema/app-model.ts';
import type { StoredRecord } from '../../store/record.ts';

/** When a weekly time of the church's comes next, in milliseconds. */
export function nextTime(
  { day_of_week: weekday, hour, minute }: StoredRecord['attributes'],
  { church, timeZone }: Pick<Surroundings, 'church' | 'timeZone'>,
): number {
  const now = church.now();
  const time = new TZDate(now, timeZone);
  time.setDate(time.getDate() + ((Number(weekday ?? 0) - time.getDay() + 7) % 7));
  time.setHours(Number(hour ?? 0), Number(minute ?? 0), 0, 0);
  if (time.getTime() <= now) time.setDate(time.getDate() + 7);
  return time.getTime();
}
