/** Texts that do not count as true in a Rails application, which the service is. */
const FALSE = new Set(['', '0', 'f', 'false', 'off']);

/** What a text means where a boolean belongs. */
export function isTrue(text: string): boolean {
  return !FALSE.has(text.toLowerCase());
}
