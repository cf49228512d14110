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
  /** @param {string} name @param {string} meaning */
  const required = (name, meaning) => {
    const value = optional(name);
    if (value === undefined) problems.push(`${name} is missing: ${meaning}.`);
    return value ?? '';
  };

  const port = Number(optional('PORT') ?? 3000);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    problems.push('PORT must be a number up to 65535.');

  const publicUrl = optional('PUBLIC_URL') ?? `http://127.0.0.1:${port}`;
  if (!isOrigin(publicUrl)) {
    problems.push('PUBLIC_URL must be an address without a path, such as https://phones.example.org.');
  }
  const apiBase = optional('PCO_API_BASE');
  if (apiBase !== undefined && !isAddress(apiBase, /^https?:$/)) {
    problems.push('PCO_API_BASE must be a whole address, such as http://127.0.0.1:4726.');
  }
  const redisUrl = optional('REDIS_URL');
  if (redisUrl !== undefined && !isAddress(redisUrl, /^rediss?:$/)) {
    problems.push('REDIS_URL must be an address such as redis://127.0.0.1:6379.');
  }
  const sessionSecret = required(
    'SESSION_SECRET',
    'it signs the cookies of visitors, and is long and random',
  );
  if (sessionSecret !== '' && sessionSecret.length < 32) {
    problems.push('SESSION_SECRET must have at least 32 characters.');
  }
  const settings = {
    clientId: required('PCO_CLIENT_ID', 'https://api.planningcenteronline.com/oauth/applications shows it'),
    clientSecret: required('PCO_CLIENT_SECRET', 'it stands beside the client id'),
    apiBase,
    /** Where browsers find this application, as they write it: without a slash at its end, or a port that goes without saying. */
    publicUrl: isOrigin(publicUrl) ? new URL(publicUrl).origin : publicUrl,
    sessionSecret,
    host: optional('HOST') ?? '127.0.0.1',
    port,
    tokenDirectory: optional('TOKEN_DIRECTORY') ?? 'tokens',
    redisUrl,
  };
  if (problems.length > 0) throw new SettingsError(problems.join('\n'));
  return settings;
}

/** @typedef {ReturnType<typeof readSettings>} Settings */

/** @param {string} text @param {RegExp} protocol */
function isAddress(text, protocol) {
  return URL.canParse(text) && protocol.test(new URL(text).protocol);
}

/** @param {string} text */
function isOrigin(text) {
  if (!URL.canParse(text)) return false;
  const { protocol, href, origin } = new URL(text);
  return /^https?:$/.test(protocol) && href === `${origin}/`;
}
