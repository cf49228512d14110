const REQUEST_HEADERS =
  'Accept, Authorization, Content-Type, If-Match, If-Modified-Since, If-None-Match, If-Unmodified-Since, Origin, X-Requested-With, X-CSRF-Token, X-PCO-API-Version';

/** @type {import('../program/scenario.js').Chapter} */
export const BROWSERS = {
  title: 'Browsers',
  facts: {
    allowed: 'answers of the API may be read by every page',
    exposed: 'pages may read the rate headers and Retry-After',
    refused: 'a refused request may not be read, so that pages see no status',
    tokens: 'token requests may not be read',
  },
  unshown: {
    'add-ons': 'code that runs inside of the product has other means',
    mcp: 'another service on another host',
    support: 'that it is not supported is no behaviour',
  },
  scenarios: [
    {
      name: 'answers of the API, errors too, may be read by every page',
      shows: ['allowed'],
      app: 'people',
      async play({ get, same, includes }) {
        for (const path of ['/people/v2', '/people/v2/people/0', '/bogus']) {
          const { headers } = await get(path);
          const listOf = (name) => headers.get(`Access-Control-Allow-${name}`)?.split(', ') ?? [];
          same(`origins of ${path}`, listOf('Origin'), ['*']);
          same(`credentials of ${path}`, listOf('Credentials'), ['true']);
          includes(
            `methods of ${path}`,
            listOf('Methods'),
            'GET, POST, PATCH, PUT, DELETE, OPTIONS'.split(', '),
          );
          includes(`headers of ${path}`, listOf('Headers'), REQUEST_HEADERS.split(', '));
        }
      },
    },
    {
      name: 'pages may read the rate headers and Retry-After',
      shows: ['exposed'],
      app: 'people',
      async play({ get, includes }) {
        const { headers } = await get('/people/v2');
        includes('exposed', headers.get('Access-Control-Expose-Headers')?.split(', ') ?? [], [
          'X-PCO-API-Request-Rate-Limit',
          'X-PCO-API-Request-Rate-Count',
          'X-PCO-API-Request-Rate-Period',
          'Retry-After',
        ]);
      },
    },
    {
      name: 'a refused request may not be read by a page',
      shows: ['refused'],
      async play({ get, same }) {
        const accepted = await get('/people/v2');
        same('origins of an accepted one', accepted.headers.get('Access-Control-Allow-Origin'), '*');
        const { status, headers } = await get('/people/v2', { as: 'nobody' });
        same('status', status, 401);
        same('origins', headers.get('Access-Control-Allow-Origin'), null);
      },
    },
    {
      name: 'a token request may not be read by a page',
      shows: ['tokens'],
      async play({ send, same }) {
        const fields = {
          grant_type: 'refresh_token',
          refresh_token: 'none',
          client_id: 'none',
          client_secret: 'none',
        };
        const { headers, body } = await send('POST', '/oauth/token', { as: 'nobody', body: fields });
        same('type of the error', typeof body.error, 'string');
        same('origins', headers.get('Access-Control-Allow-Origin'), null);
      },
    },
  ],
};
