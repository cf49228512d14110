import { PCO } from 'tspco';

const CREDENTIALS = { applicationId: 'application', secret: 'secret' };
export const AUTHORIZATION = `Basic ${btoa(`${CREDENTIALS.applicationId}:${CREDENTIALS.secret}`)}`;

/**
 * The client as it is set up by default.
 *
 * @param {string} apiBase
 * @param {import('tspco').ClientOptions} [options]
 */
export function createClient(apiBase, options) {
  return new PCO({ ...CREDENTIALS, apiBase, ...options });
}

/**
 * The baseline: what a program without a client writes at the least.
 *
 * @param {string} url
 * @returns {Promise<any>}
 */
export async function bareGet(url) {
  const response = await fetch(url, { headers: { authorization: AUTHORIZATION } });
  return JSON.parse(await response.text());
}
