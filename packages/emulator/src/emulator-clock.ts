/** The last moment that is written with a year of four digits, as the API and most programs expect. */
export const LAST_TIME: number = Date.parse('9999-12-31T23:59:59.999Z');
const FIRST_TIME = Date.parse('0001-01-01T00:00:00Z');

/** Whether a value is a time that the emulator can have: milliseconds since 1970, in the years 1 to 9999. */
export const isTime = (value: unknown): value is number =>
  typeof value === 'number' && value >= FIRST_TIME && value <= LAST_TIME;

/** The emulator's time, and what is to happen at certain moments of it. */
export interface EmulatorClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Whether time stands still. */
  readonly isFrozen: boolean;
  /** Lets time stand still, now or at the moment given. */
  freeze(at?: number): void;
  /** Lets time go on from where it stands. */
  resume(): void;
  /**
   * Moves time on. What was to happen meanwhile happens at its own moment, one after another, and is waited for.
   */
  advance(milliseconds: number): Promise<void>;
  /**
   * Lets something happen at a moment, at once when that is past.
   *
   * @returns takes it back
   */
  schedule(at: number, happen: () => Promise<void> | void): () => void;
  /** Waits until everything has happened whose time has come. */
  settle(): Promise<void>;
  /** Forgets what was to happen. */
  clear(): void;
}

/** What starts and stops the alarms of real time. */
export interface Alarms {
  start(milliseconds: number, ring: () => void): () => void;
}

/** Alarms that do not keep a process alive: an emulator that nobody uses any more must not hold up the end. */
export const alarms: Alarms = {
  start(milliseconds, ring) {
    const timer = setTimeout(ring, Math.min(milliseconds, LONGEST_ALARM));
    timer.unref();
    return () => clearTimeout(timer);
  },
};

// The longest time that Node.js can wait. Who rings too early looks at the clock and waits again.
const LONGEST_ALARM = 2_147_483_647;

interface Appointment {
  readonly at: number;
  readonly happen: () => Promise<void> | void;
}

interface ClockParts {
  /** The clock underneath, which nobody can move. */
  readonly now: () => number;
  readonly alarms: Alarms;
  /** Told of what is thrown by what happens. */
  readonly reportFault: (error: unknown) => void;
}

/** A clock that runs like the one underneath until somebody moves or stops it. */
export class MovableClock implements EmulatorClock {
  readonly #parts: ClockParts;
  #shift = 0;
  #frozenAt: number | undefined;
  /** By time, those of the same time in the order in which they were made. */
  readonly #appointments: Appointment[] = [];
  readonly #happening = new Set<Promise<void>>();
  #stopAlarm: (() => void) | undefined;

  constructor(parts: ClockParts) {
    this.#parts = parts;
  }

  now(): number {
    return this.#frozenAt ?? this.#parts.now() + this.#shift;
  }

  get isFrozen(): boolean {
    return this.#frozenAt !== undefined;
  }

  freeze(at: number = this.now()): void {
    this.#frozenAt = at;
    this.#begin();
  }

  resume(): void {
    if (this.#frozenAt === undefined) return;
    this.#shift = this.#frozenAt - this.#parts.now();
    this.#frozenAt = undefined;
    this.#begin();
  }

  async advance(milliseconds: number): Promise<void> {
    const end = this.now() + milliseconds;
    await this.settle();
    for (let next = this.#appointments[0]; next && next.at <= end; next = this.#appointments[0]) {
      this.#moveTo(next.at);
      await this.settle();
    }
    this.#moveTo(end);
    await this.settle();
  }

  schedule(at: number, happen: () => Promise<void> | void): () => void {
    const appointment = { at, happen };
    const later = this.#appointments.findIndex((other) => other.at > at);
    this.#appointments.splice(later === -1 ? this.#appointments.length : later, 0, appointment);
    this.#setAlarm();
    return () => {
      const index = this.#appointments.indexOf(appointment);
      if (index !== -1) this.#appointments.splice(index, 1);
    };
  }

  async settle(): Promise<void> {
    this.#begin();
    while (this.#happening.size > 0) {
      await Promise.all(this.#happening);
      this.#begin();
    }
  }

  clear(): void {
    this.#appointments.length = 0;
    this.#setAlarm();
  }

  /** Never back: real time may have gone further meanwhile. */
  #moveTo(time: number): void {
    const behind = time - this.now();
    if (behind <= 0) return;
    if (this.#frozenAt === undefined) this.#shift += behind;
    else this.#frozenAt = time;
  }

  /** Lets everything begin whose time has come. */
  #begin(): void {
    for (let next = this.#appointments[0]; next && next.at <= this.now(); next = this.#appointments[0]) {
      this.#appointments.shift();
      const happening = this.#happen(next).finally(() => this.#happening.delete(happening));
      this.#happening.add(happening);
    }
    this.#setAlarm();
  }

  async #happen({ happen }: Appointment): Promise<void> {
    try {
      await happen();
    } catch (error) {
      this.#parts.reportFault(error);
    }
  }

  #setAlarm(): void {
    this.#stopAlarm?.();
    this.#stopAlarm = undefined;
    const [next] = this.#appointments;
    if (!next) return;
    const wait = next.at - this.now();
    if (wait > 0 && this.isFrozen) return;
    this.#stopAlarm = this.#parts.alarms.start(Math.max(0, wait), () => this.#begin());
  }
}
