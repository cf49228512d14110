import { nearNames } from '@tspco/catalog';
import type { PCO } from 'tspco';
import { usageFailure } from '../failure.ts';

/** @throws {@link Failure} for an event that does not exist: the server would say less about it */
export async function checkEvents(pco: PCO, names: readonly string[]): Promise<void> {
  const known: string[] = [];
  for await (const { data } of pco.iterate('/webhooks/v2/available_events')) {
    if (data.attributes.name) known.push(data.attributes.name);
  }
  const problems = names
    .filter((name) => !known.includes(name))
    .map((name) => {
      const near = nearNames(name, known).map((one) => JSON.stringify(one));
      const advice = near.length === 0 ? '' : ` Did you mean ${near.join(' or ')}?`;
      return `There is no event ${JSON.stringify(name)}.${advice}`;
    });
  if (problems.length > 0) {
    throw usageFailure(problems, 'pco list /webhooks/v2/available_events --columns name --all');
  }
}
