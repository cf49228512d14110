/**
 * Where the emulator's answer is not what was recorded. The emulator may show more than an old recording: what was
 * added since to all versions.
 *
 * @param {import('./recordings.js').Exchange} exchange
 * @param {{ status: number, headers: Headers, document: unknown }} answer
 * @returns {string[]}
 */
export function answerDifferences({ method, served }, { status, headers, document }) {
  if (status !== served.status)
    return [`status ${status} instead of ${served.status}: ${JSON.stringify(document)}`];
  const isOld = served.headers['x-pco-api-processor'] !== undefined;
  const differences = isOld ? headerDifferences(served.headers, headers) : [];
  // What was created has an id and times of its own.
  const masked = method === 'POST' ? maskCreated(document, served.document) : document;
  compare(served.document, masked, { path: '', isOld, differences });
  return differences;
}

/** Belong to the connection, to compression, to caches or to debugging. */
const NOT_COMPARED = new Set([
  'access-control-allow-headers',
  'access-control-expose-headers',
  'connection',
  'content-encoding',
  'date',
  'etag',
  'server',
  'strict-transport-security',
  'transfer-encoding',
  'vary',
  'x-pco-api-processor',
  'x-pco-api-auth-method',
  'x-pco-api-processed-as-version',
  'x-request-id',
  'x-runtime',
  'x-download-options',
  'x-permitted-cross-domain-policies',
]);

function headerDifferences(recorded, got) {
  return Object.entries(recorded)
    .filter(([name]) => !NOT_COMPARED.has(name) && !name.startsWith('x-pco-api-request-rate'))
    .filter(([name, value]) => got.get(name) !== String(value))
    .map(([name, value]) => `header ${name}: ${got.get(name)} instead of ${String(value)}`);
}

function compare(recorded, got, { path, isOld, differences }) {
  const context = (name) => ({ path: `${path}/${name}`, isOld, differences });
  if (/\/meta\/can_/.test(path)) {
    if (!isOld) sameSet(recorded, got, path, differences);
  } else if (Array.isArray(recorded) && Array.isArray(got)) {
    if (recorded.length !== got.length)
      differences.push(`${path}: ${got.length} items instead of ${recorded.length}`);
    for (const [index, item] of recorded.entries()) compare(item, got[index], context(index));
  } else if (isObject(recorded) && isObject(got)) {
    for (const name of Object.keys(recorded)) {
      // A link without a name was sent by mistake in 2019.
      if (name in got) compare(recorded[name], got[name], context(name));
      else if (name !== '') differences.push(`${path}/${name} is missing`);
    }
    const added = Object.keys(got).filter((name) => !(name in recorded));
    if (!isOld && added.length > 0) differences.push(`${path} has besides: ${added.join(', ')}`);
  } else if (recorded !== got) {
    differences.push(`${path}: ${JSON.stringify(got)} instead of ${JSON.stringify(recorded)}`);
  }
}

function sameSet(recorded, got, path, differences) {
  const [wanted, found] = [recorded, got].map((names) => (names ?? []).map(String).sort().join());
  if (wanted !== found) differences.push(`${path}: ${found} instead of ${wanted}`);
}

function maskCreated(document, recorded) {
  const { id, attributes } = recorded.data;
  const text = JSON.stringify(document)
    .replaceAll(document.data.id, id)
    .replaceAll(document.data.attributes.created_at, attributes.created_at);
  const masked = JSON.parse(text);
  // Each answer names the organization that it is of.
  masked.meta.parent = recorded.meta.parent;
  return masked;
}

function isObject(value) {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
