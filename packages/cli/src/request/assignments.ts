import { usageFailure } from '../failure.ts';

/** Reads `name=value`; the value may hold more of them. */
export function assignmentOf(text: string, option: string, example: string): readonly [string, string] {
  const place = text.indexOf('=');
  if (place < 1) throw usageFailure(`${option} takes a name and a value, as in ${option} ${example}.`);
  return [text.slice(0, place), text.slice(place + 1)];
}
