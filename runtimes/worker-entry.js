/** Runs the checks in workerd: one request in, one line of JSON per outcome out. */
import { runChecks } from './checks.js';

const unhandled = new Map();
addEventListener('unhandledrejection', ({ promise, reason }) => unhandled.set(promise, String(reason)));
// Older rules report what is handled a moment later, and then take it back.
addEventListener('rejectionhandled', ({ promise }) => unhandled.delete(promise));

// oxlint-disable-next-line import/no-default-export -- the shape of a Worker
export default {
  async fetch(request) {
    const setup = await request.json();
    const outcomes = [];
    await runChecks({ ...setup, inspectors: [] }, (outcome) => outcomes.push(outcome));
    // Rejections are reported between two turns of the event loop.
    await new Promise((resolve) => {
      setTimeout(resolve);
    });
    const name = 'no rejection is left unhandled';
    outcomes.push(unhandled.size === 0 ? { name } : { name, problem: [...unhandled.values()].join(', ') });
    return new Response(outcomes.map((outcome) => JSON.stringify(outcome) + '\n').join(''));
  },
};
