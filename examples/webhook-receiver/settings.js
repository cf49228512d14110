import { EVENTS } from './events.js';

/** What is wrong with the environment, one line for each variable. */
export class SettingsError extends Error {}

/**
 * Reads the settings from the environment. README.md lists them.
 *
 * @param {Record<string, string | undefined>} environment
 * @throws {SettingsError} that names all that is missing or wrong
 */
export function readSettings(environment) {
  /** @type {string[]} */
  const problems = [];
  /** An empty variable is as good as none. @param {string} name */
  const optional = (name) => environment[name] || undefined;

  const port = Number(optional('PORT') ?? 4800);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    problems.push('PORT must be a number up to 65535.');

  const secrets = optional('WEBHOOK_SECRETS')
    ?.split(',')
    .map((secret) => secret.trim());
  if (secrets?.includes('')) problems.push('WEBHOOK_SECRETS must be secrets with commas between them.');

  const publicUrl = optional('PUBLIC_URL');
  const credentials = optional('PCO_APPLICATION_ID') ?? optional('PCO_TOKEN');
  if (secrets === undefined && (publicUrl === undefined || credentials === undefined)) {
    problems.push(
      'WEBHOOK_SECRETS is missing; or give PUBLIC_URL with PCO_APPLICATION_ID and PCO_SECRET, and they are fetched.',
    );
  }
  if (publicUrl !== undefined && !/^https?:/.test(URL.canParse(publicUrl) ? publicUrl : ''))
    problems.push('PUBLIC_URL must be a whole address, such as https://hooks.example.org/webhooks.');
  else if (publicUrl !== undefined && new URL(publicUrl).pathname === '/healthz')
    problems.push('PUBLIC_URL must have another path than /healthz, which says whether the program is well.');

  if (problems.length > 0) throw new SettingsError(problems.join('\n'));
  return {
    host: optional('HOST') ?? '127.0.0.1',
    port,
    /** Where deliveries arrive on this server: the path of the public address. */
    path: publicUrl === undefined ? '/webhooks' : new URL(publicUrl).pathname,
    secrets,
    publicUrl,
    /** The events that are subscribed to when the program starts. */
    events: EVENTS,
    redisUrl: optional('REDIS_URL'),
  };
}

/** @typedef {ReturnType<typeof readSettings>} Settings */
