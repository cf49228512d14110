/** What the page to sign in adds to the address of the application's request. */
export const SEARCH_PARAMETER = 'emulator_search';
export const CHURCH_PARAMETER = 'emulator_church';

const OWN = new Set([SEARCH_PARAMETER, CHURCH_PARAMETER, 'prompt']);

/** The application's own parameters, without what only says which page is to be shown. */
export function requestParameters(query: URLSearchParams): readonly (readonly [string, string])[] {
  return [...query].filter(([name]) => !OWN.has(name));
}
