/** The names of events that have types are those that there are. */
import { webhookEvents } from '@tspco/catalog';
import { expect, it } from 'vitest';
import { compile } from './support/compiler.ts';

it('every known event has a resource with types, but for those whose names do not say what they are about', () => {
  const wide = new Set(['event_request', 'profile', 'plan.live', 'plan_item']);
  const lines = webhookEvents().map(({ name, resource }) => {
    const known = !wide.has(resource);
    return `${String(known)} satisfies Known<${JSON.stringify(name)}>;`;
  });
  const program = `import type { WebhookEventName, WebhookResource } from 'tspco/webhooks';
type Known<Name extends WebhookEventName> = string extends WebhookResource<Name>['type'] ? false : [WebhookResource<Name>] extends [never] ? false : true;
`;
  expect(compile(program + lines.join('\n')).messages).toEqual([]);
  const missing = `${program}true satisfies Known<'people.v2.events.list_result.updated'>;`;
  expect(compile(missing).messages.join()).toContain('list_result.updated');
});
