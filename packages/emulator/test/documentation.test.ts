import { apps, loadVersion } from '@tspco/catalog';
import { drift } from '@tspco/catalog/drift';
import { describe, expect, it } from 'vitest';
import { createEmulator } from '../src/index.ts';
import { createOutside, ORIGIN } from './support/outside.ts';

const everyVersion = apps().flatMap(({ app, versions }) => versions.map((version) => ({ app, version })));

/** Asks without credentials. */
async function ask(path: string, headers: Record<string, string> = {}) {
  const { emulator, seedings } = createOutside();
  const answer = await emulator.fetch(`${ORIGIN}${path}`, { headers: { 'User-Agent': 'test', ...headers } });
  expect(seedings()).toBe(0);
  return answer;
}

async function read(path: string) {
  const answer = await ask(path);
  expect(answer.status).toBe(200);
  return answer.json();
}

describe('the documentation graph', () => {
  it.each(everyVersion)('says what the catalog says: $app $version', async ({ app, version }) => {
    const { emulator } = createOutside();
    const source = `${ORIGIN}/${app}/v2/documentation`;
    const found = await drift(source, { version, fetch: emulator.fetch });
    expect(found).toMatchObject({ app, version, documentVersion: version, differences: [], notes: [] });
  });

  it('can be read from a port', async () => {
    const emulator = createEmulator({ church: 'empty', rateLimit: { limit: 3, period: 20 } });
    const { url } = await emulator.listen();
    try {
      expect(await drift(`${url}/groups/v2/documentation`)).toMatchObject({ differences: [], notes: [] });
    } finally {
      await emulator.close();
    }
  });

  it('lists all versions of an app, oldest first, each with its entry and what is in it', async () => {
    const { data } = await read('/webhooks/v2/documentation');
    expect(data).toMatchObject({ type: 'Graph', attributes: { description: null } });
    const versions = data.relationships.versions.data;
    expect(versions.map(({ id }: { id: string }) => id)).toEqual(['2018-08-01', '2022-10-20']);
    expect(versions[0]).toMatchObject({
      type: 'Version',
      attributes: { beta: false, details: null },
      relationships: {
        entry: { data: { type: 'Vertex', id: 'organization', attributes: { name: 'Organization' } } },
        vertices: {
          data: expect.arrayContaining([
            { type: 'Vertex', id: 'subscription', attributes: { name: 'Subscription' } },
          ]),
        },
      },
    });
  });

  it('has its entry in every app, and leaves out what no document has', async () => {
    const idsIn = async (path: string) =>
      (await read(path)).data.relationships.vertices.data.map(({ id }: { id: string }) => id);
    expect(await idsIn('/api/v2/documentation/2018-08-01')).toContain('organization');
    expect(loadVersion('publishing').vertices['Person']).toMatchObject({ undocumented: true });
    expect(await idsIn('/publishing/v2/documentation/2024-03-25')).not.toContain('person');
    const { data } = await read('/publishing/v2/documentation/2024-03-25/vertices/organization');
    expect(JSON.stringify(data)).not.toContain('"me"');
  });

  it('takes LATEST for the newest version', async () => {
    expect(await read('/people/v2/documentation/LATEST')).toEqual(
      await read('/people/v2/documentation/2025-11-10'),
    );
  });

  it('embeds everything that a vertex has', async () => {
    const { data } = await read('/services/v2/documentation/2018-11-01/vertices/song');
    expect(data).toMatchObject({ type: 'Vertex', id: 'song' });
    expect(data.attributes).toMatchObject({
      name: 'Song',
      description: null,
      path: `${ORIGIN}/services/v2/songs`,
      collection_only: false,
      deprecated: false,
    });
    expect(JSON.parse(data.attributes.example)).toMatchObject({
      type: 'Song',
      id: '1',
      attributes: { title: 'string', created_at: '2000-01-01T12:00:00Z' },
    });
    const lists = data.relationships;
    const named = (list: string, name: string) =>
      lists[list].data.find(({ attributes }: { attributes: { name: string } }) => attributes.name === name);
    expect(named('attributes', 'title')).toEqual({
      type: 'Attribute',
      attributes: {
        name: 'title',
        type_annotation: { name: 'string', example: 'string' },
        note: null,
        permission_level: expect.any(String),
        description: null,
      },
    });
    expect(lists.permissions.data).toMatchObject({
      type: 'Permissions',
      attributes: { can_create: true, create_assignable: expect.arrayContaining(['title']) },
    });
    expect(named('actions', 'assign_tags').attributes).toMatchObject({
      path: `${ORIGIN}/services/v2/songs/1/assign_tags`,
      return_type: null,
      details: null,
    });
    expect(JSON.parse(named('actions', 'assign_tags').attributes.example_body)).toEqual({
      data: {
        type: 'TagAssignment',
        attributes: {},
        relationships: { tags: { data: [{ type: 'Tag', id: '1' }] } },
      },
    });
    expect(named('outbound_edges', 'arrangements')).toMatchObject({
      type: 'Edge',
      id: 'arrangement-song-arrangements',
      attributes: { path: `${ORIGIN}/services/v2/songs/1/arrangements` },
      relationships: {
        head: { data: { type: 'Vertex', id: 'arrangement', attributes: { name: 'Arrangement' } } },
        tail: { data: { type: 'Vertex', id: 'song', attributes: { name: 'Song' } } },
        rate_limits: { data: [] },
      },
    });
    expect(lists.inbound_edges.data).toContainEqual(
      expect.objectContaining({ id: 'song-organization-songs' }),
    );
    expect(named('can_order', 'title').attributes).toMatchObject({ parameter: 'order', value: 'title' });
    expect(named('can_query', 'title').attributes).toEqual({
      name: 'title',
      parameter: 'where[title]',
      type: 'string',
      value: null,
      example: '?where[title]=string',
    });
    expect(lists.per_page.data.attributes).toMatchObject({ minimum: 1, maximum: 100, default: 25 });
    expect(lists.offset.data.attributes).toMatchObject({ name: 'offset', type: 'integer' });
    expect(lists.rate_limits).toEqual({ data: [] });
  });

  it('leads to where it was asked', async () => {
    const { emulator } = createOutside();
    const answer = await emulator.fetch(
      'http://127.0.0.1:8080/people/v2/documentation/2025-11-10/vertices/email',
      { headers: { 'User-Agent': 'test' } },
    );
    expect(await answer.json()).toMatchObject({
      data: { attributes: { path: 'http://127.0.0.1:8080/people/v2/emails' } },
    });
  });

  it('has the older spelling of an app, too', async () => {
    expect(await read('/check_ins/v2/documentation')).toEqual(await read('/check-ins/v2/documentation'));
  });

  it.each([
    '/people/v2/documentation/2025-11-11',
    '/people/v2/documentation/2025-11-10/vertices',
    '/people/v2/documentation/2025-11-10/vertices/song',
    '/people/v2/documentation/2025-11-10/vertices/Person',
    '/people/v2/documentation/2025-11-10/edges/person',
    '/people/v2/documentation/2025-11-10/vertices/person/edges',
    '/people/v2/documentation/toString',
  ])('has nothing at %s', async (path) => {
    const answer = await ask(path);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ errors: [{ status: '404' }] });
  });
});

