/** @type {import('../program/scenario.js').Chapter} */
export const DOCUMENTATION = {
  title: 'Documentation',
  facts: {
    graph: 'each app documents its versions, for everybody',
    version: 'each version documents its changes and vertices',
    vertex: 'each vertex documents its attributes, relationships, permissions and edges',
    'url-parameters': 'the documentation of a vertex tells least, most and usual per_page',
    'open-api': 'each version has an OpenAPI document',
  },
  unshown: {
    nullability: 'nothing tells which attributes may be null',
    oddities: 'small mistakes of the documents come and go',
  },
  scenarios: [
    {
      name: 'an app documents its versions, without credentials',
      shows: ['graph'],
      async play({ get, same, includes }) {
        const { status, body } = await get('/services/v2/documentation', { as: 'nobody' });
        same('status', status, 200);
        same('type', body.data.type, 'Graph');
        const versions = body.data.relationships.versions.data;
        same('types', [...new Set(versions.map(({ type }) => type))], ['Version']);
        includes(
          'versions',
          versions.map(({ id }) => id),
          ['2018-08-01', '2018-11-01'],
        );
      },
    },
    {
      name: 'a version documents its vertices and its entry',
      shows: ['version'],
      async play({ get, same, includes }) {
        const { body } = await get('/services/v2/documentation/2018-11-01', { as: 'nobody' });
        same('type', body.data.type, 'Version');
        includes('relationships', Object.keys(body.data.relationships), ['entry', 'vertices']);
      },
    },
    {
      name: 'a vertex documents everything about itself as embedded objects',
      shows: ['vertex', 'url-parameters'],
      async play({ get, same, includes }) {
        const { body } = await get('/services/v2/documentation/2018-11-01/vertices/song', { as: 'nobody' });
        same('type', body.data.type, 'Vertex');
        const { attributes, per_page, ...others } = body.data.relationships;
        includes('relationships', Object.keys(others), [
          'permissions',
          'outbound_edges',
          'can_include',
          'actions',
        ]);
        includes(
          'attributes',
          attributes.data.map((one) => one.attributes.name),
          ['title'],
        );
        const { minimum, maximum, default: usual } = per_page.data.attributes;
        same('per_page', { minimum, maximum, usual }, { minimum: 1, maximum: 100, usual: 25 });
      },
    },
    {
      name: 'a version has an OpenAPI document, without credentials',
      shows: ['open-api'],
      async play({ get, same, matches }) {
        const { status, body } = await get('/services/v2/open_api/2018-11-01', { as: 'nobody' });
        same('status', status, 200);
        matches('openapi', body.openapi, /^3\.1/);
        same('servers', body.servers.length, 1);
      },
    },
  ],
};
