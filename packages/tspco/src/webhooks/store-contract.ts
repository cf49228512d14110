import {
  contractOf,
  equal,
  LONG_LEASE,
  SHORT_LEASE,
  type Check,
  type ContractCheck,
} from '../store-contract.ts';
import type { WebhookClaim, WebhookStore } from './store.ts';

/**
 * What every store of webhooks must do, for the tests of your own.
 *
 * @param open - opens the store, twice for each check: as two processes would. All of them share what is in it
 * @returns checks for any test runner. Each uses keys of its own
 * @example
 * ```ts
 * import { test } from 'node:test';
 * import { webhookStoreContract } from 'tspco/webhooks';
 *
 * for (const { name, run } of webhookStoreContract(() => new MyStore(database))) test(name, run);
 * ```
 */
export function webhookStoreContract(open: () => WebhookStore | Promise<WebhookStore>): ContractCheck[] {
  return contractOf(CHECKS, open);
}

const CHECKS: Record<string, Check<WebhookStore>> = {
  'lets one handle a delivery at a time': async (key, ours, theirs) => {
    await claimed(ours, key);
    equal(await theirs.claim(key, LONG_LEASE), 'busy');
    equal(await ours.claim(key, LONG_LEASE), 'busy');
  },

  'remembers what was handled, for others, too': async (key, ours, theirs) => {
    await (await claimed(ours, key)).done();
    equal(await theirs.claim(key, LONG_LEASE), 'done');
    equal(await ours.claim(key, LONG_LEASE), 'done');
  },

  'gives what was not handled to the next one': async (key, ours, theirs) => {
    await (await claimed(ours, key)).release();
    await (await claimed(theirs, key)).done();
    equal(await ours.claim(key, LONG_LEASE), 'done');
  },

  'lets one of many win who come at the same time': async (key, ours, theirs) => {
    const stores = Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? ours : theirs));
    const answers = await Promise.all(stores.map((store) => store.claim(key, LONG_LEASE)));
    equal(answers.filter((answer) => typeof answer !== 'string').length, 1);
    equal(answers.filter((answer) => answer === 'busy').length, 19);
  },

  'ends a claim with its lease, when its holder is gone': async (key, ours, theirs) => {
    const started = Date.now();
    await ours.claim(key, SHORT_LEASE);
    await (await claimedInTheEnd(theirs, key)).done();
    // Clocks of two machines tick in steps of their own.
    if (Date.now() - started < SHORT_LEASE / 2)
      throw new Error('the claim was given away before its time was over');
    equal(await ours.claim(key, LONG_LEASE), 'done');
  },

  'believes a late one who has handled it': async (key, ours, theirs) => {
    const late = await claimed(ours, key, SHORT_LEASE);
    const next = await claimedInTheEnd(theirs, key);
    await late.done();
    equal(await ours.claim(key, LONG_LEASE), 'done');
    await next.release();
    equal(await ours.claim(key, LONG_LEASE), 'done');
  },

  'does not let a late one release the claim of the next': async (key, ours, theirs) => {
    const late = await claimed(ours, key, SHORT_LEASE);
    await claimedInTheEnd(theirs, key);
    await late.release();
    equal(await ours.claim(key, LONG_LEASE), 'busy');
  },

  'keeps deliveries apart, whatever their keys are': async (key, ours, theirs) => {
    const keys = ['', ':', '/../..', ' ä教?*%2F', 'A', 'a', 'done', '0'.repeat(300)].map((end) => key + end);
    for (const each of keys) await claimed(ours, each);
    await (await claimed(ours, `${key}!`)).done();
    for (const each of keys) equal(await theirs.claim(each, LONG_LEASE), 'busy');
  },
};

async function claimed(store: WebhookStore, key: string, lease = LONG_LEASE): Promise<WebhookClaim> {
  const answer = await store.claim(key, lease);
  if (typeof answer === 'string') throw new Error(`expected a claim, got ${answer}`);
  return answer;
}

/** Asks again while somebody else has it. */
async function claimedInTheEnd(store: WebhookStore, key: string): Promise<WebhookClaim> {
  for (;;) {
    const answer = await store.claim(key, LONG_LEASE);
    if (typeof answer !== 'string') return answer;
    equal(answer, 'busy');
    await new Promise((resolve) => setTimeout(resolve, SHORT_LEASE / 5));
  }
}
