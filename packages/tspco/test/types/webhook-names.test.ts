/** The names of events that have types are those that there are. */
import { freshChurch } from '@tspco/emulator/testing';
import { PCO } from 'tspco';
import { expect, it } from 'vitest';
import { compile } from './support/compiler.ts';

it('every available event has a resource with types', async () => {
  const pco = new PCO(freshChurch({ people: 1 }).pcoOptions);
  const available = await pco.iterate('/webhooks/v2/available_events').toArray();
  const names = available.map(({ data }) => data.attributes.name ?? '');
  expect(names.length).toBeGreaterThan(80);
  const lines = names.map((name) => `true satisfies Known<${JSON.stringify(name)}>;`);
  const program = `import type { WebhookEventName, WebhookResource } from 'tspco/webhooks';
type Known<Name extends WebhookEventName> = string extends WebhookResource<Name>['type'] ? false : [WebhookResource<Name>] extends [never] ? false : true;
`;
  expect(compile(program + lines.join('\n')).messages).toEqual([]);
  const missing = `${program}true satisfies Known<'people.v2.events.list_result.updated'>;`;
  expect(compile(missing).messages.join()).toContain('list_result.updated');
});
