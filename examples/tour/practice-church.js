import { createServer } from 'node:http';
import { inventPeople, recordOf } from './practice-people.js';

const RATE = { limit: 100, period: 1 };
const NOT_FOUND = {
  errors: [{ status: '404', title: 'Not Found', detail: 'The resource you requested could not be found' }],
};

/**
 * A church to practise on: a small in-memory stand-in for Planning Center, on this machine only. It knows just what
 * the tour asks for, and its people are invented.
 *
 * @param {{ people: number }} options - how many people the church has
 */
export async function startPracticeChurch({ people }) {
  const church = {
    tables: inventPeople(people),
    files: new Map(),
    lastId: 1_000_000,
    window: { endsAt: 0, count: 0 },
  };
  const server = createServer((request, response) => {
    answer(church, request)
      .then(({ status, body, headers }) => {
        response.writeHead(status, { 'content-type': 'application/vnd.api+json', ...headers });
        response.end(body === undefined ? undefined : JSON.stringify(body));
      })
      .catch((error) => response.destroy(error));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = (church.origin = `http://127.0.0.1:${server.address().port}`);
  return {
    apiBase: origin,
    uploadUrl: `${origin}/v2/files`,
    /** Does what another program with the same credentials may do at any time: use up what they share. */
    useUpTheBudget: () => (church.window = { endsAt: Date.now() + 1000, count: RATE.limit }),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function answer(church, request) {
  const url = new URL(request.url, church.origin);
  const chunks = [];
  for await (const chunk of request) chunks.push(chunk);
  const content = Buffer.concat(chunks);
  if (url.pathname === '/v2/files') return upload(church, request.headers, content);
  const headers = countRequest(church);
  if (headers['retry-after']) return { status: 429, headers, body: tooMany(church) };
  const { status = 200, body } = respond(church, request.method, url, content);
  return { status, body, headers };
}

function respond(church, method, url, content) {
  const [, app, version, collection, id, owned, ...rest] = url.pathname.split('/');
  const table = church.tables[collection];
  const record = table?.find((candidate) => candidate.id === id);
  const known =
    app === 'people' && version === 'v2' && table && (id === undefined || record) && rest.length === 0;
  if (!known || (owned && !record.owned[owned])) return { status: 404, body: NOT_FOUND };
  if (method === 'POST') {
    const created = create(church, collection, record, owned, content);
    return { status: 201, body: { data: render(church, created) } };
  }
  if (method === 'PATCH') return { body: { data: render(church, change(church, record, content)) } };
  if (method === 'DELETE') return { status: 204, body: remove(church, collection, record) };
  if (owned) return { body: list(church, record.owned[owned], url) };
  return { body: record ? single(church, record, url) : list(church, table, url) };
}

function list(church, all, url) {
  const query = url.searchParams;
  const found = sort(matching(all, query), query.get('order'));
  const perPage = Math.min(Number(query.get('per_page') ?? 25), 100);
  const offset = Number(query.get('offset') ?? 0);
  const page = found.slice(offset, offset + perPage);
  const next = offset + perPage < found.length ? { offset: offset + perPage } : undefined;
  const nextUrl = new URL(url);
  nextUrl.searchParams.set('offset', String(offset + perPage));
  return {
    links: { self: url.href, ...(next && { next: nextUrl.href }) },
    data: page.map((record) => render(church, record, includes(url))),
    included: includedIn(church, page, url),
    meta: { total_count: found.length, count: page.length, ...(next && { next }) },
  };
}

function single(church, record, url) {
  return {
    data: render(church, record, includes(url)),
    included: includedIn(church, [record], url),
    meta: {},
  };
}

function matching(records, query) {
  const conditions = [...query]
    .map(([key, value]) => ({ name: /^where\[(\w+)\]$/.exec(key)?.[1], value: value.toLowerCase() }))
    .filter(({ name }) => name !== undefined);
  return records.filter(({ attributes }) => conditions.every((condition) => fits(attributes, condition)));
}

function fits(attributes, { name, value }) {
  // As the real server does, conditions on attributes that do not exist are ignored.
  return !(name in attributes) || `${attributes[name]}`.toLowerCase() === value;
}

function sort(records, order) {
  if (!order) return records;
  const name = order.replace(/^-/, '');
  const sign = order.startsWith('-') ? -1 : 1;
  return records.sort((a, b) => sign * `${a.attributes[name]}`.localeCompare(`${b.attributes[name]}`));
}

function includes(url) {
  return url.searchParams.get('include')?.split(',') ?? [];
}

function includedIn(church, records, url) {
  const found = records.flatMap(({ owned }) => includes(url).flatMap((name) => owned[name] ?? []));
  return [...new Set(found)].map((record) => render(church, record));
}

function render({ origin }, { type, id, collection, attributes, owned }, include = []) {
  const named = include.filter((name) => owned[name]);
  const linkage = named.map((name) => [name, { data: owned[name].map(({ type, id }) => ({ type, id })) }]);
  const links = { self: `${origin}/people/v2/${collection}/${id}` };
  return { type, id, attributes, relationships: Object.fromEntries(linkage), links };
}

function create(church, collection, parent, owned, content) {
  const name = owned ?? collection;
  const record = recordOf(name, String(++church.lastId), JSON.parse(content).data.attributes);
  church.tables[name].push(record);
  parent?.owned[owned].push(record);
  return record;
}

function change(church, record, content) {
  const { avatar, ...attributes } = JSON.parse(content).data.attributes;
  Object.assign(record.attributes, attributes);
  if (church.files.has(avatar))
    record.attributes.avatar = `${church.origin}/avatars/${church.files.get(avatar)}`;
  return record;
}

function remove({ tables }, collection, record) {
  const gone = new Set([record, ...(collection === 'people' ? Object.values(record.owned).flat() : [])]);
  for (const name of Object.keys(tables)) tables[name] = tables[name].filter((other) => !gone.has(other));
}

async function upload(church, headers, content) {
  const form = await new Response(content, {
    headers: { 'content-type': headers['content-type'] },
  }).formData();
  const { name, type, size } = form.get('file');
  const id = `us1-${++church.lastId}`;
  church.files.set(id, name);
  const attributes = { name, content_type: type, file_size: size };
  return { status: 201, body: { data: [{ type: 'File', id, attributes }] } };
}

function countRequest(church) {
  const now = Date.now();
  if (now >= church.window.endsAt) church.window = { endsAt: now + RATE.period * 1000, count: 0 };
  const { endsAt } = church.window;
  const count = ++church.window.count;
  return {
    'x-pco-api-request-rate-limit': RATE.limit,
    'x-pco-api-request-rate-period': RATE.period,
    'x-pco-api-request-rate-count': count,
    ...(count > RATE.limit && { 'retry-after': Math.ceil((endsAt - now) / 1000) }),
  };
}

function tooMany({ window: { count } }) {
  const detail = `Rate limit exceeded: ${count} of ${RATE.limit} requests per ${RATE.period} seconds`;
  return { errors: [{ code: '429', title: 'Too Many Requests', detail }] };
}