describe('the OpenAPI document', () => {
  it.each(everyVersion)('says what the catalog says: $app $version', async ({ app, version }) => {
    const { emulator } = createOutside();
    const found = await drift(`${ORIGIN}/${app}/v2/open_api/${version}`, { fetch: emulator.fetch });
    expect(found).toMatchObject({ app, version, documentVersion: version, differences: [], notes: [] });
  });

  it('can be read from a port', async () => {
    const emulator = createEmulator({ church: 'empty' });
    const { url } = await emulator.listen();
    try {
      const found = await drift(`${url}/services/v2/open_api/2018-11-01`);
      expect(found).toMatchObject({ differences: [], notes: [] });
    } finally {
      await emulator.close();
    }
  });

  it.each(everyVersion)('hangs together: $app $version', async ({ app, version }) => {
    const json = await read(`/${app}/v2/open_api/${version}`);
    const references = [...JSON.stringify(json).matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)];
    expect(references.length).toBeGreaterThan(0);
    for (const [, part = '', name = ''] of references) expect(json.components[part]).toHaveProperty([name]);
    const shapes = Object.keys(json.paths).map((path) => path.replaceAll(/\{[^}]+\}/g, '{}'));
    expect(new Set(shapes).size).toBe(shapes.length);
    for (const [path, { parameters = [] }] of Object.entries<{ parameters?: { name: string }[] }>(
      json.paths,
    )) {
      const placeholders = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name);
      expect(new Set(placeholders).size).toBe(placeholders.length);
      expect(parameters.map(({ name }) => name)).toEqual(placeholders);
    }
  });

  it('has one server, which is this one, and JSON as its type', async () => {
    const { emulator } = createOutside();
    const answer = await emulator.fetch('http://127.0.0.1:8080/groups/v2/open_api/LATEST', {
      headers: { 'User-Agent': 'test' },
    });
    expect(answer.headers.get('Content-Type')).toBe('application/json; charset=utf-8');
    expect(await answer.json()).toMatchObject({
      openapi: '3.1.1',
      info: { title: 'groups', version: '2023-07-10' },
      servers: [{ url: 'http://127.0.0.1:8080' }],
    });
  });

  it('has paths of edges, also of nested ones, of their members, and of actions', async () => {
    const { paths } = await read('/services/v2/open_api/2018-11-01');
    const methods = (path: string) =>
      Object.keys(paths[path] ?? {})
        .filter((name) => name !== 'parameters')
        .sort();
    const song = '/services/v2/songs/{song_id}';
    expect(methods('/services/v2')).toEqual([]);
    expect(methods('/services/v2/songs')).toEqual(['get', 'post']);
    expect(methods(song)).toEqual(['delete', 'get', 'patch']);
    expect(methods(`${song}/arrangements`)).toEqual(['get', 'post']);
    expect(methods(`${song}/arrangements/{arrangement_id}/keys/{key_id}`)).toEqual([
      'delete',
      'get',
      'patch',
    ]);
    expect(methods(`${song}/assign_tags`)).toEqual(['post']);
    expect(methods('/services/v2/series/{series_id}/plans/{plan_id}/live/{live_id}/items')).toEqual(['get']);
    expect(methods('/services/v2/folders/{folder_id}/folders/{folder_id_2}')).toContain('get');
  });

  it('has for each type the schemas, parameters and errors that the service has', async () => {
    const { components, paths } = await read('/people/v2/open_api/2025-11-10');
    const { schemas, parameters, responses } = components;
    expect(
      Object.keys(schemas)
        .filter((name) => name.startsWith('email_'))
        .sort(),
    ).toEqual([
      'email_attributes',
      'email_attributes_assignable_on_create',
      'email_attributes_assignable_on_update',
      'email_collection_envelope',
      'email_relationships_and_includes_enum',
      'email_renderable_attributes_enum',
      'email_resource',
      'email_resource_envelope',
    ]);
    expect(parameters['email_where_created_at_gte']).toMatchObject({
      name: 'where[created_at][gte]',
      in: 'query',
      schema: { type: 'string', format: 'date-time' },
    });
    expect(parameters['person_where_emails__address']).toMatchObject({ name: 'where[emails][address]' });
    expect(parameters['person_include_parameter']).toMatchObject({
      name: 'include',
      explode: false,
      schema: { items: { enum: expect.arrayContaining(['emails', 'households.people']) } },
    });
    expect(parameters['email_order_parameter'].schema.items.enum).toContain('created_at');
    expect(parameters['email_all_fields_parameter'].name).toBe('fields[Email]');
    expect(parameters['per_page'].schema).toMatchObject({ minimum: 1, maximum: 100, default: 25 });
    expect(Object.keys(responses).sort()).toEqual(
      ['400', '400_destroy', '400_modify', '400_read', '401', '403', '404', '409', '422', '500'].sort(),
    );
    const { get, patch, delete: destroy } = paths['/people/v2/emails/{email_id}'];
    expect(Object.keys(get.responses)).toEqual(['200', '400', '401', '403', '404', '500']);
    expect(Object.keys(patch.responses)).toEqual(['200', '400', '401', '403', '404', '409', '422', '500']);
    expect(destroy.responses['204']).toEqual({ description: '' });
    expect(JSON.stringify(patch.requestBody)).not.toContain('required');
  });

  it.each(['/people/v2/open_api', '/people/v2/open_api/2025-11-11', '/people/v2/open_api/2025-11-10/paths'])(
    'is not at %s',
    async (path) => {
      expect((await ask(path)).status).toBe(404);
    },
  );
});

describe('documentation', () => {
  it.each([
    '/people/v2/documentation',
    '/people/v2/open_api/2025-11-10',
    '/people/v2/documentation/1999-01-01',
  ])('can be read by browsers and spends no requests: %s', async (path) => {
    const { headers } = await ask(path);
    expect(headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(headers.get('X-PCO-API-Request-Rate-Count')).toBeNull();
    expect(headers.get('X-PCO-API-Auth-Method')).toBeNull();
  });

  it('is for everybody, whatever their credentials', async () => {
    expect((await ask('/people/v2/documentation', { Authorization: 'Bearer wrong' })).status).toBe(200);
  });

  it('has a validator', async () => {
    const etag = (await ask('/people/v2/documentation')).headers.get('ETag') ?? '';
    expect((await ask('/people/v2/documentation', { 'If-None-Match': etag })).status).toBe(304);
  });

  it('is only read', async () => {
    const { emulator } = createOutside();
    const answer = await emulator.fetch(`${ORIGIN}/people/v2/documentation`, {
      method: 'POST',
      headers: { 'User-Agent': 'test' },
      body: '{}',
    });
    expect(answer.status).toBe(401);
  });
});
