/**
 * The query as the service repeats it in links: keys in alphabetical order, brackets as they are, everything else
 * that is not a plain character escaped, commas and colons too.
 */
export function echoQuery(given: ReadonlyMap<string, string>): string {
  const parts = [...given]
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
    .map(
      ([key, value]) =>
        `${escapeText(key).replaceAll('%5B', '[').replaceAll('%5D', ']')}=${escapeText(value)}`,
    );
  return parts.length === 0 ? '' : `?${parts.join('&')}`;
}

function escapeText(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
