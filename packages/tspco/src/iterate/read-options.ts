import { PCOInputError } from '../errors.ts';
import { CALL_OPTIONS, type RequestOptions } from '../request/call.ts';
import { checkFunction, checkNames, refused } from '../request/checks.ts';

/** How a list is read. Times are in milliseconds. */
export interface ReadOptions {
  /**
   * How many pages are asked for before the reader needs them, from 0; default 16. They are given in order, and no more
   * of them are kept.
   */
  readonly ahead?: number | undefined;
  /**
   * `'count'`, the default, compares with the server's count. `'verified'` lets pages overlap by one record, so that
   * every record that existed throughout and kept its place in the order is given exactly once.
   */
  readonly consistency?: 'count' | 'verified' | undefined;
  /**
   * Lets `'verified'` read in an order that changes while records are edited, such as that of names: a record that moves
   * in it may then be missed. Default `false`: such an order is refused.
   */
  readonly mutableOrder?: boolean | undefined;
  /**
   * Records that come twice, since rows move while they are read, are given once. `'all'`, the default, remembers every
   * id; `'adjacent'` those of the page before, in constant memory: a record that moves farther comes twice.
   */
  readonly dedupe?: 'all' | 'adjacent' | undefined;
  /** Goes on where an earlier reading of the same list ended: the `resume` of its error or report. */
  readonly resume?: string | undefined;
  /**
   * Reads very large lists by spans of time of this attribute, such as `'created_at'`, which keeps offsets low. Records
   * come in its order; it must be one that can be asked for with `where`, and no `order` may be given.
   */
  readonly window?: string | undefined;
  /** Is told after each page how far the reading has come. What it throws or rejects with ends the reading. */
  readonly onProgress?: ((progress: Progress) => unknown) | undefined;
}

/** How far a reading has come. */
export interface Progress {
  /** Records given so far, by earlier parts of a resumed reading, too. */
  readonly done: number;
  /** Records there are, as the server counts; `undefined` when it does not. */
  readonly total: number | undefined;
  /** Records in a second, of this part of the reading. */
  readonly rate: number;
  /** Milliseconds until the end at that rate; `undefined` while nothing is known. */
  readonly timeLeft: number | undefined;
}

const NAMES = ['ahead', 'consistency', 'mutableOrder', 'dedupe', 'resume', 'window', 'onProgress'];
const DEFAULT_AHEAD = 16;

/** Read options, checked and complete. */
export interface CheckedReadOptions {
  readonly ahead: number;
  readonly verified: boolean;
  readonly mutableOrder: boolean;
  readonly rememberAll: boolean;
  readonly resume: string | undefined;
  readonly window: string | undefined;
  readonly onProgress: ((progress: Progress) => unknown) | undefined;
}

/** @throws {@link PCOInputError} `ERR_OPTIONS` */
export function readingOf(options: RequestOptions & ReadOptions): CheckedReadOptions {
  checkNames(options, [...CALL_OPTIONS, ...NAMES]);
  const {
    ahead = DEFAULT_AHEAD,
    consistency = 'count',
    dedupe = 'all',
    window,
    resume,
    onProgress,
  } = options;
  if (!(Number.isInteger(ahead) && ahead >= 0)) throw refused('ahead', 'a whole number from 0', ahead);
  if (!['count', 'verified'].includes(consistency)) {
    throw refused('consistency', "'count' or 'verified'", consistency);
  }
  if (!['all', 'adjacent'].includes(dedupe)) throw refused('dedupe', "'all' or 'adjacent'", dedupe);
  checkFunction('onProgress', onProgress);
  if (window !== undefined && (typeof window !== 'string' || window === '')) {
    throw refused('window', "the name of an attribute, such as 'created_at'", JSON.stringify(window));
  }
  if (window !== undefined && resume !== undefined) {
    throw new PCOInputError('A reading by window cannot be resumed.', 'ERR_OPTIONS');
  }
  return {
    ahead,
    verified: consistency === 'verified',
    mutableOrder: options.mutableOrder === true,
    rememberAll: dedupe === 'all',
    resume,
    window,
    onProgress,
  };
}
