/** A whole number as people write it: `12,345`. */
export const numberText = (number: number): string => number.toLocaleString('en-US');

/** `1 request`, `2 requests`. */
export const countText = (number: number, one: string, many = `${one}s`): string =>
  `${numberText(number)} ${number === 1 ? one : many}`;

export function durationText(milliseconds: number): string {
  if (milliseconds >= 10_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  return `${milliseconds.toFixed(milliseconds < 10 ? 1 : 0)} ms`;
}

/** `2026-06-01 09:00:00`, in UTC. */
export const timeText = (time: number | string): string =>
  new Date(time)
    .toISOString()
    .replace('T', ' ')
    .replace(/\.\d+Z$/, '');

/** As {@link timeText}, without the day when that is today's. */
export function timeSince(time: string, now: number): string {
  const [day, hour] = timeText(time).split(' ');
  return day === timeText(now).split(' ')[0] ? `${hour}` : `${day} ${hour}`;
}

/** Long ones are cut: nobody reads them here. */
export const shortened = (text: string, most = 300): string =>
  text.length > most ? `${text.slice(0, most)}…` : text;

/** In the opposite order. */
export function latestFirst<T>(items: readonly T[]): T[] {
  const turned: T[] = [];
  for (const item of items) turned.unshift(item);
  return turned;
}
