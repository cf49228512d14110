import {
  contractOf,
  equal,
  LONG_LEASE,
  SHORT_LEASE,
  type Check,
  type ContractCheck,
} from '../store-contract.ts';
import type { StoredGrant } from './grant.ts';
import type { TokenStore } from './token-store.ts';

const GRANT: StoredGrant = {
  accessToken: 'pco_tok_one',
  refreshToken: 'refresh-one',
  receivedAt: 1_767_225_600_000,
  expiresAt: 1_767_232_800_000,
  scope: 'people services',
  owner: { personId: '1', organizationId: '2', organizationName: 'Grace “Chapel” 教会' },
};
const NEXT: StoredGrant = { ...GRANT, accessToken: 'pco_tok_two', refreshToken: 'refresh-two' };
const ENDED: StoredGrant = { ...NEXT, ended: { at: 1_767_232_900_000, reason: 'invalid_grant' } };

/**
 * What every token store must do, for the tests of your own.
 *
 * @param open - opens the store, twice for some checks: as two processes would. All of them share what is in it
 * @returns checks for any test runner. Each uses names of its own
 * @example
 * ```ts
 * import { test } from 'node:test';
 * import { tokenStoreContract } from 'tspco/token-store';
 *
 * for (const { name, run } of tokenStoreContract(() => new MyStore(database))) test(name, run);
 * ```
 */
export function tokenStoreContract(open: () => TokenStore | Promise<TokenStore>): ContractCheck[] {
  return contractOf(CHECKS, open);
}

const CHECKS: Record<string, Check<TokenStore>> = {
  'has nothing under a name that was never saved': async (name, ours) => {
    equal(await ours.load(name), undefined);
  },

  'gives a grant back as it was saved, to others, too': async (name, ours, theirs) => {
    equal(await ours.save(name, GRANT, 0), true);
    equal((await theirs.load(name))?.grant, GRANT);
    const { revision } = await loaded(theirs, name);
    equal(await theirs.save(name, ENDED, revision), true);
    equal((await ours.load(name))?.grant, ENDED);
  },

  'gives a new revision with every save': async (name, ours) => {
    await ours.save(name, GRANT, 0);
    const first = await loaded(ours, name);
    await ours.save(name, NEXT, first.revision);
    const second = await loaded(ours, name);
    if (second.revision <= first.revision || first.revision <= 0)
      throw new Error(`revisions must rise from above 0: ${first.revision}, ${second.revision}`);
  },

  'saves nothing over a grant that somebody else has saved meanwhile': async (name, ours, theirs) => {
    await ours.save(name, GRANT, 0);
    const { revision } = await loaded(ours, name);
    equal(await theirs.save(name, NEXT, revision), true);
    equal(await ours.save(name, ENDED, revision), false);
    equal(await ours.save(name, ENDED, 0), false);
    equal((await ours.load(name))?.grant, NEXT);
  },

  'saves nothing over a grant that is not there any more': async (name, ours, theirs) => {
    await ours.save(name, GRANT, 0);
    const { revision } = await loaded(ours, name);
    await theirs.remove(name);
    equal(await ours.save(name, NEXT, revision), false);
    equal(await ours.load(name), undefined);
    equal(await ours.save(name, NEXT, 0), true);
  },

  'saves nothing over a grant that came after the one before was removed': async (name, ours, theirs) => {
    await ours.save(name, GRANT, 0);
    const { revision } = await loaded(ours, name);
    await theirs.remove(name);
    equal(await theirs.save(name, NEXT, 0), true);
    equal(await ours.save(name, ENDED, revision), false);
    equal((await ours.load(name))?.grant, NEXT);
  },

  'lets one of many win who save at the same time': async (name, ours, theirs) => {
    await ours.save(name, GRANT, 0);
    const { revision } = await loaded(ours, name);
    const grants = Array.from({ length: 20 }, (_, index) => ({ ...NEXT, accessToken: `pco_tok_${index}` }));
    const saved = await Promise.all(
      grants.map((grant, index) => (index % 2 === 0 ? ours : theirs).save(name, grant, revision)),
    );
    const winners = grants.filter((_, index) => saved[index]);
    equal(winners.length, 1);
    equal((await ours.load(name))?.grant, winners[0]);
  },

  'tells the names of its grants, whatever they are': async (name, ours, theirs) => {
    const names = ['', '/../..', ' ä教?*%2F', 'A', 'a'].map((end) => name + end);
    for (const each of names) await ours.save(each, { ...GRANT, accessToken: `token-of-${each.length}` }, 0);
    const found = (await theirs.names()).filter((each) => each.startsWith(name));
    equal(found.sort(), names.sort());
    await ours.remove(`${name}A`);
    equal((await theirs.names()).includes(`${name}A`), false);
    equal((await theirs.load(`${name}a`))?.grant.accessToken, `token-of-${name.length + 1}`);
  },

  'removes what is not there without complaint': async (name, ours) => {
    await ours.remove(name);
  },

  'lets one have the lock at a time, and the next one when it is released': async (name, ours, theirs) => {
    let inside = 0;
    const enter = async (store: TokenStore): Promise<void> => {
      const lock = await store.lock(name, LONG_LEASE);
      inside++;
      equal(inside, 1);
      await store.load(name);
      equal(inside, 1);
      inside--;
      await lock.release();
    };
    await Promise.all([ours, theirs, ours, theirs, ours].map(enter));
  },

  'has a lock for each name': async (name, ours, theirs) => {
    const locks = [await ours.lock(`${name}1`, LONG_LEASE), await theirs.lock(`${name}2`, LONG_LEASE)];
    for (const lock of locks) await lock.release();
  },

  'ends a lock that is not released with its lease': async (name, ours, theirs) => {
    const lock = await ours.lock(name, SHORT_LEASE);
    const later = await theirs.lock(name, LONG_LEASE);
    if (Date.now() < lock.until) throw new Error('the lock was given away before its time was over');
    // Whose time is over has nothing to release.
    await lock.release();
    await refusedFor(ours, name);
    await later.release();
  },

  'gives up waiting for a lock when the signal aborts, and does not take it then': async (
    name,
    ours,
    theirs,
  ) => {
    const lock = await ours.lock(name, LONG_LEASE);
    await refusedFor(theirs, name);
    await lock.release();
    await (await ours.lock(name, LONG_LEASE)).release();
  },
};

async function loaded(store: TokenStore, name: string): Promise<{ grant: StoredGrant; revision: number }> {
  const saved = await store.load(name);
  if (saved === undefined) throw new Error('what was saved is not there');
  return saved;
}

/** Asks for a lock that somebody else has, for a moment. */
async function refusedFor(store: TokenStore, name: string): Promise<void> {
  const controller = new AbortController();
  const reason = new Error('enough');
  const asked = store.lock(name, LONG_LEASE, controller.signal).then(
    () => 'a lock that somebody else has',
    (error: unknown) => error,
  );
  await new Promise((resolve) => setTimeout(resolve, SHORT_LEASE));
  controller.abort(reason);
  equal((await asked) === reason, true);
}
