const SHOWN = 3;

/** What a call came to, in one line. */
export function describeOutcome({ error, data, response }) {
  if (error) return describeError(error);
  if (data instanceof Response) return `${response.status}, ${data.body === null ? 'no body' : 'a body'}`;
  return `${response.status}, ${describeDocument(data)}`;
}

/** What reading a list came to. */
export function describeReading({ pages, open }, { byRecord: { items, error, report } }, missing) {
  const own = items.filter(({ included }) => included.length > 0).length;
  const shared = pages.reduce((count, page) => count + (page.served.document.included?.length ?? 0), 0);
  const includes = shared === 0 ? '' : `; ${own} of them with their own of the ${shared} included resources`;
  const end = open ? 'more pages were not recorded' : report.completeness;
  const short = missing > 0 ? ` (the recording itself lacks ${missing})` : '';
  return `${counted(items.length)}, ${end}${includes}${short}${error ? `; ${describeError(error)}` : ''}`;
}

export function describeRequest({ method, url, parameters }) {
  const query = parameters.map(([key, value]) => `${key}=${value}`).join('&');
  return `${method} ${url.pathname}${query && '?'}${query}`;
}

function describeError(error) {
  const [first] = error.errors ?? [];
  const said = first ? `: ${[first.title, first.detail].filter(Boolean).join(': ')}` : '';
  return error.statusCode ? `${error.statusCode}, ${error.name}${said}` : `${error.name}: ${error.message}`;
}

function describeDocument(document) {
  if (document === null) return 'no body';
  const { data, included = [], meta } = document;
  const also = included.length > 0 ? `; ${included.length} included` : '';
  if (!Array.isArray(data)) return `${nameOf(data)}${also}`;
  const total = meta?.total_count === undefined ? '' : ` of ${meta.total_count}`;
  const names = data.slice(0, SHOWN).map(nameOf).join(', ');
  const more = data.length > SHOWN ? ', …' : '';
  return `${total ? data.length + total + ' records' : counted(data.length)}${names && `: ${names}`}${more}${also}`;
}

function nameOf(resource) {
  const { name, title, first_name: first, last_name: last } = resource?.attributes ?? {};
  const label = name ?? title ?? [first, last].filter(Boolean).join(' ');
  return label ? `${label}` : `${resource?.type ?? 'JSON'} ${resource?.id ?? ''}`.trim();
}

function counted(number) {
  return number === 1 ? '1 record' : `${number} records`;
}
