import { describe, expect, it } from 'vitest';
import { loadVersion, webhookEvents } from './index.ts';

describe('the webhook events', () => {
  it('have the names of their parts, each once', () => {
    const events = webhookEvents();
    for (const { name, app, version, type, resource, action } of events) {
      expect(name).toBe([app, version, type, resource, action].join('.'));
    }
    const names = events.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('are of types that their apps have, but for those whose names follow no rule', () => {
    const without = webhookEvents().filter(({ ofApp, vertex }) => !loadVersion(ofApp).vertices[vertex]);
    expect([...new Set(without.map(({ resource }) => resource))].sort()).toEqual([
      'event_request',
      'plan.live',
      'plan_item',
      'profile',
    ]);
  });
});
