/** A vertex as the documentation writes it, with all that a comparison has to pass over. */
export const PERSON_OF_CURRENT = {
  data: {
    type: 'Vertex',
    id: 'person',
    attributes: {
      name: 'Person',
      description: 'Somebody.',
      example: '{"type":"Person","id":"1","attributes":{}}',
      path: 'https://api.planningcenteronline.com/current/v2/people',
      collection_only: false,
      deprecated: false,
    },
    relationships: {
      attributes: {
        data: [
          {
            type: 'Attribute',
            attributes: {
              name: 'email',
              type_annotation: { name: 'string', example: 'string' },
              note: null,
              permission_level: 'public',
              description: null,
            },
          },
          {
            type: 'Attribute',
            attributes: {
              name: 'nickname',
              type_annotation: { name: 'string', example: 'string' },
              note: null,
              permission_level: 'public',
              description: null,
            },
          },
        ],
      },
      relationships: { data: [] },
      permissions: {
        data: {
          type: 'Permissions',
          attributes: {
            read: null,
            can_create: false,
            can_update: true,
            can_destroy: false,
            create_assignable: [],
            update_assignable: ['email'],
          },
        },
      },
      actions: { data: [] },
      outbound_edges: {
        data: [
          {
            type: 'Edge',
            id: 'organization-person-organization',
            attributes: {
              name: 'organization',
              details: null,
              path: 'https://api.planningcenteronline.com/current/v2/people/1/organization',
              filters: [],
              scopes: [],
              deprecated: false,
            },
            relationships: {
              head: {
                data: { type: 'Vertex', id: 'organization', attributes: { name: 'Organization' } },
              },
              tail: { data: { type: 'Vertex', id: 'person', attributes: { name: 'Person' } } },
              rate_limits: { data: [] },
            },
          },
        ],
      },
      inbound_edges: { data: [] },
      can_include: { data: [] },
      can_order: { data: [] },
      can_query: {
        data: [
          {
            type: 'URLParameter',
            attributes: {
              name: 'email',
              parameter: 'where[email]',
              type: 'string',
              value: null,
              example: '?where[email]=string',
            },
          },
        ],
      },
      per_page: {
        data: {
          type: 'URLParameter',
          attributes: {
            name: 'per_page',
            parameter: 'per_page',
            type: 'integer',
            minimum: 1,
            maximum: 100,
            default: 25,
          },
        },
      },
      rate_limits: { data: [] },
    },
  },
};
