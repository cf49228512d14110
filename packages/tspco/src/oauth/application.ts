import { checkSecret } from '../credentials/credentials.ts';
import { PCOInputError } from '../errors.ts';
import { API_ORIGIN } from '../origins.ts';
import { parseBase } from '../request/address.ts';
import { checkFunction, checkLimits, refused } from '../request/checks.ts';
import { chooseTransport, type Fetch, type HttpAgent } from '../transport/transport.ts';

/** An OAuth application as Planning Center has it registered, and how its server is reached. */
export interface OAuthApplication {
  readonly clientId: string;
  /** Left out for a public application, which proves itself by PKCE alone. */
  readonly clientSecret?: string | undefined;
  /** Where the browser comes back to; must be registered with the application. Only for connecting. */
  readonly redirectUri?: string | undefined;
  /** What the program needs, such as `['people', 'giving']`. Only for connecting. */
  readonly scopes?: readonly string[] | undefined;
  /** Default `https://api.planningcenteronline.com`. */
  readonly apiBase?: string | undefined;
  /** Sends the requests; default as with a client. */
  readonly fetch?: Fetch | undefined;
  /** On Node.js: the agent of `node:https` to send them through. */
  readonly agent?: HttpAgent | undefined;
  /** Milliseconds until an answer must be complete; default 30,000. */
  readonly timeout?: number | undefined;
}

export const APPLICATION_OPTIONS: readonly string[] = [
  'clientId',
  'clientSecret',
  'redirectUri',
  'scopes',
  'apiBase',
  'fetch',
  'agent',
  'timeout',
];

/** An application that was checked, with its defaults. */
export interface Application extends OAuthApplication {
  readonly scopes: readonly string[];
  readonly apiBase: string;
  readonly timeout: number;
}

/** @throws {@link PCOCredentialsError} or {@link PCOInputError} for what cannot work */
export function checkApplication(given: OAuthApplication): Application {
  const { clientId, clientSecret, redirectUri, scopes = [], apiBase, fetch, agent, timeout = 30_000 } = given;
  checkSecret(clientId, 'clientId');
  if (clientSecret !== undefined) checkSecret(clientSecret, 'clientSecret');
  if (!Array.isArray(scopes) || scopes.some((scope) => typeof scope !== 'string' || /^$|\s/.test(scope)))
    throw new PCOInputError("scopes must be a list of names such as ['people'].", 'ERR_OPTIONS');
  checkLimits({ timeout });
  checkFunction('fetch', fetch);
  chooseTransport({ fetch, agent });
  // An app may have a scheme of its own; what runs in a page is no address to come back to.
  if (redirectUri !== undefined && (!URL.canParse(redirectUri) || /^(javascript|data):/i.test(redirectUri)))
    throw refused('redirectUri', 'a whole address such as https://app.example/callback', redirectUri);
  const { origin, prefix } = parseBase(apiBase ?? API_ORIGIN, 'apiBase');
  return {
    clientId,
    clientSecret,
    redirectUri,
    scopes,
    apiBase: origin + prefix,
    fetch,
    agent,
    timeout,
  };
}
