import { PCOInputError } from '../errors.ts';
import type { Address } from '../request/address.ts';

/** Counts the requests of a client, or of a view that was made for one job and may send only so many. */
export class Job {
  readonly #most: number;
  spent = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** @throws {@link PCOInputError} `ERR_BUDGET` when there may be no further request */
  check({ method, address }: { readonly method: string; readonly address: Address }): void {
    if (this.spent >= this.#most) {
      throw new PCOInputError(
        `${method} ${address.path} was not sent: the view was made for ${this.#most} requests (option maxRequests), and they are spent.`,
        'ERR_BUDGET',
      );
    }
  }
}
