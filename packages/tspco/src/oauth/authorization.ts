import { PCOError, PCOInputError } from '../errors.ts';
import type { World } from '../world.ts';
import { exchangeGrant } from './exchange-grant.ts';
import { getBrowserRedirectUrl } from './authorize-url.ts';
import type { Application } from './application.ts';
import { grantOf, type StoredGrant } from './grant.ts';

/** How a person is asked. */
export interface AuthorizationOptions {
  /**
   * `select_account`, the default, lets the person choose among their churches; `login` asks for the password again;
   * `undefined` asks for nothing more.
   */
  readonly prompt?: string | undefined;
}

/** An authorization that has begun: plain data, to be kept in the visitor's own session until the browser comes back. */
export interface StartedAuthorization {
  /** Where to send the browser. */
  readonly url: string;
  /** Comes back with the code. */
  readonly state: string;
  /** PKCE: proves that whoever brings the code is who asked for it. A secret between the visitor's session and you. */
  readonly codeVerifier: string;
  readonly redirectUri: string;
}

/** Begins an authorization with a `state` and a code verifier of its own. */
export async function startAuthorization(
  application: Application,
  options: AuthorizationOptions = {},
): Promise<StartedAuthorization> {
  const { clientId, redirectUri, scopes, apiBase } = application;
  const { prompt } = { prompt: 'select_account', ...options };
  if (redirectUri === undefined || scopes.length === 0) {
    throw new PCOInputError(
      'To connect a church, redirectUri and scopes must be given with the client id.',
      'ERR_OPTIONS',
    );
  }
  const [state, codeVerifier] = [randomText(), randomText()];
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(codeVerifier));
  const codeChallenge = base64url(new Uint8Array(hash));
  const extras = { apiBase, state, codeChallenge, prompt };
  return {
    url: getBrowserRedirectUrl(clientId, redirectUri, scopes, extras),
    state,
    codeVerifier,
    redirectUri,
  };
}

/**
 * Trades what the browser came back with for a grant.
 *
 * @param callback - the address that the browser came back to, or its parameters
 * @throws {@link PCOInputError} `ERR_AUTHORIZATION` when it does not belong to the started authorization;
 * {@link PCOError} with the server's code, such as `access_denied`, when the person or the server refused
 */
export async function finishAuthorization(
  application: Application,
  callback: string | URL | URLSearchParams,
  { started, world }: { readonly started: StartedAuthorization; readonly world: World },
): Promise<StoredGrant> {
  const parameters = callback instanceof URLSearchParams ? callback : parametersOf(callback);
  const { state, codeVerifier, redirectUri } = (started ?? {}) as Partial<StartedAuthorization>;
  // Checked first: what follows may not even be meant for this visitor.
  if (!isText(state)) {
    throw new PCOInputError(
      "Nothing is kept of this visitor's authorization: their session has ended, or is not theirs. Start again.",
      'ERR_AUTHORIZATION',
    );
  }
  if (parameters.get('state') !== state) {
    throw new PCOInputError(
      'The browser came back with another state than it was sent with: this visitor did not start this authorization, or started another one since. Start again.',
      'ERR_AUTHORIZATION',
    );
  }
  const refusal = parameters.get('error');
  if (refusal !== null) {
    const description = parameters.get('error_description');
    throw new PCOError(
      refusal === 'access_denied'
        ? 'The person did not allow it (access_denied).'
        : `Planning Center did not authorize it: ${refusal}${description === null ? '' : `, ${description}`}.`,
      refusal,
    );
  }
  const code = parameters.get('code');
  if (!isText(code)) {
    throw new PCOInputError('The browser came back without a code.', 'ERR_AUTHORIZATION');
  }
  const traded = { code, redirectUri, codeVerifier };
  // It counts from when it came: the server's clock may be another one.
  const { created_at: _, ...fresh } = await exchangeGrant(application, traded, world);
  return grantOf(fresh, world.now());
}

function parametersOf(address: string | URL): URLSearchParams {
  // A server knows only the path that was asked for.
  const base = 'http://callback.invalid';
  if (URL.canParse(address, base)) return new URL(address, base).searchParams;
  throw new PCOInputError('The address that the browser came back to is none.', 'ERR_AUTHORIZATION');
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function randomText(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');
}
