import type { ReadReport } from '../errors.ts';

/** Counts what a reading has done. */
export class ReadProgress {
  /** Records that the server sent, each counted once. */
  received = 0;
  /** Records handed to the caller. */
  yielded = 0;
  duplicates = 0;
  pages = 0;
  requests = 0;
  /** The latest `total_count` less the starting offset. */
  expected: number | undefined;
  /** Whether the count fell while the pages were read. */
  shrank = false;
  /** Whether a full last page was followed by the announcement of another one beyond the count. */
  contradicted = false;
  /** Whether the server's last page was reached. */
  ended = false;

  /** The state as the caller sees it; `reason` overrides the reason that the counts give. */
  report(reason: string | undefined = this.#shortcoming()): ReadReport {
    const { expected, yielded, duplicates, pages, requests } = this;
    const completeness = reason === undefined ? 'count-matches' : 'incomplete';
    const counts = { expected, yielded, duplicates, pages, requests };
    return { completeness, ...counts, ...(reason === undefined ? {} : { reason }) };
  }

  /** Why records are known or likely to be missing although the list was read to its end. */
  loss(): string | undefined {
    const { expected = 0, received, duplicates, shrank } = this;
    if (shrank) return 'records were deleted while it was read, so that others may have been passed over';
    if (received >= expected) return undefined;
    return duplicates > 0
      ? 'records were added or moved while it was read'
      : 'the server announced no further page';
  }

  #shortcoming(): string | undefined {
    const { expected, yielded, received, ended, contradicted } = this;
    if (!ended || yielded < received) return 'the reading was not brought to its end';
    if (expected === undefined) return 'the server did not say how many records there are';
    if (contradicted) return `the server counts ${expected} records and announces more`;
    return (
      this.loss() ??
      (yielded === expected ? undefined : `the server counts ${expected} records, and ${yielded} were read`)
    );
  }
}
