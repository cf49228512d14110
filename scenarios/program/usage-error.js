/** What the one who started the program has to mend; its message says how. */
export class UsageError extends Error {
  name = 'UsageError';
}
