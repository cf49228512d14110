const formats = new Map<string, Intl.DateTimeFormat>();

/** A day as plans show it, where the church is: `November 22, 2026`, or short `Nov 22, 2026`. */
export function writtenDay(moment: number, month: 'long' | 'short', timeZone: string): string {
  const key = `${month} ${timeZone}`;
  let format = formats.get(key);
  if (!format) {
    // Making a format costs more than using it a thousand times.
    format = new Intl.DateTimeFormat('en-US', { month, day: 'numeric', year: 'numeric', timeZone });
    formats.set(key, format);
  }
  return format.format(moment);
}
