import type { Surroundings } from '../../schema/app-model.ts';
import { timeOf } from '../filter-rules.ts';
import type { StoredRecord } from '../../store/record.ts';

/** Whether one can check in for an event time: from when stations show it to when they hide it. */
export function isShown(time: StoredRecord, { church }: Pick<Surroundings, 'church'>): boolean {
  const now = church.now();
  return timeOf(time, 'shows_at') <= now && now < timeOf(time, 'hides_at');
}
