import { createEmulator, type Emulator } from '@tspco/emulator';
import type { Hono } from 'hono';
import { memoryTokenStore, type StoredGrant, type TokenStore } from 'tspco';
import { expect, onTestFinished } from 'vitest';
import { createApp } from '../../app.js';
import { openChurches } from '../../churches.js';
import { readSettings } from '../../settings.js';

export const PUBLIC_URL = 'http://phones.example';
const CLIENT_SECRET = 'the-secret-of-the-application';
export const SESSION_SECRET = 'the-secret-of-the-sessions-of-visitors';

interface Logged {
  readonly event: string;
  readonly [field: string]: unknown;
}

export interface Outside {
  readonly emulator: Emulator;
  readonly store: TokenStore;
  readonly logged: Logged[];
  /** A browser without cookies, in front of a process of the application. */
  visitor(app?: Hono): Visitor;
  /** Another process of the application, over the same store. */
  restart(): Hono;
  /** Changes what the store has of the only church. */
  change(parts: (grant: StoredGrant) => Partial<StoredGrant>): Promise<void>;
}

/**
 * The application in front of an emulator. At the end of the test, no secret may be in a page or in the log.
 *
 * @param environment - settings that differ
 */
export async function startOutside(environment: Record<string, string> = {}): Promise<Outside> {
  const publicUrl = environment['PUBLIC_URL'] ?? PUBLIC_URL;
  const emulator = createEmulator({
    people: 60,
    rateLimit: false,
    applications: [{ id: 'web', secret: CLIENT_SECRET, redirectUris: [`${publicUrl}/callback`] }],
  });
  const { url } = await emulator.listen();
  onTestFinished(() => emulator.close());
  const settings = readSettings({
    PCO_CLIENT_ID: 'web',
    PCO_CLIENT_SECRET: CLIENT_SECRET,
    PCO_API_BASE: url,
    PUBLIC_URL: publicUrl,
    SESSION_SECRET,
    ...environment,
  });
  const secrets = new Set([CLIENT_SECRET, SESSION_SECRET]);
  const store = watched(memoryTokenStore(), ({ accessToken, refreshToken }) => {
    secrets.add(accessToken);
    if (refreshToken !== undefined) secrets.add(refreshToken);
  });
  const logged: Logged[] = [];
  const pages: string[] = [];
  const open = (): Hono => {
    const log = (event: string, fields = {}): void => void logged.push({ event, ...fields });
    return createApp({ settings, churches: openChurches(settings, { store, log }), store, log });
  };
  const app = open();
  onTestFinished(() => {
    const shown = `${pages.join('\n')}\n${JSON.stringify(logged)}`;
    for (const secret of secrets) expect(shown).not.toContain(secret);
  });
  return {
    emulator,
    store,
    logged,
    visitor: (at = app) => new Visitor(at, { publicUrl, pages, secrets }),
    restart: open,
    async change(parts) {
      const [name = ''] = await store.names();
      const saved = await store.load(name);
      if (saved === undefined) throw new Error('No church is connected.');
      await store.save(name, { ...saved.grant, ...parts(saved.grant) }, saved.revision);
    },
  };
}

function watched(store: TokenStore, watch: (grant: StoredGrant) => void): TokenStore {
  return {
    ...store,
    save(name, grant, revision) {
      watch(grant);
      return store.save(name, grant, revision);
    },
  };
}

interface Seen {
  readonly status: number;
  readonly location: string | null;
  readonly headers: Headers;
  readonly text: string;
}

/** A browser, as far as cookies and redirects go. */
class Visitor {
  readonly cookies = new Map<string, string>();
  readonly #app: Hono;
  readonly #outside: { publicUrl: string; pages: string[]; secrets: Set<string> };

  constructor(app: Hono, outside: { publicUrl: string; pages: string[]; secrets: Set<string> }) {
    this.#app = app;
    this.#outside = outside;
  }

  get(path: string): Promise<Seen> {
    return this.#send(path, {});
  }

  /** Presses a button of the application's own page, unless another origin is given. */
  post(
    path: string,
    origin: string = this.#outside.publicUrl,
    type = 'application/x-www-form-urlencoded',
  ): Promise<Seen> {
    const headers = { origin, 'content-type': type };
    return this.#send(path, { method: 'POST', headers });
  }

  /** Goes to Planning Center, where the administrator allows it at once. Returns the address that leads back. */
  async goAndAllow(): Promise<string> {
    const { location } = await this.get('/connect');
    const answer = await fetch(location ?? '', { redirect: 'manual', headers: { 'user-agent': 'test' } });
    const back = new URL(answer.headers.get('location') ?? '');
    this.#outside.secrets.add(back.searchParams.get('code') ?? '');
    return back.pathname + back.search;
  }

  async connect(): Promise<void> {
    const { status, text } = await this.get(await this.goAndAllow());
    if (status !== 303) throw new Error(`The church was not connected: ${text}`);
  }

  async #send(path: string, init: { method?: string; headers?: Record<string, string> }): Promise<Seen> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await this.#app.request(path, { ...init, headers: { ...init.headers, cookie } });
    for (const text of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? [];
      if (/max-age=0\b/i.test(text)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const { status, headers } = answer;
    const text = await answer.text();
    this.#outside.pages.push(text);
    return { status, headers, text, location: headers.get('location') };
  }
}
