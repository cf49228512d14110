import { startServer, type SeenRequest, type ShortAnswer, type TestServer } from './server.ts';

/** What the OAuth server knows: which refresh token is good, and what was asked with which. */
export interface TokenServer extends TestServer {
  /** The access token that the API takes now. */
  readonly accessToken: () => string;
  readonly refreshToken: () => string;
  /** The refresh tokens that were presented, in their order. */
  readonly presented: string[];
  readonly revoked: string[];
  /** Access tokens that the API does not take, with its hint. */
  readonly refused: Map<string, string>;
  /** Answers the next token requests before they are looked at; `undefined` lets one through. */
  readonly faults: (Fault | undefined)[];
}

/** What goes wrong with a token request. */
interface Fault {
  /** What is answered instead. */
  readonly answer?: ShortAnswer;
  /** The connection breaks without an answer, before or after the work was done. */
  readonly breaks?: 'before' | 'after';
}

/** A token document of the pair with a number. */
export function tokensOf(number: number, more: object = {}) {
  return {
    access_token: `pco_tok_access_${number}`,
    token_type: 'bearer',
    expires_in: 7200,
    refresh_token: `refresh_${number}`,
    scope: 'people services',
    ...more,
  };
}

/**
 * An OAuth server and an API behind it, in a few lines. It starts with the pair 0; each refresh gives the next one, and
 * a refresh token works once.
 */
export async function startTokenServer(more: object = {}): Promise<TokenServer> {
  let number = 0;
  const [presented, revoked, faults]: [string[], string[], (Fault | undefined)[]] = [[], [], []];
  const refused = new Map<string, string>();
  const refresh = (fields: URLSearchParams): ShortAnswer => {
    const token = fields.get('refresh_token') ?? '';
    if (token !== `refresh_${number}` || revoked.includes(token))
      return { status: 400, body: { error: 'invalid_grant' } };
    number++;
    return { body: tokensOf(number, more) };
  };
  const answer = ({ url, body, headers }: SeenRequest): ShortAnswer => {
    const fields = new URLSearchParams(body);
    if (url.pathname === '/oauth/revoke') {
      revoked.push(fields.get('token') ?? '');
      return { body: {} };
    }
    if (url.pathname === '/oauth/token') return refresh(fields);
    const token = headers.authorization?.slice('Bearer '.length) ?? '';
    if (token === `pco_tok_access_${number}` && !refused.has(token))
      return { body: { data: { type: 'Person', id: '1', attributes: {} } } };
    const hint = refused.get(token) ?? 'BABOON';
    const detail = `This request could not be authenticated. Error Code Hint: (${hint})`;
    return { status: 401, body: { errors: [{ status: '401', code: 'unauthorized', detail }] } };
  };
  const server = await startServer((request, { response }) => {
    if (request.url.pathname !== '/oauth/token') return answer(request);
    presented.push(new URLSearchParams(request.body).get('refresh_token') ?? '');
    const { answer: instead, breaks } = faults.shift() ?? {};
    if (instead) return instead;
    const given = breaks === 'before' ? undefined : answer(request);
    if (breaks) response.destroy();
    return breaks ? undefined : given;
  });
  return {
    ...server,
    accessToken: () => `pco_tok_access_${number}`,
    refreshToken: () => `refresh_${number}`,
    presented,
    revoked,
    refused,
    faults,
  };
}
