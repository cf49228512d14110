/** Gives the page a function that runs the checks in it. */
import { runChecks } from './checks.js';

globalThis.runChecksHere = async (setup) => {
  const unhandled = [];
  addEventListener('unhandledrejection', ({ reason }) => unhandled.push(String(reason)));
  const outcomes = [];
  await runChecks({ ...setup, inspectors: [] }, (outcome) => outcomes.push(outcome));
  // Rejections are reported between two turns of the event loop.
  await new Promise((resolve) => {
    setTimeout(resolve);
  });
  const name = 'no rejection is left unhandled';
  outcomes.push(unhandled.length === 0 ? { name } : { name, problem: unhandled.join(', ') });
  return outcomes;
};
