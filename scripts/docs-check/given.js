/** What pages take for granted: names that a reader has already, or that stand for a program of their own. */
import { Churches, getBrowserRedirectUrl, memoryTokenStore, OAuthSession } from 'tspco';
import { createWebhook, WebhookHandler } from 'tspco/webhooks';

const HEAD = `
import type { IncomingMessage, Server } from 'node:http';
import type { Churches, OAuthSession, PCO, ResourceAt, StartedAuthorization } from 'tspco';
import type { Emulator } from '@tspco/emulator';
import type { WebhookHandler } from 'tspco/webhooks';
export declare const process: NodeJS.Process;
`;

/** Names of all pages, with their types. */
const COMMON = {
  pco: 'PCO',
  id: 'string',
  secret: 'string',
  state: 'string',
  clientId: 'string',
  clientSecret: 'string',
  redirectUri: 'string',
  application:
    '{ clientId: string; clientSecret: string; redirectUri: string; scopes: string[]; apiBase: string }',
  session: 'OAuthSession',
  started: 'StartedAuthorization',
  churches: 'Churches',
  server: 'Server',
  emulator: 'Emulator',
  webhooks: 'WebhookHandler',
  express: '{ json(options?: object): unknown }',
  app: '{ use(...handlers: unknown[]): void; post(path: string, ...handlers: unknown[]): void }',
  keep: '(record: unknown) => void',
  write: '(record: unknown) => void',
  show: '(done: number, total: number | undefined) => void',
  savePlace: '(place: string | undefined) => Promise<void>',
  savedPlace: '() => Promise<string | undefined>',
  copyList: '(id: string, options: { signal: AbortSignal }) => Promise<void>',
  secrets: 'string[]',
  newSecret: 'string',
  oldSecret: 'string',
  code: 'string',
  tokens: '{ access_token: string; refresh_token?: string; token_type: string; expires_in: number }',
};

/** Where a page means something else by a name, also when a block of it has made one. */
const OF_PAGE = {
  'docs/oauth.md': { request: 'IncomingMessage', session: 'OAuthSession', server: 'Server' },
  'docs/webhooks.md': { request: 'Request' },
  // They are compiled, and not run.
  docstrings: {
    applicationId: 'string',
    request: 'Request & { url: string; query: { id: string } }',
    response: '{ redirect(url: string): void }',
    fields: "import('tspco/people').CustomFields",
    values: "import('tspco/people').FieldValues",
    person: "{ data: ResourceAt<'/people/v2/people'> }",
    event: "import('tspco/webhooks').WebhookEvent",
    payload: '{ data: { id: string } }',
    rows: '{ personId: string }[]',
    lastExport: 'Date',
    database: 'object',
    MyStore: "new (database: object) => import('tspco').TokenStore & import('tspco/webhooks').WebhookStore",
    tryLock: "(name: string, lease: number) => Promise<import('tspco').TokenLock | undefined>",
    welcome: '(name: string | null) => Promise<void>',
    name: 'string | undefined',
  },
};

/** @param {string} page */
export function givenTypes(page) {
  const names = { ...COMMON, ...OF_PAGE[page] };
  const lines = Object.entries(names).map(([name, type]) => `export declare const ${name}: ${type};`);
  return {
    names: ['process', ...Object.keys(names)],
    winning: Object.keys(OF_PAGE[page] ?? {}),
    types: `${HEAD}${lines.join('\n')}\n`,
  };
}

/**
 * The values behind the names.
 *
 * @param {string} page
 * @param {Awaited<ReturnType<typeof import('./church.js').openChurch>>} church
 * @param {NodeJS.Process} process
 */
export async function givenValues(page, { emulator, url, pco }, process) {
  const application = {
    clientId: emulator.applicationId,
    clientSecret: emulator.secret,
    redirectUri: 'https://example.org/callback',
    scopes: ['people'],
    apiBase: url,
  };
  const { accessToken, refreshToken } = await emulator.control.signIn({ scopes: ['people'] });
  const tokens = {
    access_token: accessToken,
    refresh_token: refreshToken,
    token_type: 'bearer',
    expires_in: 7200,
  };
  const secret = 'practice-secret';
  const webhooks = new WebhookHandler({ secrets: [secret], fallback: () => {} });
  const churches = new Churches({ ...application, store: memoryTokenStore() });
  const started = await churches.startAuthorization();
  const asked = getBrowserRedirectUrl(application.clientId, application.redirectUri, ['people'], {
    apiBase: url,
  });
  const code = await codeFor(asked);
  const payload = { data: { type: 'Person', id: '7', attributes: { last_name: 'Rolfe' } } };
  const delivery = await createWebhook({ name: 'people.v2.events.person.created', payload }, secret);
  const isWebhooks = page === 'docs/webhooks.md';
  return {
    process,
    pco,
    id: '1',
    secret,
    state: 'state',
    ...application,
    application,
    session: new OAuthSession({ ...application, tokens }),
    started,
    churches,
    server: { close: () => {} },
    emulator,
    webhooks,
    express: { json: () => () => {} },
    app: { use() {}, post() {} },
    keep() {},
    write() {},
    show() {},
    savePlace: async () => {},
    savedPlace: async () => undefined,
    copyList: async () => {},
    secrets: [secret],
    newSecret: secret,
    oldSecret: 'another-secret',
    code,
    tokens,
    request: isWebhooks ? new Request('http://localhost/', delivery) : { url: await comingBack(started.url) },
  };
}

/** The address that the browser is sent back to by somebody who allows everything. */
export async function comingBack(address) {
  const answer = await fetch(address, { redirect: 'manual', headers: { 'user-agent': 'docs' } });
  return answer.headers.get('location');
}

async function codeFor(address) {
  return new URL(await comingBack(address)).searchParams.get('code');
}
