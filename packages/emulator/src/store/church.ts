import { APP_NAMES, type AppName } from '@tspco/catalog';
import { AppStore } from './app-store.ts';
import { Journal, type Cause, type ChurchObserver } from './journal.ts';
import { timestamp } from './timestamp.ts';

/** Everything that the emulator knows: a store for each app, and the clock by which it lives. */
export class Church {
  #stores = new Map<AppName, AppStore>();
  /** Milliseconds since 1970. */
  readonly now: () => number;
  #observer: ChurchObserver | undefined;

  constructor({ now }: { now: () => number }) {
    this.now = now;
  }

  app(name: AppName): AppStore {
    let store = this.#stores.get(name);
    if (!store) {
      store = new AppStore();
      this.#stores.set(name, store);
    }
    return store;
  }

  /** A text that is another one as soon as any record is. */
  get revision(): string {
    return [...this.#stores].map(([app, { revision }]) => `${app} ${revision}`).join();
  }

  /** A church with the same records and clock. See {@link become}. */
  copy(): Church {
    const copy = new Church(this);
    copy.become(this);
    return copy;
  }

  /**
   * Forgets its records for those of another church. They share them from then on, and what happens to them in one
   * does not happen in the other; only what is changed is copied, so that this takes no time.
   */
  become(other: Church): void {
    this.#stores = new Map([...other.#stores].map(([app, store]) => [app, store.copy()]));
    this.#observer?.replaced();
  }

  /** Lets somebody follow what requests do to the records, and nothing else does. There is one observer. */
  observe(observer: ChurchObserver): void {
    this.#observer = observer;
  }

  /**
   * Runs something that may change records, and tells the observer what it changed. When it throws, nobody is told:
   * what is refused has changed nothing.
   */
  observed<T>(cause: Cause, run: () => T): T {
    if (!this.#observer) return run();
    const journal = new Journal();
    const stores = APP_NAMES.map((app) => [app, this.app(app)] as const);
    for (const [app, store] of stores)
      store.onChange = (ref, before) => {
        journal.note(app, ref, before);
      };
    let result: T;
    try {
      result = run();
    } finally {
      for (const [, store] of stores) store.onChange = undefined;
    }
    const changes = journal.changes((app, { type, id }) => this.app(app).get(type, id));
    if (changes.length > 0 || cause.action) this.#observer.changed(changes, cause);
    return result;
  }

  /** The time as the API writes it: `2026-01-02T03:04:05Z`. */
  timestamp(milliseconds: number = this.now()): string {
    return timestamp(milliseconds);
  }
}
