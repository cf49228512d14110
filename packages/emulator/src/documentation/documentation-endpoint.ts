import { notFound } from '../basics/api-error.ts';
import { appHeaders, JSON_TYPE } from '../messages/api-headers.ts';
import { apiPlace, type ApiPlace } from '../messages/api-place.ts';
import { documentResponse } from '../messages/document-response.ts';
import { errorResponse } from '../messages/error-response.ts';
import type { Json } from '../store/record.ts';
import { versionCalled } from './documented.ts';
import { graphDocument, versionDocument } from './graph-document.ts';
import { openApiDocument } from './open-api/open-api-document.ts';
import { vertexDocument } from './vertex-document.ts';

/**
 * Answers what everybody may read about an app, out of the catalog: nobody has to say who they are, and no budget is
 * spent. `undefined` for requests for anything else.
 */
export function answerDocumentationRequest(request: Request): Response | undefined {
  const { pathname, origin } = new URL(request.url);
  const place = apiPlace(pathname);
  const [kind] = place?.segments ?? [];
  if (!place || (kind !== 'documentation' && kind !== 'open_api')) return undefined;
  const headers = appHeaders(place.app, undefined, undefined);
  const isGraph = kind === 'documentation';
  const document = isGraph ? graphPart(place, origin) : openApiPart(place, origin);
  if (document === undefined) return errorResponse(notFound(), headers);
  const answer = { status: 200, document };
  return documentResponse(request, answer, isGraph ? headers : { ...headers, 'Content-Type': JSON_TYPE });
}

function graphPart({ app, segments }: ApiPlace, origin: string): Json | undefined {
  const [, name, vertices, id, ...beyond] = segments;
  if (name === undefined) return graphDocument(app);
  const version = versionCalled(app, name);
  if (!version || beyond.length > 0) return undefined;
  if (vertices === undefined) return versionDocument(version);
  return vertices === 'vertices' && id !== undefined ? vertexDocument(version, id, origin) : undefined;
}

function openApiPart({ app, segments }: ApiPlace, origin: string): Json | undefined {
  const [, name = '', ...beyond] = segments;
  const version = versionCalled(app, name);
  return version && beyond.length === 0 ? openApiDocument(version, origin) : undefined;
}
