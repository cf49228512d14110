/**
 * The secrets of the tests. They are looked for in everything a test run prints, so each must be unlike any other
 * text (see scripts/test.js).
 */
export const plantedSecrets = {
  secret: 'pco_pat_planted-7f3a9c21e5',
  token: 'pco_tok_planted-4be81d60aa',
  refreshToken: 'planted-refresh-91c7d2',
  clientSecret: 'planted-client-secret-5e6f',
  organizationToken: 'ort_planted-08ab34cd',
} as const;

/** A personal access token for tests. */
export const credentials = { applicationId: 'app-0123456789', secret: plantedSecrets.secret } as const;
