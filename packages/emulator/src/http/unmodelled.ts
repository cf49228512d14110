/**
 * Names what Planning Center serves at a path and the emulator does not. Such requests get an error that nobody can
 * take for the real thing.
 */
export function unmodelledPart(pathname: string): string | undefined {
  return UNMODELLED.find(({ pattern }) => pattern.test(pathname))?.what;
}

const UNMODELLED = [
  { pattern: /^\/home\/v2(\/|$)/, what: 'the app Home' },
  { pattern: /^\/oauth\/userinfo$/, what: 'the OAuth user info endpoint' },
  { pattern: /^\/oauth\/discovery\//, what: 'the signing keys of OpenID Connect' },
  { pattern: /^\/\.well-known\/openid-configuration$/, what: 'the discovery document of OpenID Connect' },
];
