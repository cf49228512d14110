/**
 * Whom the scenarios ask.
 *
 * @typedef {object} Target
 * @property {boolean} isReal
 * @property {string} apiBase
 * @property {string} uploadUrl
 * @property {string} churchCenterApi - where organization tokens are used
 * @property {string} organizationTokenUrl
 * @property {{ pat?: string, token?: string }} credentials - values of `Authorization`
 * @property {{ id: string, secret: string }} [client] - the OAuth application
 * @property {string[]} secrets - never to be printed, in any form
 * @property {string[]} has - which of the needs it can meet
 * @property {string} mark - part of the names of what is created, so that it can be recognized
 * @property {string} word - a name of one word that nobody else has
 * @property {() => number} now
 * @property {(milliseconds: number) => Promise<void>} wait
 * @property {() => Promise<void>} close
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createEmulator } from '@tspco/emulator';
import { UsageError } from './usage-error.js';

const NOW = Date.UTC(2026, 8, 16, 17, 30, 15);

/**
 * A fresh emulator on a free port. Its clock stands still unless a scenario waits, so that every run is the same.
 *
 * @returns {Promise<Target>}
 */
export async function startEmulator() {
  let now = NOW;
  const emulator = createEmulator({ people: 120, clock: { now: () => now } });
  const { url, uploadUrl } = await emulator.listen();
  const { applicationId: id, secret, accessToken } = emulator;
  return {
    isReal: false,
    apiBase: url,
    uploadUrl,
    churchCenterApi: url,
    organizationTokenUrl: `${url}/sessions/tokens`,
    credentials: { pat: basic(id, secret), token: `Bearer ${accessToken}` },
    client: { id, secret },
    secrets: [],
    has: ['pat', 'token', 'churchCenter'],
    mark: 'scenario',
    word: 'Zyxwvut',
    now: () => now,
    wait: async (milliseconds) => {
      now += milliseconds;
    },
    close: () => emulator.close(),
  };
}

/**
 * The real service, with the credentials that the client of this project would find in the environment.
 *
 * @param {Record<string, string | undefined>} env
 * @returns {Target}
 */
export function realTarget(env) {
  const value = (name) => env[name]?.trim() || undefined;
  const [id, secret, token, churchCenter] = [
    'PCO_APPLICATION_ID',
    'PCO_SECRET',
    'PCO_TOKEN',
    'PCO_CC_NAME',
  ].map(value);
  if ((id === undefined) !== (secret === undefined))
    throw new UsageError('Of PCO_APPLICATION_ID and PCO_SECRET only one is set; they belong together.');
  if (!id && !token)
    throw new UsageError(
      'No credentials in the environment. Set PCO_APPLICATION_ID and PCO_SECRET, or PCO_TOKEN.',
    );
  const apiBase = value('PCO_API_BASE') ?? 'https://api.planningcenteronline.com';
  const started = Date.now().toString(36);
  const pat = id && basic(id, secret);
  return {
    isReal: true,
    apiBase: apiBase.replace(/\/+$/, ''),
    uploadUrl: value('PCO_UPLOAD_URL') ?? 'https://upload.planningcenteronline.com/v2/files',
    churchCenterApi: 'https://api.churchcenter.com',
    organizationTokenUrl: `https://${churchCenter}.churchcenter.com/sessions/tokens`,
    credentials: { ...(pat && { pat }), ...(token && { token: `Bearer ${token}` }) },
    secrets: [id, secret, token, pat?.split(' ')[1]].filter(Boolean),
    has: [pat && 'pat', token && 'token', churchCenter && 'churchCenter'].filter(Boolean),
    mark: `tspco scenario ${started}`,
    word: `Zyxwv${started}`,
    now: () => Date.now(),
    wait: (milliseconds) => sleep(milliseconds),
    close: async () => {},
  };
}

function basic(id, secret) {
  return `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
}
