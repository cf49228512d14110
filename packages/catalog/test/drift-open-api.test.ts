import { expect, test } from 'vitest';
import { drift, type Difference } from '../src/drift/index.ts';
import { apps, loadVersion } from '../src/index.ts';
import { fileWith, serve } from './support/files.ts';
import { answering, openApiOf, parametersOf, type OpenApiJson } from './support/open-api.ts';

const everyVersion = apps().flatMap(({ app, versions }) => versions.map((version) => ({ app, version })));

test.each(everyVersion)('a document that says the same is no difference: $app $version', async (of) => {
  const { app, version } = of;
  const json = openApiOf(loadVersion(app, version));
  const { url } = await serve(() => json);
  const found = await drift(`${url}/${app}/v2/open_api/${version}`);
  expect(found).toMatchObject({ app, version, documentVersion: version, differences: [], notes: [] });
});

const WEBHOOKS = '/webhooks/v2/webhook_subscriptions';
const SUBSCRIPTION = `${WEBHOOKS}/{webhook_subscription_id}`;

const changes: [string, (json: OpenApiJson) => void, Difference[]][] = [
  [
    'attributes',
    ({ components: { schemas } }) => {
      schemas['delivery_attributes'] = {
        type: 'object',
        properties: {
          ...(schemas['delivery_attributes']?.['properties'] as object),
          timing: { type: 'string' },
          // As in one of the documents that are out there.
          'attempt\n': { type: 'integer' },
        },
      };
    },
    [
      { change: 'added', type: 'Delivery', part: 'attribute', name: 'attempt' },
      {
        change: 'changed',
        type: 'Delivery',
        part: 'attribute',
        name: 'timing',
        property: 'type',
        catalog: 'float',
        document: 'string',
      },
    ],
  ],
  [
    'a type, and the edge to it',
    ({ paths, components: { schemas } }) => {
      schemas['api_key_attributes'] = { type: 'object', properties: { name: { type: 'string' } } };
      paths['/webhooks/v2/api_keys'] = { get: answering('api_key_collection_envelope') };
    },
    [
      { change: 'added', type: 'ApiKey', part: 'type', name: 'ApiKey' },
      { change: 'added', type: 'Organization', part: 'edge', name: 'api_keys' },
    ],
  ],
  [
    'a type that is gone, and its edge',
    ({ paths, components: { schemas } }) => {
      delete schemas['available_event_attributes'];
      for (const path of Object.keys(paths)) if (path.includes('available_events')) delete paths[path];
    },
    [
      { change: 'removed', type: 'AvailableEvent', part: 'type', name: 'AvailableEvent' },
      { change: 'removed', type: 'Organization', part: 'edge', name: 'available_events' },
    ],
  ],
  [
    'an edge that leads to one resource of another type, where nothing can be created',
    ({ paths }) => {
      paths[`${SUBSCRIPTION}/events`] = { get: answering('delivery_resource_envelope'), post: {} };
    },
    [
      { change: 'added', type: 'Delivery', part: 'create' },
      {
        change: 'changed',
        type: 'WebhookSubscription',
        part: 'edge',
        name: 'events',
        property: 'to',
        catalog: 'Event',
        document: 'Delivery',
      },
      {
        change: 'changed',
        type: 'WebhookSubscription',
        part: 'edge',
        name: 'events',
        property: 'many',
        catalog: 'true',
        document: 'false',
      },
      {
        change: 'changed',
        type: 'WebhookSubscription',
        part: 'edge',
        name: 'events',
        property: 'create',
        catalog: 'false',
        document: 'true',
      },
    ],
  ],
  [
    'order, include, where and filter',
    (json) => {
      parametersOf(json, 'event__order')['schema'] = { type: 'string', enum: ['created_at', 'status'] };
      parametersOf(json, 'event__include')['schema'] = { items: { enum: ['person', 'person.emails'] } };
      parametersOf(json, 'event__where_uuid')['name'] = 'where[id]';
      const events = json.paths[`${SUBSCRIPTION}/events`] as { get: { parameters: unknown[] } };
      events.get.parameters.push({ name: 'filter', in: 'query', schema: { enum: ['failed'] } });
    },
    [
      { change: 'added', type: 'Event', part: 'include', name: 'person' },
      { change: 'added', type: 'Event', part: 'order', name: 'status' },
      { change: 'added', type: 'Event', part: 'where', name: 'id' },
      { change: 'removed', type: 'Event', part: 'where', name: 'uuid' },
      { change: 'added', type: 'WebhookSubscription', part: 'filter', edge: 'events', name: 'failed' },
    ],
  ],
  [
    'what can be written',
    ({ paths, components: { schemas } }) => {
      schemas['webhook_subscription_attributes_assignable_on_create'] = {
        type: 'object',
        properties: { active: {}, name: {}, kind: {} },
      };
      schemas['webhook_subscription_relationships_assignable_on_create'] = {
        type: 'object',
        properties: { owner: {} },
      };
      delete paths[SUBSCRIPTION]?.['delete'];
    },
    [
      { change: 'added', type: 'WebhookSubscription', part: 'create attribute', name: 'kind' },
      { change: 'removed', type: 'WebhookSubscription', part: 'create attribute', name: 'url' },
      { change: 'added', type: 'WebhookSubscription', part: 'create relationship', name: 'owner' },
      { change: 'removed', type: 'WebhookSubscription', part: 'delete' },
    ],
  ],
  [
    'actions',
    ({ paths }) => {
      delete paths[`${SUBSCRIPTION}/rotate_secret`];
      paths[`${SUBSCRIPTION}/pause`] = { post: {} };
    },
    [
      { change: 'added', type: 'WebhookSubscription', part: 'action', name: 'pause' },
      { change: 'removed', type: 'WebhookSubscription', part: 'action', name: 'rotate_secret' },
    ],
  ],
];

