import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FaultCondition } from './fault.ts';
import { FaultPlan } from './fault-plan.ts';

/** For each of so many requests, whether something went wrong with it. */
function outcomes(condition: FaultCondition, requests = 8, seed = 1): boolean[] {
  const plan = new FaultPlan([{ fault: 'firewall', ...condition }], seed);
  return Array.from({ length: requests }, () => plan.meet('GET', '/people/v2/people').length > 0);
}

const when = (condition: FaultCondition): number[] =>
  outcomes(condition).flatMap((happened, index) => (happened ? [index + 1] : []));

describe('a rule', () => {
  it.each<[FaultCondition, number[]]>([
    [{}, [1, 2, 3, 4, 5, 6, 7, 8]],
    [{ nth: 3 }, [3]],
    [{ nth: [1, 4, 99] }, [1, 4]],
    [{ every: 3 }, [3, 6]],
    [{ times: 2 }, [1, 2]],
    [{ times: 0 }, []],
    [{ every: 2, times: 2 }, [2, 4]],
    [{ probability: 0 }, []],
    [{ probability: 1, nth: 2 }, [2]],
  ])('%j happens with these of eight requests: %j', (condition, expected) => {
    expect(when(condition)).toEqual(expected);
  });

  it.each([
    ['/people/v2/people', '/people/v2/people', true],
    ['/people/v2/people', '/people/v2/people/1', false],
    ['/people/v2/*', '/people/v2/people', true],
    ['/people/v2/*', '/people/v2/people/1', false],
    ['/people/**', '/people/v2/people/1/emails', true],
    ['/*/v2/me', '/giving/v2/me', true],
    ['/people/v2/p.ople', '/people/v2/people', false],
  ])('for the path %s and a request to %s: %j', (path, asked, expected) => {
    const plan = new FaultPlan([{ fault: 'firewall', path }], 1);
    expect(plan.meet('GET', asked).length > 0).toBe(expected);
  });

  it('counts only the requests that have its method and path', () => {
    const plan = new FaultPlan([{ fault: 'firewall', method: ['post', 'PATCH'], path: '/a', nth: 2 }], 1);
    const asked: [string, string][] = [
      ['POST', '/a'],
      ['GET', '/a'],
      ['PATCH', '/b'],
      ['PATCH', '/a'],
      ['POST', '/a'],
    ];
    expect(asked.map(([method, path]) => plan.meet(method, path).length)).toEqual([0, 0, 0, 1, 0]);
    expect(plan.report()).toMatchObject([{ seen: 3, happened: 1 }]);
  });

  it('shares its chance with no other, also after one was taken away', () => {
    const plan = new FaultPlan([{ fault: 'firewall', times: 0 }], 1);
    plan.add([{ fault: 'cut', probability: 0.5 }]);
    plan.remove([{ fault: 'firewall', times: 0 }]);
    plan.add([{ fault: 'reset', probability: 0.5 }]);
    const met = Array.from({ length: 50 }, () => plan.meet('GET', '/').map(({ fault }) => fault.fault));
    expect(met.some((faults) => faults.length === 1)).toBe(true);
  });

  it('leaves the same to chance whatever else is asked of it', () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 5 }),
        (seed, probability, every) => {
          const byChance = outcomes({ probability }, 40, seed);
          const both = outcomes({ probability, every }, 40, seed);
          expect(both).toEqual(byChance.map((happened, index) => happened && (index + 1) % every === 0));
        },
      ),
    );
  });

  it('happens about as often as its probability says', () => {
    const happened = outcomes({ probability: 0.3 }, 2000).filter(Boolean).length;
    expect(happened).toBeGreaterThan(500);
    expect(happened).toBeLessThan(700);
  });
});

it('several rules happen in their order, each with luck of its own', () => {
  const plan = new FaultPlan([{ fault: 'firewall' }, { fault: 'latency', milliseconds: 1, jitter: 1 }], 1);
  const [first, second] = plan.meet('GET', '/');
  expect([first?.fault.fault, second?.fault.fault]).toEqual(['firewall', 'latency']);
  expect(first?.luck).not.toBe(second?.luck);
});
