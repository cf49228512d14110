import { createHash } from 'node:crypto';
import { admitted } from '../accounts/permit.ts';
import { ApiError, forbidden, uploadError } from '../basics/api-error.ts';
import { JSON_TYPE, type HeaderRecord } from '../messages/api-headers.ts';
import { authenticate, type Authorities } from '../http/authenticate.ts';
import { boundedBody, LARGEST_UPLOAD } from '../messages/bounded-body.ts';
import { errorResponse } from '../messages/error-response.ts';
import { timestamp } from '../store/timestamp.ts';
import type { UploadedFile } from './upload-shelf.ts';

/**
 * `/v2/files`, which has a host of its own at Planning Center: other headers than the API, no rate limit. `sourceIp`
 * is where the request came from.
 */
export async function answerUpload(
  request: Request,
  sourceIp: string,
  authorities: Authorities,
): Promise<Response> {
  if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: CORS_HEADERS });
  if (request.method !== 'POST')
    return refuse(uploadError(405, 'Method Not Allowed', 'Send files with POST.'));
  const access = authenticate(request.headers.get('Authorization'), authorities);
  if (access instanceof Response) return access;
  if (access.kind === 'organization') return refuse(forbidden());
  const { organization } = access;
  admitted(access, await organization.open());

  const files = await readFiles(request);
  if (files.length === 0) {
    return refuse(uploadError(400, 'Bad Request', 'Send a multipart form whose field "file" is a file.'));
  }
  const data = files.map((file) => {
    const { id, file: added } = organization.uploads.add(file);
    return { type: 'File', id, attributes: attributesOf(added, sourceIp) };
  });
  return new Response(JSON.stringify({ data }), {
    status: 201,
    headers: { ...CORS_HEADERS, 'Content-Type': JSON_TYPE },
  });
}

const CORS_HEADERS: HeaderRecord = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
};

const refuse = (error: ApiError): Response => errorResponse(error, CORS_HEADERS);

/** None when the body is no form, or the form has no file. */
async function readFiles(request: Request): Promise<Omit<UploadedFile, 'expiresAt'>[]> {
  const form = await formOf(request);
  const files = form.getAll('file').filter((entry) => typeof entry !== 'string');
  return Promise.all(
    files.map(async (file) => ({
      name: file.name,
      contentType: file.type || 'application/octet-stream',
      bytes: new Uint8Array(await file.arrayBuffer()),
    })),
  );
}

async function formOf(request: Request): Promise<FormData> {
  try {
    return await (await boundedBody(request, LARGEST_UPLOAD)).formData();
  } catch (error) {
    if (error instanceof ApiError) throw error;
    return new FormData();
  }
}

function attributesOf({ name, contentType, bytes, expiresAt }: UploadedFile, sourceIp: string): object {
  return {
    md5: createHash('md5').update(bytes).digest('hex'),
    expires_at: timestamp(expiresAt),
    source_ip: sourceIp,
    name,
    content_type: contentType,
    file_size: bytes.byteLength,
  };
}
