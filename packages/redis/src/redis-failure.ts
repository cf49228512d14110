import { isReply, reasonOf } from './line.ts';

/** What Redis says of a command that it does not know quotes the command's arguments, and those are tokens. */
const QUOTING = 'ERR';

/** An error that says what became of a question about a key, and repeats no secret. */
export function failureOf(error: unknown, key: string): Error {
  if (isReply(error)) {
    const reason = reasonOf(error);
    if (reason !== QUOTING)
      return new Error(`Redis refused what was asked about ${key}: ${error.message}`, { cause: error });
    return new Error(`Redis refused what was asked about ${key} with ${reason}; its log may say why`);
  }
  const cause = error instanceof Error ? (error.cause ?? error) : error;
  return new Error(`Redis did not answer in time (${reasonOf(cause)})`, { cause });
}
