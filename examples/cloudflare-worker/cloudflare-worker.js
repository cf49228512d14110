import { answer } from './answer.js';

/** What Cloudflare calls. `caches` is its own, in each of its data centres. */
const worker = {
  /**
   * @param {Request} request
   * @param {import('./answer.js').Settings} env the secrets and variables of the Worker
   * @param {{ waitUntil(promise: Promise<unknown>): void }} context
   */
  async fetch(request, env, context) {
    const cache = await caches.open('events');
    return answer(request, env, { cache, waitUntil: (promise) => context.waitUntil(promise) });
  },
};

// oxlint-disable-next-line import/no-default-export -- a Worker is what its module exports so
export default worker;
