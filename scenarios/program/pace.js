// Half of what the service allows, so that whoever shares the budget has as much left.
const GAP = 400;
const LONGEST_WAIT = 120_000;

/**
 * Sends requests one after the other with a pause between them, and obeys a 429.
 *
 * @param {{ now: () => number, wait: (milliseconds: number) => Promise<void> }} world
 */
export function createPace({ now, wait }) {
  let last = -Infinity;
  return {
    /** @param {() => Promise<{ status: number, headers: Headers }>} send */
    async politely(send) {
      await wait(Math.max(0, last + GAP - now()));
      last = now();
      const answer = await send();
      if (answer.status !== 429) return answer;
      // A refused request was not processed, so it may be sent again, whatever it is.
      await wait(Math.min(LONGEST_WAIT, (Number(answer.headers.get('Retry-After')) || 20) * 1000));
      last = now();
      return send();
    },
  };
}
