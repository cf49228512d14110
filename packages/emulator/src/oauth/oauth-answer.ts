import { BASE_HEADERS, JSON_TYPE } from '../messages/api-headers.ts';
import { OAuthError } from './oauth-error.ts';

/** Answers with what the endpoint returns, or with the flat error object of what it throws. */
export async function answerOAuth(endpoint: () => Promise<object>): Promise<Response> {
  try {
    return answer(200, await endpoint());
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    return answer(error.status, { error: error.code, error_description: error.message });
  }
}

function answer(status: number, body: object): Response {
  const headers = {
    ...BASE_HEADERS,
    'Content-Type': JSON_TYPE,
    'Cache-Control': 'no-store',
    Pragma: 'no-cache',
  };
  return new Response(JSON.stringify(body), { status, headers });
}
