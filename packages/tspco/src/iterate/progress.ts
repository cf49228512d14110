import type { ReadReport } from '../errors.ts';

/** Counts what a reading has done. */
export class ReadProgress {
  /** Records that the server sent. */
  received = 0;
  /** Records handed to the caller. */
  yielded = 0;
  pages = 0;
  requests = 0;
  /** The latest `total_count` less the starting offset. */
  expected: number | undefined;
  /** Whether the server's last page was reached. */
  ended = false;

  /** The state as the caller sees it; `reason` overrides the reason that the counts give. */
  report(reason?: string): ReadReport {
    const { expected, yielded, pages, requests } = this;
    const why = reason ?? this.#shortcoming();
    return {
      completeness: why === undefined ? 'count-matches' : 'incomplete',
      expected,
      yielded,
      pages,
      requests,
      ...(why === undefined ? {} : { reason: why }),
    };
  }

  #shortcoming(): string | undefined {
    const { expected, yielded, ended } = this;
    if (!ended) return 'the reading was not brought to its end';
    if (expected === undefined) return 'the server did not say how many records there are';
    return yielded === expected
      ? undefined
      : `the server counts ${expected} records, and ${yielded} were read`;
  }
}
