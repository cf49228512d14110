import { get as getPlain } from 'node:http';
import { get as getSecure } from 'node:https';
import { document } from '../program/visit.js';

const PEOPLE = '/people/v2/people';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const JSON_API = 'application/vnd.api+json; charset=utf-8';

/** @type {import('../program/scenario.js').Chapter} */
export const TRANSPORT = {
  title: 'Transport',
  facts: {
    'content-type': 'documents are JSON:API, errors plain JSON',
    cache: 'documents must be revalidated, errors must not be cached',
    etag: 'documents have a weak ETag of 32 hexadecimal digits, errors none',
    vary: 'what answers depend on is in Vary',
    'auth-method': 'the kind of credentials is repeated',
    processor: 'answers of apps name the engine',
    'request-id': 'every answer has an id and its running time',
    cookie: 'writes set a cookie that names the method, reads set none',
    security: 'answers carry the headers that protect browsers',
    location: 'what was created is not named in Location',
    gzip: 'bodies are compressed for those who ask for it',
    'user-agent': 'the firewall stops requests without a User-Agent',
    'no-redirects': 'the API answers without redirects',
    'app-names': 'Check-Ins has its path with a hyphen',
  },
  unshown: {
    http2: 'the same documents come through HTTP/1.1, which these scenarios speak',
    'loopback-redirects': 'the firewall judges sign-in addresses; the emulator is for programs on loopback',
    'underscored-check-ins': 'accepted years ago; not known of today',
    'calendar-as-resources': 'the path of 2020; not known of today',
    'blocked-later': 'whether the firewall blocks a program after many requests cannot be asked for',
  },
  scenarios: [
    {
      name: 'a document is JSON:API, and must be revalidated',
      shows: ['content-type', 'cache', 'vary'],
      app: 'people',
      async play({ get, same }) {
        const { headers } = await get(`${PEOPLE}?per_page=1`);
        same('Content-Type', headers.get('Content-Type'), JSON_API);
        same('Cache-Control', headers.get('Cache-Control'), 'max-age=0, private, must-revalidate');
        same('Vary', headers.get('Vary'), 'Accept, Accept-Encoding, Origin');
      },
    },
    {
      name: 'an error is plain JSON, and is not to be cached',
      shows: ['content-type', 'cache', 'etag'],
      app: 'people',
      async play({ get, same }) {
        const { status, headers } = await get(`${PEOPLE}/0`);
        same('status', status, 404);
        same('Content-Type', headers.get('Content-Type'), 'application/json; charset=utf-8');
        same('Cache-Control', headers.get('Cache-Control'), 'no-cache');
        same('ETag', headers.get('ETag'), null);
      },
    },
    {
      name: 'a document has a weak ETag, the same for the same document',
      shows: ['etag'],
      app: 'people',
      async play({ get, same, matches }) {
        const [one, two] = [await get('/people/v2'), await get('/people/v2')];
        matches('ETag', one.headers.get('ETag'), /^W\/"[0-9a-f]{32}"$/);
        if (one.text === two.text)
          same('ETag of the same document', two.headers.get('ETag'), one.headers.get('ETag'));
      },
    },
    {
      name: 'an answer says that a personal access token was used',
      shows: ['auth-method'],
      app: 'people',
      needs: ['pat'],
      async play({ get, same }) {
        const { headers } = await get('/people/v2', { as: 'pat' });
        same('X-PCO-API-Auth-Method', headers.get('X-PCO-API-Auth-Method'), 'HTTPBasic');
      },
    },
    {
      name: 'an answer of an app, an error too, names engine, id and running time',
      shows: ['processor', 'request-id'],
      app: 'people',
      async play({ get, matches }) {
        for (const path of ['/people/v2', `${PEOPLE}/0`]) {
          const { headers } = await get(path);
          matches(`processor of ${path}`, headers.get('X-PCO-API-Processor'), /^ENG_/);
          matches(`request id of ${path}`, headers.get('X-Request-Id'), UUID);
          matches(`running time of ${path}`, headers.get('X-Runtime'), /^\d+\.\d{6}$/);
        }
      },
    },
    {
      name: 'a write sets a cookie that names its method, a read sets none',
      shows: ['cookie'],
      app: 'people',
      writes: 'a person',
      async play({ get, post, patch, delete: remove, named, same, matches }) {
        const read = await get('/people/v2');
        same('cookies of a read', read.headers.getSetCookie().filter(isMethod), []);
        const created = await post(PEOPLE, person(named('Cookie')));
        const path = `${PEOPLE}/${created.body.data.id}`;
        const changed = await patch(path, document('Person', { nickname: 'Cookie' }));
        const deleted = await remove(path);
        for (const [method, { headers }] of Object.entries({
          POST: created,
          PATCH: changed,
          DELETE: deleted,
        }))
          matches(`cookie of ${method}`, headers.getSetCookie().find(isMethod), cookieOf(method));
      },
    },
    {
      name: 'what was created is not named in a Location header',
      shows: ['location'],
      app: 'people',
      writes: 'a person',
      async play({ post, named, same }) {
        const { status, headers } = await post(PEOPLE, person(named('Location')));
        same('status', status, 201);
        same('Location', headers.get('Location'), null);
      },
    },
    {
      name: 'an answer carries the headers that protect browsers',
      shows: ['security'],
      app: 'people',
      async play({ get, same, matches }) {
        const { headers } = await get('/people/v2');
        matches('Strict-Transport-Security', headers.get('Strict-Transport-Security'), /^max-age=\d+/);
        for (const [name, value] of [
          ['X-Content-Type-Options', 'nosniff'],
          ['X-Frame-Options', 'SAMEORIGIN'],
          ['X-XSS-Protection', '1; mode=block'],
          ['X-Download-Options', 'noopen'],
          ['X-Permitted-Cross-Domain-Policies', 'none'],
        ])
          same(name, headers.get(name), value);
        matches('Referrer-Policy', headers.get('Referrer-Policy'), /./);
      },
    },
    {
      name: 'an error is compressed when the request allows it, and only then',
      shows: ['gzip'],
      app: 'people',
      async play({ get, same }) {
        const ask = (encoding) => get('/bogus', { headers: { 'Accept-Encoding': encoding } });
        const [zipped, plain] = [await ask('gzip, deflate'), await ask('identity')];
        same('Content-Encoding', zipped.headers.get('Content-Encoding'), 'gzip');
        same('Content-Encoding unasked', plain.headers.get('Content-Encoding'), null);
        same('the same document', zipped.body, plain.body);
      },
    },
    {
      name: 'the firewall stops a request without a User-Agent, on a page in HTML',
      shows: ['user-agent'],
      async play({ target, same, matches }) {
        const { status, type, text } = await getWithoutAgent(`${target.apiBase}${PEOPLE}`);
        same('status', status, 403);
        matches('Content-Type', type, /^text\/html/);
        matches('page', text, /CloudFront/);
        matches('page', text, /request id/i);
      },
    },
    {
      name: 'apps answer at their own paths, without redirects',
      shows: ['no-redirects', 'app-names'],
      async play({ get, same, skip }) {
        const apps = ['people', 'services', 'giving', 'groups', 'calendar', 'check-ins', 'registrations'];
        let answered = 0;
        for (const app of apps) {
          const { status, headers, body } = await get(`/${app}/v2`);
          same(`a redirect of ${app}`, headers.get('Location'), null);
          if (status !== 200) continue;
          answered++;
          same(`type of the root of ${app}`, body.data.type, 'Organization');
        }
        if (answered === 0) skip('these credentials may read none of them');
      },
    },
  ],
};

function person(last_name) {
  return document('Person', { first_name: 'Scenario', last_name });
}

function isMethod(cookie) {
  return cookie.startsWith('request_method=');
}

function cookieOf(method) {
  return new RegExp(`^request_method=${method}; path=/; secure$`, 'i');
}

/** `fetch` cannot leave the header out. */
function getWithoutAgent(address) {
  const get = address.startsWith('https:') ? getSecure : getPlain;
  return new Promise((resolve, reject) => {
    get(address, { agent: false }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (chunk) => (text += chunk));
      answer.on('end', () =>
        resolve({ status: answer.statusCode, type: answer.headers['content-type'], text }),
      );
    }).on('error', reject);
  });
}
