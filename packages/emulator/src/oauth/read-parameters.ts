import { ApiError } from '../basics/api-error.ts';
import { boundedBody, LARGEST_BODY } from '../messages/bounded-body.ts';
import { OAuthError } from './oauth-error.ts';

/**
 * Reads the parameters of an OAuth request: a form, a multipart form or a JSON object.
 *
 * @throws {@link OAuthError} `invalid_request` for a body that is not what it says, ApiError for one that is too large
 */
export async function readParameters(request: Request): Promise<ReadonlyMap<string, string>> {
  const contentType = request.headers.get('Content-Type')?.toLowerCase() ?? '';
  try {
    const body = await boundedBody(request, LARGEST_BODY);
    return new Map(
      contentType.includes('json') ? jsonEntries(await body.text()) : await formEntries(body, contentType),
    );
  } catch (error) {
    if (error instanceof ApiError) throw error;
    throw new OAuthError('invalid_request', `The body could not be read as ${contentType || 'a form'}.`);
  }
}

function jsonEntries(text: string): [string, string][] {
  return Object.entries(JSON.parse(text) as Record<string, unknown>).filter(isText);
}

async function formEntries(body: Response, contentType: string): Promise<[string, string][]> {
  const form = contentType.startsWith('multipart/')
    ? await body.formData()
    : new URLSearchParams(await body.text());
  return [...form.entries()].filter(isText);
}

const isText = (entry: [string, unknown]): entry is [string, string] => typeof entry[1] === 'string';
