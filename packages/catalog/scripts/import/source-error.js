/** What is wrong with the source, where, and what to do about it. */
export class SourceError extends Error {}
