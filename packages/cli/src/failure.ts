import { EXIT } from './exit-codes.ts';

/** Something that a person can understand and do something about. */
export class Failure extends Error {
  readonly exitCode: number;
  /** What to do about it. */
  readonly remedy: string | undefined;

  constructor(
    message: string,
    options: { readonly exitCode?: number; readonly remedy?: string; readonly cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.exitCode = options.exitCode ?? EXIT.failed;
    this.remedy = options.remedy;
  }
}

/** A command that makes no sense, for one reason or several; nothing was sent. */
export function usageFailure(reasons: string | readonly string[], remedy?: string): Failure {
  // Below each other, behind "Error: ".
  return new Failure([reasons].flat().join('\n       '), {
    exitCode: EXIT.usage,
    ...(remedy === undefined ? {} : { remedy }),
  });
}
