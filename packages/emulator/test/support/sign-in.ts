import type { Emulator } from '../../src/emulator-interface.ts';

const REDIRECT_URI = 'https://app.example.org/callback';

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly [name: string]: unknown;
}

/** Goes through the browser's part and fetches the tokens. */
export async function signIn(emulator: Emulator): Promise<Tokens> {
  const { applicationId, secret } = emulator;
  const code = await authorize(emulator);
  const answer = await postToken(emulator, {
    grant_type: 'authorization_code',
    code,
    redirect_uri: REDIRECT_URI,
    client_id: applicationId,
    client_secret: secret,
  });
  return (await answer.json()) as Tokens;
}

/** The code that the browser comes back with. Parameters may be replaced. */
export async function authorize(
  emulator: Emulator,
  parameters: Record<string, string> = {},
): Promise<string> {
  const answer = await authorizeRequest(emulator, parameters);
  return new URL(answer.headers.get('Location') ?? '').searchParams.get('code') ?? '';
}

export function authorizeRequest(
  emulator: Emulator,
  parameters: Record<string, string | undefined> = {},
): Promise<Response> {
  const query = new URLSearchParams(
    Object.entries({
      client_id: emulator.applicationId,
      redirect_uri: REDIRECT_URI,
      response_type: 'code',
      scope: 'people services',
      ...parameters,
    }).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  return emulator.fetch(`https://api.example.org/oauth/authorize?${query}`, {
    headers: { 'User-Agent': 'browser' },
  });
}

/** A form to an OAuth endpoint. */
export function postToken(
  emulator: Emulator,
  parameters: Record<string, string>,
  { path = '/oauth/token', headers = {} }: { path?: string; headers?: Record<string, string> } = {},
): Promise<Response> {
  return emulator.fetch(`https://api.example.org${path}`, {
    method: 'POST',
    body: new URLSearchParams(parameters),
    headers: { 'User-Agent': 'test', ...headers },
  });
}

export async function organizationToken(emulator: Emulator): Promise<string> {
  const answer = await emulator.fetch('https://emulator.churchcenter.com/sessions/tokens', {
    method: 'POST',
  });
  const document = (await answer.json()) as { data: { attributes: { token: string } } };
  return document.data.attributes.token;
}