test.each(changes)('is found: %s', async (_, edit, expected) => {
  const json = openApiOf(loadVersion('webhooks'));
  edit(json);
  expect((await drift(await fileWith(json))).differences).toEqual(expected);
});

test('a schema tells its type, whatever its name', async () => {
  const json = openApiOf(loadVersion('webhooks'));
  json.components.schemas['event_resource'] = {
    type: 'object',
    properties: { type: { type: 'string', const: 'Occurrence' }, id: { type: 'string' } },
  };
  const { differences } = await drift(await fileWith(json));
  expect(differences).toContainEqual({
    change: 'added',
    type: 'Occurrence',
    part: 'type',
    name: 'Occurrence',
  });
  expect(differences).toContainEqual({ change: 'removed', type: 'Event', part: 'type', name: 'Event' });
});

test('the version is the one of the address, of the file or of the document, in this order', async () => {
  const json = openApiOf(loadVersion('webhooks', '2018-08-01'));
  json.info['version'] = '2022-10-20';
  const path = 'webhooks/v2/open_api/2018-08-01.json';
  expect((await drift(await fileWith(json, path))).version).toBe('2018-08-01');
  expect((await drift(await fileWith(json, 'webhooks-2018-08-01.json'))).version).toBe('2018-08-01');
  expect((await drift(await fileWith(json))).version).toBe('2022-10-20');
});

test('without any version in it, a document is compared with the one that was asked for, else with the newest', async () => {
  const path = await fileWith(openApiOf(loadVersion('webhooks', '2018-08-01')));
  expect((await drift(path)).version).toBe('2022-10-20');
  const found = await drift(path, { version: '2020-01-01' });
  expect(found).toMatchObject({ version: '2018-08-01', differences: [] });
  expect(found.documentVersion).toBeUndefined();
});

test('what cannot be understood is noted and left out', async () => {
  const json = openApiOf(loadVersion('current'));
  json.paths['/current/v2/people/{person_id}/shadows'] = { get: { responses: {} } };
  json.paths['/current/v2/ghosts/{ghost_id}'] = { get: { responses: { '200': { $ref: '#/nowhere' } } } };
  json.paths['/current/v2/ghosts/{ghost_id}/sheets'] = { get: answering('person_collection_envelope') };
  const { differences, notes } = await drift(await fileWith(json));
  expect(differences).toEqual([]);
  expect(notes).toEqual([
    'No answer tells the type at /current/v2/ghosts/{id}.',
    'No answer tells the type at /current/v2/people/{id}/shadows.',
    'No answer tells what /current/v2/ghosts/{id}/sheets belongs to.',
  ]);
});
