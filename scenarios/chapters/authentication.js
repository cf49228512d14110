import { createHash } from 'node:crypto';

const PEOPLE = '/people/v2/people';
const HOUR = 3_600_000;
const CALLBACK = 'https://church.example.org/callback';
const CONSENT = 'a person has to consent in a browser';
const DENIED = 'HTTP Basic: Access denied.';

/** @type {import('../program/scenario.js').Chapter} */
export const AUTHENTICATION = {
  title: 'Authentication',
  facts: {
    pat: 'id and secret of a personal access token are HTTP Basic credentials',
    'same-person': 'every token of a person is that person',
    'bad-basic': 'a wrong secret, an unknown scheme and no credentials at all get the same page',
    'bad-bearer': 'a token that nobody knows gets an error document with a hint',
    'hint-expired': 'the hint for an expired token is another one',
    'hint-scope': 'a token without the scope of an app is refused there, with a hint of its own',
    'flat-errors': 'token requests fail with flat objects',
    'token-document': 'what a token request answers',
    'token-bodies':
      'a token request may be a form, multipart or JSON, and its client may be in a Basic header',
    'two-hours': 'an access token lives for two hours',
    'ninety-days': 'a refresh token lives for ninety days',
    rotation: 'a refresh gives a new pair, and the old refresh token is spent',
    pkce: 'a code with a challenge needs its verifier; with it a program without a secret gets tokens',
    'code-once': 'a code works once, and is taken for stolen when it comes again',
    redirect: 'the browser comes back to the address that was given, with code and state',
    'unknown-scope': 'an unknown scope shows a page, and sends nobody back',
    'identity-scopes': 'profile and email are no scopes',
    revoke: 'a token can be revoked',
    openid: 'openid adds an id token, and there is a document to discover the rest',
    'organization-token':
      'a church on Church Center gives everybody a token to read with, sent in one of two ways',
    forbidden: 'what a person may not do is an error document of 403',
  },
  unshown: {
    'no-scopes': 'that a personal access token may do what its person may needs a second person',
    cookies: 'the session cookies of a browser are no way for programs',
    'refresh-endpoint': 'one document names /oauth/refresh; practice does not',
    'registered-redirects': 'which addresses an application registered is known to its owner',
    'access-denied': 'somebody has to refuse in a browser',
    'select-account': 'what prompt does is seen in a browser',
    'other-hints': 'the remaining hints tell of accounts that were taken away, which cannot be asked for',
    'parallel-refreshes': 'two at once are two uses of one refresh token, which rotation shows',
    'published-secrets': 'secrets found in public code are disabled; nobody should try',
  },
  scenarios: [
    {
      name: 'a personal access token is sent as HTTP Basic, and is a person',
      shows: ['pat'],
      app: 'people',
      needs: ['pat'],
      async play({ get, same }) {
        const { status, body } = await get('/people/v2/me', { as: 'pat' });
        same('status', status, 200);
        same('type', body.data.type, 'Person');
      },
    },
    {
      name: 'an OAuth token of the same person is that person',
      shows: ['same-person'],
      app: 'people',
      needs: ['pat', 'token'],
      async play({ get, matches, skip }) {
        const [one, two] = [
          await get('/people/v2/me', { as: 'pat' }),
          await get('/people/v2/me', { as: 'token' }),
        ];
        if (one.body?.data?.id !== two.body?.data?.id) skip('the two tokens are not of one person');
        matches('id', two.body.data.id, /^\d+$/);
      },
    },
    {
      name: 'wrong credentials, an unknown scheme and none at all get the same short page',
      shows: ['bad-basic'],
      async play({ get, same }) {
        const wrong = `Basic ${btoa('scenario:wrong')}`;
        for (const Authorization of [wrong, 'Digest username="scenario"', undefined]) {
          const headers = Authorization === undefined ? {} : { Authorization };
          const answer = await get(PEOPLE, { as: 'nobody', headers });
          same('status', answer.status, 401);
          same('Content-Type', answer.headers.get('Content-Type'), 'text/html; charset=utf-8');
          same('WWW-Authenticate', answer.headers.get('WWW-Authenticate'), 'Basic realm="Application"');
          same('page', answer.text.trim(), DENIED);
        }
      },
    },
    {
      name: 'a token that nobody knows gets an error document with the hint CAPUCHIN',
      shows: ['bad-bearer'],
      async play({ get, same, matches }) {
        const headers = { Authorization: `Bearer pco_tok_${'0'.repeat(72)}` };
        const { status, body } = await get(PEOPLE, { as: 'nobody', headers });
        same('status', status, 401);
        const [{ detail, ...error }] = body.errors;
        same('error', error, { code: 'unauthorized', title: 'Unauthorized', status: '401' });
        matches('detail', detail, /could not be authenticated.*\(CAPUCHIN\)/);
      },
    },
    {
      name: 'a token request of an unknown application fails with a flat object',
      shows: ['flat-errors'],
      async play({ send, same }) {
        const { status, body } = await send('POST', '/oauth/token', {
          as: 'nobody',
          body: {
            grant_type: 'refresh_token',
            refresh_token: 'none',
            client_id: 'none',
            client_secret: 'none',
          },
        });
        same('status', status, 401);
        same('error', body.error, 'invalid_client');
        same('type of error_description', typeof body.error_description, 'string');
        same('errors', body.errors, undefined);
      },
    },
    {
      name: 'after consent the browser comes back with a code and the state, and the code buys tokens',
      shows: ['redirect', 'token-document'],
      emulatorOnly: CONSENT,
      async play(visit) {
        const { same, matches } = visit;
        const { status, headers, body } = await buyTokens(visit, { scope: 'people services' });
        same('status', status, 200);
        same('Cache-Control', headers.get('Cache-Control'), 'no-store');
        matches('access_token', body.access_token, /^pco_tok_/);
        matches('token_type', body.token_type, /^bearer$/i);
        same('expires_in', body.expires_in, 7200);
        matches('refresh_token', body.refresh_token, /./);
        same('scope', body.scope, 'people services');
        same('created_at is in seconds', String(body.created_at).length, 10);
      },
    },
    {
      name: 'a token request may be a form, multipart or JSON, and its client may be in a Basic header',
      shows: ['token-bodies'],
      emulatorOnly: CONSENT,
      async play(visit) {
        const { id, secret } = visit.target.client;
        const multipart = (fields) => {
          const form = new FormData();
          for (const [name, value] of Object.entries(fields)) form.append(name, value);
          return { body: form };
        };
        const form = (fields) => ({
          body: new URLSearchParams(fields).toString(),
          headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        });
        const inHeader = (fields) => ({
          body: { ...fields, client_id: undefined, client_secret: undefined },
          headers: { Authorization: `Basic ${btoa(`${id}:${secret}`)}` },
        });
        for (const write of [form, multipart, inHeader]) {
          const { status } = await buyTokens(visit, { write });
          visit.same('status', status, 200);
        }
      },
    },
    {
      name: 'an access token lives for two hours, then the hint is BABOON',
      shows: ['two-hours', 'hint-expired'],
      emulatorOnly: 'it takes two hours',
      async play(visit) {
        const { body } = await buyTokens(visit);
        const headers = { Authorization: `Bearer ${body.access_token}` };
        const read = () => visit.get('/people/v2/me', { as: 'nobody', headers });
        await visit.wait(2 * HOUR - 1000);
        visit.same('status before', (await read()).status, 200);
        await visit.wait(2000);
        const late = await read();
        visit.same('status after', late.status, 401);
        visit.matches('detail', late.body.errors[0].detail, /\(BABOON\)/);
      },
    },
    {
      name: 'a refresh token works once and gives a new pair',
      shows: ['rotation'],
      emulatorOnly: 'a failure would cost the caller their refresh token',
      async play(visit) {
        const { body: bought } = await buyTokens(visit);
        const { status, body: renewed } = await refresh(visit, bought.refresh_token);
        visit.same('status', status, 200);
        visit.same('another access token', renewed.access_token === bought.access_token, false);
        visit.same('another refresh token', renewed.refresh_token === bought.refresh_token, false);
        const again = await refresh(visit, bought.refresh_token);
        visit.same('status of the second use', again.status >= 400 && again.status < 500, true);
        visit.includes('errors for a spent token', ['invalid_request', 'invalid_grant'], [again.body.error]);
        visit.same('the new one works', (await refresh(visit, renewed.refresh_token)).status, 200);
      },
    },
    {
      name: 'a refresh token lives for ninety days',
      shows: ['ninety-days'],
      emulatorOnly: 'it takes ninety days',
      async play(visit) {
        const { body: bought } = await buyTokens(visit);
        await visit.wait(90 * 24 * HOUR - 1000);
        const { status, body } = await refresh(visit, bought.refresh_token);
        visit.same('status before', status, 200);
        await visit.wait(90 * 24 * HOUR + 1000);
        visit.same('error after', (await refresh(visit, body.refresh_token)).body.error, 'invalid_grant');
      },
    },
    {
      name: 'a code that was asked for with a challenge needs the verifier, and then no secret',
      shows: ['pkce'],
      emulatorOnly: CONSENT,
      async play(visit) {
        const verifier = 'a-verifier-of-more-than-forty-three-characters-as-it-must-be';
        const challenge = createHash('sha256').update(verifier).digest('base64url');
        const without = (fields) => ({ body: { ...fields, client_secret: undefined } });
        const wrong = await buyTokens(visit, { challenge, verifier: `${verifier}!`, write: without });
        visit.same('error for a wrong verifier', wrong.body.error, 'invalid_grant');
        const right = await buyTokens(visit, { challenge, verifier, write: without });
        visit.same('status', right.status, 200);
      },
    },
    {
      name: 'an unknown scope, and profile and email, show a page and send nobody back',
      shows: ['unknown-scope', 'identity-scopes'],
      emulatorOnly: CONSENT,
      async play(visit) {
        for (const scope of ['people bogus', 'profile', 'email']) {
          const { headers } = await authorize(visit, { scope });
          visit.same(`Location for ${scope}`, headers.get('Location'), null);
          visit.matches(`Content-Type for ${scope}`, headers.get('Content-Type'), /^text\/html/);
        }
      },
    },
    {
      name: 'a revoked token is refused with the hint CAPUCHIN',
      shows: ['revoke'],
      emulatorOnly: CONSENT,
      async play(visit) {
        const { body } = await buyTokens(visit);
        const token = body.access_token;
        const revoked = await visit.send('POST', '/oauth/revoke', {
          as: 'nobody',
          body: { token, ...clientOf(visit) },
        });
        visit.same('status', revoked.status, 200);
        const headers = { Authorization: `Bearer ${token}` };
        const late = await visit.get('/people/v2/me', { as: 'nobody', headers });
        visit.same('status afterwards', late.status, 401);
        visit.matches('detail', late.body.errors[0].detail, /\(CAPUCHIN\)/);
      },
    },
    {
      name: 'a token without the scope of an app is refused there with the hint PELICAN',
      shows: ['hint-scope'],
      emulatorOnly: CONSENT,
      async play(visit) {
        const { body } = await buyTokens(visit, { scope: 'people' });
        const headers = { Authorization: `Bearer ${body.access_token}` };
        const allowed = await visit.get('/people/v2/me', { as: 'nobody', headers });
        visit.same('status in People', allowed.status, 200);
        const refused = await visit.get('/services/v2/me', { as: 'nobody', headers });
        visit.same('status in Services', refused.status, 401);
        visit.matches('detail', refused.body.errors[0].detail, /\(PELICAN\)/);
      },
    },
    {
      name: 'with openid an id token says who it is, and so does the user info',
      shows: ['openid'],
      emulatorOnly: CONSENT,
      async play(visit) {
        const { body } = await buyTokens(visit, { scope: 'openid people' });
        const claims = JSON.parse(atob(body.id_token.split('.')[1].replace(/-/g, '+').replace(/_/g, '/')));
        const headers = { Authorization: `Bearer ${body.access_token}` };
        const me = await visit.get('/people/v2/me', { as: 'nobody', headers });
        visit.same('sub', claims.sub, me.body.data.id);
        visit.same('aud', claims.aud, visit.target.client.id);
        const user = await visit.get('/oauth/userinfo', { as: 'nobody', headers });
        visit.same('status of the user info', user.status, 200);
        for (const name of ['sub', 'name', 'email', 'organization_id', 'organization_name'])
          visit.same(name, user.body[name], claims[name]);
        visit.same('email_verified', claims.email_verified, undefined);
      },
    },
    {
      name: 'a code that is used twice takes back what it gave',
      shows: ['code-once'],
      emulatorOnly: CONSENT,
      async play(visit) {
        const { headers } = await authorize(visit);
        const code = new URL(headers.get('Location') ?? '').searchParams.get('code');
        const fields = { grant_type: 'authorization_code', code, redirect_uri: CALLBACK, ...clientOf(visit) };
        const buy = () => visit.send('POST', '/oauth/token', { as: 'nobody', body: fields });
        const first = await buy();
        visit.same('status', first.status, 200);
        visit.same('error of the second use', (await buy()).body.error, 'invalid_grant');
        const token = { Authorization: `Bearer ${first.body.access_token}` };
        const late = await visit.get('/people/v2/me', { as: 'nobody', headers: token });
        visit.same('status afterwards', late.status, 401);
      },
    },
    {
      name: 'a document tells programs where to sign in and who signs',
      shows: ['openid'],
      async play({ get, same, includes }) {
        const { status, body } = await get('/.well-known/openid-configuration', { as: 'nobody' });
        same('status', status, 200);
        same('path of the token endpoint', new URL(body.token_endpoint).pathname, '/oauth/token');
        includes('signing', body.id_token_signing_alg_values_supported, ['RS256']);
      },
    },
    {
      name: 'a church on Church Center gives everybody a token, which reads when it is sent in either way',
      shows: ['organization-token'],
      needs: ['churchCenter'],
      async play({ send, get, target, same, matches }) {
        const { body } = await send('POST', target.organizationTokenUrl, { as: 'nobody' });
        const { token, expires_at } = body.data.attributes;
        matches('token', token, /^ort_/);
        matches('expires_at', expires_at, /^\d{4}-\d\d-\d\dT/);
        for (const scheme of ['OrganizationToken', 'Bearer']) {
          const headers = { Authorization: `${scheme} ${token}` };
          const { status } = await get(`${target.churchCenterApi}/groups/v2/groups?per_page=1`, {
            as: 'nobody',
            headers,
          });
          same(`status as ${scheme}`, status, 200);
        }
      },
    },
    {
      name: 'what a person may not do gets an error document of 403',
      shows: ['forbidden'],
      app: 'giving',
      writes: 'nothing, unless a donation without a batch is allowed after all',
      async play({ post, same }) {
        const { status, body } = await post('/giving/v2/donations', {
          data: { type: 'Donation', attributes: { payment_method: 'cash' } },
        });
        same('status', status, 403);
        same('status in the document', body.errors[0].status, '403');
        same('title', body.errors[0].title, 'Forbidden');
      },
    },
  ],
};

