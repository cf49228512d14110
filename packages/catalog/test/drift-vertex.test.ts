import { expect, test } from 'vitest';
import { drift, type Difference } from '../src/drift/index.ts';
import { loadVersion } from '../src/index.ts';
import { fileWith } from './support/files.ts';
import {
  attributeOf,
  itemNamed,
  itemsOf,
  parameterOf,
  remove,
  vertexOf,
  type GraphJson,
} from './support/graph.ts';
import { PERSON_OF_CURRENT } from './support/person-of-current.ts';

const services = loadVersion('services');

function vertexOfServices(type: string): GraphJson {
  const vertex = services.vertices[type];
  if (!vertex) throw new Error(`Services have no ${type}.`);
  return vertexOf(type, vertex, () => true);
}

const changes: [string, string, (json: GraphJson) => void, Omit<Difference, 'type'>[]][] = [
  [
    'a new attribute',
    'Song',
    (json) => itemsOf(json, 'attributes').push(attributeOf(['tempo', { type: 'float' }])),
    [{ change: 'added', part: 'attribute', name: 'tempo' }],
  ],
  [
    'an attribute that is gone',
    'Song',
    (json) => remove(json, 'attributes', 'title'),
    [{ change: 'removed', part: 'attribute', name: 'title' }],
  ],
  [
    'another type of an attribute, and who may see it',
    'Song',
    (json) => {
      const { attributes } = itemNamed(json, 'attributes', 'title');
      attributes['type_annotation'] = { name: 'integer', example: 1 };
      attributes['permission_level'] = 'editor';
    },
    [
      {
        change: 'changed',
        part: 'attribute',
        name: 'title',
        property: 'type',
        catalog: 'string',
        document: 'integer',
      },
      {
        change: 'changed',
        part: 'attribute',
        name: 'title',
        property: 'permission',
        catalog: 'public',
        document: 'editor',
      },
    ],
  ],
  [
    'a type of attribute that the catalog has never heard of',
    'Song',
    (json) => {
      itemNamed(json, 'attributes', 'title').attributes['type_annotation'] = { name: 'markdown' };
    },
    [
      {
        change: 'changed',
        part: 'attribute',
        name: 'title',
        property: 'type',
        catalog: 'string',
        document: 'markdown',
      },
    ],
  ],
  [
    'a relationship that became many, of another type',
    'Arrangement',
    (json) => {
      Object.assign(itemNamed(json, 'relationships', 'song').attributes, {
        association: 'to_many',
        graph_type: 'Person',
      });
    },
    [
      {
        change: 'changed',
        part: 'relationship',
        name: 'song',
        property: 'many',
        catalog: 'false',
        document: 'true',
      },
      {
        change: 'changed',
        part: 'relationship',
        name: 'song',
        property: 'types',
        catalog: 'Song',
        document: 'Person',
      },
    ],
  ],
  [
    'an edge that is gone',
    'Song',
    (json) => remove(json, 'outbound_edges', 'arrangements'),
    [{ change: 'removed', part: 'edge', name: 'arrangements' }],
  ],
  [
    'an edge that leads elsewhere, with a filter more',
    'Song',
    (json) => {
      const edge = itemNamed(json, 'outbound_edges', 'arrangements');
      edge.relationships = { head: { data: { type: 'Vertex', id: 'key', attributes: { name: 'Key' } } } };
      edge.attributes['scopes'] = [{ name: 'archived', scope_help: null }];
    },
    [
      {
        change: 'changed',
        part: 'edge',
        name: 'arrangements',
        property: 'to',
        catalog: 'Arrangement',
        document: 'Key',
      },
      { change: 'added', part: 'filter', edge: 'arrangements', name: 'archived' },
    ],
  ],
  [
    'includes, orders and conditions',
    'Song',
    (json) => {
      itemsOf(json, 'can_include').push(parameterOf('tags', 'include'), parameterOf('tags.group', 'include'));
      itemsOf(json, 'can_order').push(parameterOf('themes', 'order'), parameterOf('-themes', 'order'));
      itemsOf(json, 'can_query').push(parameterOf('tempo', 'where[tempo]', 'float'));
      remove(json, 'can_query', 'ccli_number');
    },
    [
      { change: 'added', part: 'include', name: 'tags' },
      { change: 'added', part: 'order', name: 'themes' },
      { change: 'removed', part: 'where', name: 'ccli_number' },
      { change: 'added', part: 'where', name: 'tempo' },
    ],
  ],
  [
    'what can be written',
    'Song',
    (json) => {
      const permissions = json.data.relationships['permissions']?.data;
      if (permissions && !Array.isArray(permissions))
        Object.assign(permissions.attributes, {
          can_create: false,
          can_destroy: false,
          update_assignable: ['tempo', ...(services.vertices['Song']?.update?.assignable ?? []).slice(1)],
        });
    },
    [
      { change: 'removed', part: 'create' },
      {
        change: 'removed',
        part: 'update attribute',
        name: services.vertices['Song']?.update?.assignable?.[0] ?? '',
      },
      { change: 'added', part: 'update attribute', name: 'tempo' },
      { change: 'removed', part: 'delete' },
    ],
  ],
  [
    'actions',
    'Song',
    (json) => {
      itemNamed(json, 'actions', 'assign_tags').attributes['name'] = 'tag';
    },
    [
      { change: 'removed', part: 'action', name: 'assign_tags' },
      { change: 'added', part: 'action', name: 'tag' },
    ],
  ],
];

test.each(changes)('is found: %s', async (_, type, edit, expected) => {
  const json = vertexOfServices(type);
  edit(json);
  const { differences } = await drift(await fileWith(json));
  expect(differences).toEqual(expected.map((difference) => ({ type, ...difference })));
});

test('an edge is known by the end of its path, and not by its name', async () => {
  const json = vertexOfServices('Song');
  itemNamed(json, 'outbound_edges', 'arrangements').attributes['name'] = 'song_arrangements';
  expect((await drift(await fileWith(json))).differences).toEqual([]);
});

test('what a document does not say is no difference', async () => {
  const json = vertexOfServices('Song');
  for (const name of Object.keys(json.data.relationships))
    if (name !== 'can_order') delete json.data.relationships[name];
  expect((await drift(await fileWith(json))).differences).toEqual([]);
});

test('reads a vertex as the documentation writes it', async () => {
  const found = await drift(await fileWith(PERSON_OF_CURRENT));
  expect(found).toMatchObject({ app: 'current', version: '2018-08-01' });
  expect(found.differences).toEqual([
    { change: 'removed', type: 'Person', part: 'attribute', name: 'first_name' },
    { change: 'removed', type: 'Person', part: 'attribute', name: 'last_name' },
    { change: 'added', type: 'Person', part: 'attribute', name: 'nickname' },
    { change: 'removed', type: 'Person', part: 'include', name: 'organization' },
    { change: 'added', type: 'Person', part: 'where', name: 'email' },
    { change: 'added', type: 'Person', part: 'update' },
  ]);
});
