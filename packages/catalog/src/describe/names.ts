import { nearNames } from './near-names.ts';

/** What {@link Names} are about, for their messages: `Person` has no `include` "emial". */
export interface NamesOf {
  readonly owner: string;
  readonly kind: string;
}

/** Where {@link Names} come from. */
export interface Lookup<Fact> {
  readonly list: readonly string[];
  readonly get: (name: string) => Fact | undefined;
  readonly near?: (name: string) => readonly string[];
}

/**
 * The names that are valid in one place, and what is known of each. Going through it gives pairs, as a `Map` does.
 *
 * {@link Names.get} may know more than {@link Names.list} can hold: `-created_at` besides `created_at`, or
 * `emails.person` besides `emails`.
 */
export class Names<Fact> implements Iterable<readonly [string, Fact]> {
  readonly #of: NamesOf;
  readonly #lookup: Lookup<Fact>;

  constructor(of: NamesOf, lookup: Lookup<Fact>) {
    this.#of = of;
    this.#lookup = lookup;
  }

  /** In the catalog's order, which is alphabetical. */
  get list(): readonly string[] {
    return this.#lookup.list;
  }

  /** What is known of a name; `undefined` when it is not valid here. */
  get(name: string): Fact | undefined {
    return this.#lookup.get(name);
  }

  /** Whether a name is valid here. */
  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** At most three valid names that may have been meant, the likeliest first. */
  near(name: string): readonly string[] {
    return this.#lookup.near?.(name) ?? nearNames(name, this.list);
  }

  /** A sentence for somebody who used a name that is not valid here: what is wrong, and what they may have meant. */
  explain(name: string): string {
    const { owner, kind } = this.#of;
    return `${owner} has no ${kind} ${JSON.stringify(name)}. ${this.#advice(name)}`;
  }

  /** Pairs of a name and what is known of it, in the order of {@link Names.list}. */
  *[Symbol.iterator](): IterableIterator<readonly [string, Fact]> {
    for (const name of this.list) {
      const fact = this.get(name);
      if (fact !== undefined) yield [name, fact];
    }
  }

  #advice(name: string): string {
    const near = this.near(name).map((one) => JSON.stringify(one));
    if (near.length > 0) return `Did you mean ${near.join(' or ')}?`;
    if (this.list.length === 0) return 'It has none.';
    const first = this.list.slice(0, LISTED).join(', ');
    return this.list.length > LISTED
      ? `Known: ${first}, and ${this.list.length - LISTED} more.`
      : `Known: ${first}.`;
  }
}

const LISTED = 12;

/** The names of a table, whose members are what is known of them. */
export function namesOfTable<Fact>(of: NamesOf, table: Readonly<Record<string, Fact>>): Names<Fact> {
  return new Names(of, {
    list: Object.keys(table),
    get: (name) => (Object.hasOwn(table, name) ? table[name] : undefined),
  });
}

/** The names of a list, and what is made of each. */
export function namesOfList<Fact>(
  of: NamesOf,
  list: readonly string[],
  make: (name: string) => Fact,
): Names<Fact> {
  return new Names(of, { list, get: (name) => (list.includes(name) ? make(name) : undefined) });
}
