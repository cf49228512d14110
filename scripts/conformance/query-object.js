const LISTS = new Set(['include', 'order', 'filter']);

/**
 * Writes the query of an address the way a user of the client would: as an object, with lists, numbers, booleans
 * and dates.
 *
 * @param {URL} url
 * @returns {Record<string, unknown> | undefined} `undefined` when a key occurs twice, which no object can hold
 */
export function queryObjectOf(url) {
  const parameters = [...url.searchParams];
  if (new Set(parameters.map(([key]) => key)).size < parameters.length) return undefined;
  const query = {};
  for (const [key, value] of parameters) put(query, key, value);
  return query;
}

function put(query, key, value) {
  const [, outer, inner] = /^(where|fields)((?:\[[^[\]]+\])+)$/.exec(key) ?? [];
  const path = inner?.slice(1, -1).split('][') ?? [];
  if (outer === 'where') putCondition(query, key, path, value);
  else if (outer === 'fields' && path.length === 1) (query.fields ??= {})[path[0]] = value.split(',');
  else if (LISTS.has(key) && value !== '') query[key] = value.includes(',') ? value.split(',') : value;
  else if (/^(per_page|offset)$/.test(key) && /^\d+$/.test(value)) query[key] = Number(value);
  else (query.params ??= {})[key] = value;
}

function putCondition(query, key, path, value) {
  let target = (query.where ??= {});
  for (const name of path.slice(0, -1)) target = target && typed(target, name);
  const name = path.at(-1);
  // `where[a]=1&where[a][gte]=2` fits no nested object; the flat form stays.
  if (target === undefined || name in target) query[key] = value;
  else target[name] = plainValue(value);
  if (Object.keys(query.where).length === 0) delete query.where;
}

function typed(target, name) {
  const inner = (target[name] ??= {});
  return Object.getPrototypeOf(inner) === Object.prototype ? inner : undefined;
}

function plainValue(text) {
  if (text === 'true' || text === 'false') return text === 'true';
  if (/^\d+$/.test(text) && String(Number(text)) === text) return Number(text);
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text) && isExact(text)) return new Date(text);
  return text;
}

function isExact(text) {
  const date = new Date(text);
  return !Number.isNaN(date.getTime()) && date.toISOString().replace('.000Z', 'Z') === text;
}
