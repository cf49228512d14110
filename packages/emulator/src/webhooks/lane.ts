/** What goes through a lane: it is done when the promise resolves, and does not reject. */
export type Job = () => Promise<void>;

export interface LaneParts {
  /** Lets the work begin soon. */
  readonly soon: (work: Job) => void;
  /** How many jobs are held back, so that others can overtake them. */
  readonly held: () => number;
  /** Which of so many waiting jobs comes next. */
  readonly pick: (waiting: number) => number;
  /** Lets go of what is held back when nothing more comes. */
  readonly later: (letGo: Job) => void;
  /** There is nothing left to do. */
  readonly empty: () => void;
}

/** Jobs that are done one after the other: the deliveries to one subscription. */
export class Lane {
  readonly #parts: LaneParts;
  readonly #waiting: Job[] = [];
  #working: Promise<void> | undefined;
  #isLettingGo = false;
  #goesLater = false;

  constructor(parts: LaneParts) {
    this.#parts = parts;
  }

  add(job: Job): void {
    this.#waiting.push(job);
    this.#parts.soon(() => this.#work());
  }

  /** Does everything, also what is held back. */
  letGo(): Promise<void> {
    this.#isLettingGo = true;
    this.#goesLater = false;
    return this.#work();
  }

  #work(): Promise<void> {
    this.#working ??= Promise.resolve().then(() => this.#workOff());
    return this.#working;
  }

  async #workOff(): Promise<void> {
    const { pick, held, later, empty } = this.#parts;
    while (this.#waiting.length > (this.#isLettingGo ? 0 : held())) {
      const [next] = this.#waiting.splice(pick(this.#waiting.length), 1);
      await next?.();
    }
    // From here on nothing waits, so that no job can come between the last look and the end.
    this.#isLettingGo = false;
    this.#working = undefined;
    if (this.#waiting.length === 0) empty();
    else if (!this.#goesLater) {
      this.#goesLater = true;
      later(() => this.letGo());
    }
  }
}
