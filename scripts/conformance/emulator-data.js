/**
 * What must be in a church for it to give a recorded answer: the answer's own resources and, since a recording shows
 * one page of a longer list, as many copies of its rows as stand before and after the page.
 *
 * @param {import('./recordings.js').Exchange} exchange
 * @returns {[app: string, document: object][]}
 */
export function documentsBehind({ method, url, served }) {
  const [, app] = url.pathname.split('/');
  if (method === 'DELETE' && served.status === 204) return [[app, { data: deletedResource(url) }]];
  const document = served.document;
  if (method !== 'GET' || served.status !== 200 || !document?.data) return [];
  const { data, meta } = document;
  if (!Array.isArray(data)) return [[app, document]];
  const offset = Number(url.searchParams.get('offset') ?? 0);
  const before = Math.min(offset, meta.total_count);
  const after = meta.total_count - before - data.length;
  const ids = data.map(({ id }) => Number(id));
  const others = [
    ...copies(data[0] ?? STRANGER, before, (index) => Math.min(...ids, FIRST_ID) - 1 - index),
    ...copies(data.at(-1) ?? STRANGER, after, (index) => Math.max(...ids) + 1 + index),
  ];
  return [
    [app, document],
    [app, { data: others, meta: { parent: meta.parent } }],
  ];
}

/** Somebody to fill the pages before an empty one. */
const STRANGER = { type: 'Person', attributes: { last_name: 'Stranger', status: 'active' } };
const FIRST_ID = 10_000_000;

/** Rows that differ in their ids alone, which is what orders equals. They own nothing. */
function copies({ type, attributes, relationships = {} }, count, idOf) {
  const belongsTo = Object.entries(relationships).filter(([, { data }]) => !Array.isArray(data));
  return Array.from({ length: count }, (_, index) => ({
    type,
    id: String(idOf(index)),
    attributes,
    relationships: Object.fromEntries(belongsTo),
  }));
}

function deletedResource(url) {
  const [type, id] = url.pathname.split('/').slice(-2);
  const singular = type.replace(/s$/, '');
  return { type: singular[0].toUpperCase() + singular.slice(1), id, attributes: {} };
}
