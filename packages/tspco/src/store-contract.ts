/** One thing that a store must do. */
export interface ContractCheck {
  /** A sentence for the list of tests. */
  readonly name: string;
  /** Rejects when the store does not. */
  readonly run: () => Promise<void>;
}

/** What a store must do under one name, tried from two processes. */
export type Check<Store> = (name: string, ours: Store, theirs: Store) => Promise<void>;

/** Long enough for any machine; nothing waits for its end. */
export const LONG_LEASE = 60_000;
export const SHORT_LEASE = 50;

/** Checks for any test runner. Each opens the store twice and uses names of its own. */
export function contractOf<Store>(
  checks: Readonly<Record<string, Check<Store>>>,
  open: () => Store | Promise<Store>,
): ContractCheck[] {
  return Object.entries(checks).map(([name, check]) => ({
    name,
    run: async () => {
      const [ours, theirs] = [await open(), await open()];
      await check(`contract-${crypto.randomUUID()}`, ours, theirs);
    },
  }));
}

/** @throws when they are not the same in JSON, whatever the order of an object's members */
export function equal(actual: unknown, expected: unknown): void {
  const [found, wanted] = [written(actual), written(expected)];
  if (found !== wanted) throw new Error(`expected ${wanted}, got ${found}`);
}

function written(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([one], [other]) => (one < other ? -1 : 1)))
      : member,
  );
}