function clientOf({ target }) {
  return { client_id: target.client.id, client_secret: target.client.secret };
}

function authorize(visit, { scope = 'people', challenge } = {}) {
  const parameters = new URLSearchParams({
    client_id: visit.target.client.id,
    redirect_uri: CALLBACK,
    response_type: 'code',
    scope,
    state: 'from here',
    ...(challenge && { code_challenge: challenge, code_challenge_method: 'S256' }),
  });
  return visit.get(`/oauth/authorize?${parameters}`, { as: 'nobody' });
}

async function buyTokens(visit, { scope, challenge, verifier, write = (fields) => ({ body: fields }) } = {}) {
  const { headers } = await authorize(visit, { scope, challenge });
  const back = new URL(headers.get('Location') ?? '');
  visit.same('where the browser comes back', `${back.origin}${back.pathname}`, CALLBACK);
  visit.same('state', back.searchParams.get('state'), 'from here');
  const fields = {
    grant_type: 'authorization_code',
    code: back.searchParams.get('code'),
    redirect_uri: CALLBACK,
    ...clientOf(visit),
    ...(verifier && { code_verifier: verifier }),
  };
  return visit.send('POST', '/oauth/token', { as: 'nobody', ...write(fields) });
}

function refresh(visit, refresh_token) {
  const body = { grant_type: 'refresh_token', refresh_token, ...clientOf(visit) };
  return visit.send('POST', '/oauth/token', { as: 'nobody', body });
}
