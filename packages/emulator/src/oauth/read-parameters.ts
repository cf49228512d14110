import { OAuthError } from './oauth-error.ts';

/**
 * Reads the parameters of an OAuth request: a form, a multipart form or a JSON object.
 *
 * @throws {@link OAuthError} `invalid_request` for a body that is not what it says
 */
export async function readParameters(request: Request): Promise<ReadonlyMap<string, string>> {
  const contentType = request.headers.get('Content-Type')?.toLowerCase() ?? '';
  try {
    return new Map(
      contentType.includes('json')
        ? jsonEntries(await request.text())
        : await formEntries(request, contentType),
    );
  } catch {
    throw new OAuthError('invalid_request', `The body could not be read as ${contentType || 'a form'}.`);
  }
}

function jsonEntries(text: string): [string, string][] {
  return Object.entries(JSON.parse(text) as Record<string, unknown>).filter(isText);
}

async function formEntries(request: Request, contentType: string): Promise<[string, string][]> {
  const form = contentType.startsWith('multipart/')
    ? await request.formData()
    : new URLSearchParams(await request.text());
  return [...form.entries()].filter(isText);
}

const isText = (entry: [string, unknown]): entry is [string, string] => typeof entry[1] === 'string';
