/**
 * Names what Planning Center serves at a path and the emulator does not. Such requests get an error that nobody can
 * take for the real thing.
 */
export function unmodelledPart(pathname: string): string | undefined {
  return UNMODELLED.find(({ pattern }) => pattern.test(pathname))?.what;
}

const UNMODELLED = [{ pattern: /^\/home\/v2(\/|$)/, what: 'the app Home' }];
