import { performance } from 'node:perf_hooks';

/**
 * @typedef {object} Comparison
 * @property {number} ours - milliseconds, the median over the rounds
 * @property {number} baseline - the same for the other side
 * @property {number} ratio - the median of the rounds' own ratios, ours / baseline
 * @property {number} difference - the median of the rounds' own differences, ours - baseline, in milliseconds
 * @property {[number, number]} ratioSpread - the quartiles around `ratio`
 * @property {[number, number]} differenceSpread - the quartiles around `difference`
 */

/**
 * Times two pieces of work in turns and compares them round by round, so that whatever slows the machine down for a
 * while slows both. Work that measures itself resolves to its milliseconds.
 *
 * @param {{ ours: () => unknown, baseline: () => unknown, rounds: number, warmUps: number }} work
 * @returns {Promise<Comparison>}
 */
export async function compare({ ours, baseline, rounds, warmUps }) {
  const timed = [];
  for (let round = -warmUps; round < rounds; round++) {
    const pair = await timeBoth(ours, baseline);
    if (round >= 0) timed.push(pair);
  }
  const ratios = timed.map((pair) => pair.ours / pair.baseline);
  const differences = timed.map((pair) => pair.ours - pair.baseline);
  return {
    ours: quantile(timed.map((pair) => pair.ours)),
    baseline: quantile(timed.map((pair) => pair.baseline)),
    ratio: quantile(ratios),
    difference: quantile(differences),
    ratioSpread: [quantile(ratios, 0.25), quantile(ratios, 0.75)],
    differenceSpread: [quantile(differences, 0.25), quantile(differences, 0.75)],
  };
}

/** There and back again: whoever runs second pays for what the first one left behind, and so both do. */
async function timeBoth(ours, baseline) {
  const times = [await time(ours), await time(baseline), await time(baseline), await time(ours)];
  return { ours: (times[0] + times[3]) / 2, baseline: (times[1] + times[2]) / 2 };
}

async function time(work) {
  const startedAt = performance.now();
  const measured = await work();
  return typeof measured === 'number' ? measured : performance.now() - startedAt;
}

function quantile(values, share = 0.5) {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place % 1);
}
