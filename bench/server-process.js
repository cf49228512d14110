import { createServer } from 'node:http';
import { PEOPLE, PER_PAGE, pageDocument, personDocument } from './people.js';

/** Every answer there is, as bytes, by path and the parts of the query that matter. */
const answers = new Map([['/people/v2/people/1', bytes(personDocument(0))]]);
for (let offset = 0; offset < PEOPLE; offset += PER_PAGE) {
  answers.set(`plain ${offset}`, bytes(pageDocument(offset, false)));
  answers.set(`included ${offset}`, bytes(pageDocument(offset, true)));
}

const server = createServer((request, response) => {
  const body = answers.get(keyOf(request.url ?? ''));
  // Anything but the expected request must fail, or a mistake would be measured.
  const accepted = body !== undefined && request.headers.authorization?.startsWith('Basic ') === true;
  response.writeHead(accepted ? 200 : 400, {
    'content-type': 'application/vnd.api+json',
    'content-length': accepted ? body.byteLength : 0,
    'x-request-id': '4d4c7a6e-6ab0-4b8f-a1d9-0f6a8c1d2e3f',
    'x-pco-api-processed-as-version': '2025-11-10',
    // A limit that nobody reaches: waiting for the server's budget is not what is measured.
    'x-pco-api-request-rate-limit': '100000000',
    'x-pco-api-request-rate-period': '20',
    'x-pco-api-request-rate-count': '1',
  });
  response.end(accepted ? body : undefined);
});
server.keepAliveTimeout = 600_000;
server.listen(0, '127.0.0.1', () => process.send?.(server.address().port));
process.once('disconnect', () => process.exit());

/** @param {string} url */
function keyOf(url) {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  if (pathname !== '/people/v2/people') return pathname;
  if (searchParams.get('per_page') !== String(PER_PAGE)) return 'unknown';
  const include = searchParams.get('include');
  const kind = include === null ? 'plain' : include === 'emails,phone_numbers' ? 'included' : 'unknown';
  return `${kind} ${searchParams.get('offset') ?? 0}`;
}

function bytes(document) {
  return Buffer.from(JSON.stringify(document));
}
