import fc from 'fast-check';
import { test } from 'vitest';
import { drift, DriftError } from '../src/drift/index.ts';
import { loadVersion } from '../src/index.ts';
import { openApiOf } from './support/open-api.ts';
import { PERSON_OF_CURRENT } from './support/person-of-current.ts';

const BASES = [PERSON_OF_CURRENT, openApiOf(loadVersion('current')), openApiOf(loadVersion('webhooks'))];
const NAMES = ['__proto__', 'constructor', '$ref', 'type', 'attributes', ''];
const REFERENCES = ['#/', '#/components', '#/paths/~1current', 'elsewhere.json', 'constructor', 'toString'];

const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom<unknown>(null, true, 0, 'date', ...REFERENCES),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...NAMES), fc.string()), tie('value'), {
      maxKeys: 3,
      noNullPrototype: true,
    }),
  ),
}));

/** A document in which something was replaced, somewhere on a way of random steps. */
const damaged = fc
  .tuple(fc.constantFrom(...BASES), fc.array(fc.nat(), { minLength: 1, maxLength: 9 }), value)
  .map(([base, steps, damage]) => replaced(base, steps, damage));

function replaced(json: unknown, [step, ...others]: readonly number[], damage: unknown): unknown {
  if (step === undefined || typeof json !== 'object' || json === null) return damage;
  const members = Object.entries(json);
  const chosen = members[step % members.length]?.[0];
  const changed = members.map(([name, member]: [string, unknown]) => [
    name,
    name === chosen ? replaced(member, others, damage) : member,
  ]);
  return Array.isArray(json) ? changed.map(([, member]) => member) : Object.fromEntries(changed);
}

test('whatever stands in a document, it is compared or refused with a reason', async () => {
  await fc.assert(
    fc.asyncProperty(fc.oneof(damaged, value), async (json) => {
      const fetch = () => Promise.resolve(new Response(JSON.stringify(json)));
      try {
        await drift('https://any.test/document', { fetch });
      } catch (error) {
        if (!(error instanceof DriftError)) throw error;
      }
    }),
    { numRuns: 1000 },
  );
});
