import { Churches } from 'tspco';
import { fileTokenStore } from 'tspco/file-store';

/**
 * Where the tokens are kept: in Redis if there is one, which any number of machines may share, or else in files.
 *
 * @param {import('./settings.js').Settings} settings
 * @returns {Promise<import('tspco').TokenStore>}
 */
export async function openStore({ redisUrl, tokenDirectory }) {
  if (redisUrl === undefined) return fileTokenStore(tokenDirectory);
  const { redisTokenStore } = await import('@tspco/redis');
  return redisTokenStore({ url: redisUrl });
}

/**
 * The churches that are connected, and the way to connect more.
 *
 * @param {import('./settings.js').Settings} settings
 * @param {{ store: import('tspco').TokenStore, log: import('./log.js').Log }} parts
 */
export function openChurches({ clientId, clientSecret, apiBase, publicUrl }, { store, log }) {
  return new Churches({
    clientId,
    clientSecret,
    apiBase,
    redirectUri: `${publicUrl}/callback`,
    scopes: ['people'],
    store,
    on: {
      refreshed: ({ id, expiresAt }) => log('refreshed', { church: id, expiresAt }),
      // A program with something to do while nobody is looking would write to the church here.
      reconnectNeeded: ({ id, reason }) => log('reconnect needed', { church: id, reason }),
      warning: ({ id, message, error }) => log('warning', { church: id, message, cause: String(error) }),
    },
    // Somebody is waiting for the page.
    client: { readOnly: true, timeout: 10_000, deadline: 20_000, userAgent: `phone-list (${publicUrl})` },
  });
}
