const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** How long after a failed attempt the next one follows, in milliseconds. After the last of them there is none. */
export const RETRY_DELAYS: readonly number[] = [
  30 * SECOND,
  ...[1, 2, 4, 8, 16, 32, 64].map((minutes) => minutes * MINUTE),
  ...[2.1, 4.2, 8.5, 17].map((hours) => hours * HOUR),
  ...[24, 24, 24, 24].map((hours) => hours * HOUR),
];
