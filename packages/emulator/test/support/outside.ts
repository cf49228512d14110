import type { ApiAnswer, ApiCall } from '../../src/api/api-call.ts';
import { assembleEmulator, type EmulatorParts } from '../../src/assemble-emulator.ts';
import type { Emulator } from '../../src/emulator-interface.ts';
import { settingsFrom, type EmulatorOptions } from '../../src/options.ts';

/** An emulator without its inside, and a look at what would have got there. */
export interface Outside {
  readonly emulator: Emulator;
  readonly calls: ApiCall[];
  /** How many times the church was filled. */
  readonly seedings: () => number;
  /** Sends a request with the right credentials and a User-Agent, which `headers` may replace. */
  send(path: string, init?: RequestInit): Promise<Response>;
}

export interface OutsideOptions extends EmulatorOptions {
  readonly answer?: (call: ApiCall) => ApiAnswer | Promise<ApiAnswer>;
  readonly parts?: Partial<EmulatorParts>;
}

const NO_EVENTS: EmulatorParts['events'] = {
  raised: () => [],
  about: (name) => {
    throw new RangeError(`There is no event ${name}.`);
  },
  maySee: () => false,
  payload: () => '',
};

export const ADMINISTRATOR_ID = '7';
export const ORIGIN = 'https://api.planningcenteronline.com';

export function createOutside({ answer, parts, ...options }: OutsideOptions = {}): Outside {
  const calls: ApiCall[] = [];
  let seedings = 0;
  const emulator = assembleEmulator(settingsFrom(options), {
    handleApi: async (call) => {
      calls.push(call);
      return answer ? answer(call) : { status: 200, document: { data: [] } };
    },
    moveRows: () => {},
    loadDocuments: () => {},
    knowsType: () => true,
    events: NO_EVENTS,
    // Tests that wait bring a way to wait of their own.
    sleep: () => Promise.reject(new Error('Nothing may wait here.')),
    reportFault: (error) => {
      throw error;
    },
    seedChurch: (church) => {
      seedings += 1;
      for (const [id, site_administrator] of [
        ['6', false],
        [ADMINISTRATOR_ID, true],
      ] as const) {
        church.app('people').put({ type: 'Person', id, attributes: { site_administrator }, relations: {} });
      }
    },
    ...parts,
  });
  return {
    emulator,
    calls,
    seedings: () => seedings,
    send: (path, init) => {
      const headers = new Headers(init?.headers);
      if (!headers.has('User-Agent')) headers.set('User-Agent', 'test');
      if (!headers.has('Authorization')) headers.set('Authorization', basic(emulator));
      return emulator.fetch(`${ORIGIN}${path}`, { ...init, headers });
    },
  };
}

export function basic({ applicationId, secret }: { applicationId: string; secret: string }): string {
  return `Basic ${Buffer.from(`${applicationId}:${secret}`).toString('base64')}`;
}

/** A clock that stands still until it is moved. */
export interface FakeClock {
  now(): number;
  advance(milliseconds: number): void;
}

export function fakeClock(start = '2026-01-02T03:04:05Z'): FakeClock {
  let now = Date.parse(start);
  return {
    now: () => now,
    advance: (milliseconds) => {
      now += milliseconds;
    },
  };
}

export const SECOND = 1000;
export const MINUTE: number = 60 * SECOND;
export const HOUR: number = 60 * MINUTE;
export const DAY: number = 24 * HOUR;
