/** Why nothing could be compared, and what to do about it. */
export class DriftError extends Error {
  override readonly name = 'DriftError';
}
