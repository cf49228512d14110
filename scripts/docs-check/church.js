/** The church that the pages speak of, and the modules of a reader's program, whose clients ask it. */
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import http from 'node:http';
import { createEmulator } from '@tspco/emulator';
import * as tspco from 'tspco';
import { memoryWebhookStore } from 'tspco/webhooks';

/** Opens a church with the ids and names that the pages use. */
export async function openChurch() {
  const emulator = createEmulator({ people: 500, rateLimit: false });
  const { url } = await emulator.listen();
  const pco = new tspco.PCO({
    applicationId: emulator.applicationId,
    secret: emulator.secret,
    apiBase: url,
    uploadUrl: `${url}/v2/files`,
  });
  const person = (id, first, last) => ({
    type: 'Person',
    id,
    attributes: { first_name: first, last_name: last },
  });
  const load = () =>
    emulator.control.load('people', {
      data: [
        person('1', 'Ada', 'Rolfe'),
        person('123', 'Ben', 'Rolfe'),
        person('5678', 'Ada', 'Rolfe'),
        MERGER,
      ],
    });
  await load();
  await emulator.control.load('giving', {
    data: [
      { type: 'Batch', id: '1', attributes: {} },
      { type: 'PaymentSource', id: '1', attributes: { name: 'Online Shop' } },
      { type: 'Fund', id: '1', attributes: { name: 'General' } },
    ],
  });
  await emulator.control.load('services', {
    data: [
      { type: 'ServiceType', id: '1', attributes: { name: 'Sunday' } },
      {
        type: 'Plan',
        id: '1',
        attributes: { title: 'Easter' },
        relationships: { service_type: { data: { type: 'ServiceType', id: '1' } } },
      },
      { type: 'Song', id: '1', attributes: { title: 'Amazing Grace' } },
      {
        type: 'Attachment',
        id: '2',
        attributes: { filename: 'chart.pdf', url: `${url}/people/v2` },
        relationships: { attachable: { data: { type: 'Song', id: '1' } } },
      },
    ],
  });
  for (const name of ['Kitchen', 'Nursery']) {
    const { data: tab } = await pco.post('/people/v2/tabs', pco.template('Tab', { name }));
    await pco.post(
      `/people/v2/tabs/${tab.id}/field_definitions`,
      pco.template('FieldDefinition', { name: 'Allergies', data_type: 'string' }),
    );
  }
  return { emulator, url, pco, load };
}

const MERGER = {
  type: 'PersonMerger',
  id: '1',
  attributes: { person_to_keep_id: '5678', person_to_remove_id: '1234', created_at: '2026-02-01T00:00:00Z' },
};

/**
 * The modules that blocks import. Their clients are those of the reader, but ask the church.
 *
 * @param {Awaited<ReturnType<typeof openChurch>>} church
 */
export function modulesOf({ emulator, url }) {
  const { applicationId, secret } = emulator;
  const place = {
    apiBase: url,
    uploadUrl: `${url}/v2/files`,
    aliases: ['https://api.planningcenteronline.com'],
  };
  const atChurch = (options) => {
    const { applicationId: given, token, ccName } = options;
    return {
      ...options,
      ...place,
      ...(given === undefined ? {} : { applicationId, secret }),
      ...(typeof token === 'string' ? { token: emulator.accessToken } : {}),
      ...(ccName === undefined ? {} : { ccName: 'emulator', tokenUrl: `${url}/sessions/tokens` }),
    };
  };
  class PCO extends tspco.PCO {
    constructor(options) {
      super(atChurch(options));
    }

    static fromEnv(options = {}) {
      return new PCO({ applicationId, secret, ...options });
    }
  }
  const here = { apiBase: url };
  class OAuthSession extends tspco.OAuthSession {
    constructor(options) {
      super({ ...options, ...here });
    }
  }
  class Churches extends tspco.Churches {
    constructor(options) {
      super({ ...options, ...here });
    }
  }
  const oauth = {
    getOAuthAccessToken: (a, b, c, d, more) => tspco.getOAuthAccessToken(a, b, c, d, { ...more, ...here }),
    getOAuthRefreshToken: (a, b, c, more) => tspco.getOAuthRefreshToken(a, b, c, { ...more, ...here }),
    getCcOrgToken: () => tspco.getCcOrgToken('emulator', { tokenUrl: `${url}/sessions/tokens` }),
  };
  const [tokenStore, webhookStore] = [tspco.memoryTokenStore(), memoryWebhookStore()];
  const tests = [];
  const servers = new Set();
  const started = new Set();
  const test = (name, run) => tests.push(run);
  const expect = (actual) => ({
    toBe: (expected) => assert.equal(actual, expected),
    toEqual: (expected) => assert.deepEqual(actual, expected),
  });
  const modules = {
    tspco: { ...tspco, ...oauth, PCO, OAuthSession, Churches },
    'node:http': {
      ...http,
      createServer(...args) {
        const server = http.createServer(...args);
        servers.add(server);
        const { listen } = server;
        server.listen = (...args) => {
          started.add(once(server, 'listening'));
          return listen.apply(server, args);
        };
        return server;
      },
    },
    'node:test': { test },
    vitest: { test, expect },
    '@jest/globals': { test, expect },
    '@tspco/redis': {
      redisPacer: () => ({ reserve: async () => ({ settle() {} }) }),
      redisTokenStore: () => tspco.memoryTokenStore(),
      redisWebhookStore: () => memoryWebhookStore(),
    },
    'https-proxy-agent': { HttpsProxyAgent: http.Agent },
    './my-token-store.js': { myTokenStore: () => tokenStore },
    './my-webhook-store.js': { myWebhookStore: () => webhookStore },
  };
  return {
    tests,
    load: async (name) => modules[name] ?? import(name),
    /** Ends the servers that blocks have started, so that their ports are free. */
    async closeServers() {
      await Promise.all(started);
      for (const server of servers) {
        server.closeAllConnections();
        if (server.listening) await new Promise((resolve) => void server.close(resolve));
      }
    },
    async close() {
      await this.closeServers();
      await emulator.close();
    },
  };
}

/** The process that blocks see: it hears no signals, and nothing ends it. */
export function processOf(env) {
  return Object.assign(new EventEmitter(), {
    env,
    argv: ['node', 'program.mjs', 'http://127.0.0.1:4800/'],
    exit() {},
    exitCode: undefined,
  });
}
