import { PCOIncompleteReadError } from 'tspco';
import { differences } from './compare.js';
import { parameter, withParameter } from './recordings.js';

/**
 * @typedef {object} Chain
 * @property {import('./recordings.js').Exchange[]} pages
 * @property {boolean} open - the server announced a further page, which was not recorded
 * @property {boolean} widened - recorded without `per_page`, so that the client asks for pages of 100
 */

/**
 * Finds the lists of a file that can be read from a first page on.
 *
 * @param {import('./recordings.js').Exchange[]} exchanges
 * @returns {Map<import('./recordings.js').Exchange, Chain>} by first page
 */
export function chainsOf(exchanges) {
  const pages = exchanges.filter(isPage);
  const following = new Set(pages.map((page) => nextOf(page, pages)));
  return new Map(
    pages.filter((page) => !following.has(page)).map((first) => [first, chainFrom(first, pages)]),
  );
}

function chainFrom(first, all) {
  const pages = [first];
  for (let next; (next = nextOf(pages.at(-1), all)) && !pages.includes(next);) pages.push(next);
  const widened = parameter(first, 'per_page') === undefined;
  const asked = widened ? pages.map((page) => asksForHundred(page)) : pages;
  return { pages: asked, open: announcesNext(pages.at(-1)), widened };
}

function isPage({ method, served, parameters }) {
  const perPage = parameters.find(([key]) => key === 'per_page')?.[1] ?? '25';
  return (
    method === 'GET' &&
    served.status === 200 &&
    Array.isArray(served.document?.data) &&
    /^[1-9]\d*$/.test(perPage)
  );
}

function nextOf(page, all) {
  const offset = page.served.document.meta?.next?.offset;
  if (offset === undefined) return undefined;
  const wanted = withParameter(page.parameters, 'offset', String(offset));
  const fits = (other) =>
    other.url.pathname === page.url.pathname && differences(wanted, other.parameters).length === 0;
  return all.find((other) => all.indexOf(other) > all.indexOf(page) && fits(other)) ?? all.find(fits);
}

function announcesNext({ served: { document } }) {
  return Boolean(document.meta?.next ?? document.links?.next);
}

/** A page that was recorded without `per_page` is, if the list fits into it, also the answer to `per_page=100`. */
function asksForHundred(page) {
  return { ...page, parameters: withParameter(page.parameters, 'per_page', '100') };
}

/**
 * Reads as much of a list as was recorded, record by record and page by page.
 *
 * @param {Chain} chain
 * @param {() => import('tspco').Iteration} iterate - starts a new reading
 */
export async function readChain(chain, iterate) {
  const wanted = sum(chain.pages.map((page) => page.served.document.data.length));
  const byRecord = await take(iterate(), chain.open ? wanted : Infinity);
  const byPage = await take(iterate(), chain.open ? chain.pages.length : Infinity, (list) => list.pages());
  return { byRecord, byPage };
}

async function take(iteration, most, source = (list) => list) {
  const items = [];
  try {
    if (most > 0) {
      for await (const item of source(iteration)) if (items.push(item) >= most) break;
    }
  } catch (error) {
    return { items, error, report: iteration.report };
  }
  return { items, report: iteration.report };
}

/** @returns {string[]} where the reading differs from the recorded pages */
export function judgeReading(chain, { byRecord, byPage }) {
  const expected = chain.pages.flatMap((page) => recordsOf(page.served.document, parameter(page, 'include')));
  return [
    ...judgeEnd(chain, byRecord),
    ...differences(unique(expected).map(idOf), unique(byRecord.items).map(idOf), 'the records read'),
    ...unique(expected).flatMap((record, index) => judgeRecord(record, unique(byRecord.items)[index])),
    ...differences(
      chain.pages.map((page) => page.served.document),
      byPage.items,
      'the pages',
    ),
  ];
}

/** A list shorter than its own `total_count` must not pass for a whole one. */
function judgeEnd({ pages, open }, { error, report }) {
  if (open) return error ? [`the client threw ${error.name}: ${error.message}`] : [];
  const missing = missingFrom(pages);
  if (missing > 0) {
    return error instanceof PCOIncompleteReadError
      ? []
      : [`${missing} records are missing, and the client did not say so`];
  }
  if (error) return [`the client threw ${error.name}: ${error.message}`];
  const complete = missing === 0 ? report.completeness !== 'incomplete' : true;
  return [
    ...(complete
      ? []
      : [`everything was read, and the report says ${report.completeness}: ${report.reason}`]),
    ...differences(pages.length, report.pages, 'the number of pages'),
  ];
}

/** How many records the recorded pages lack; `undefined` when the server did not count. */
export function missingFrom(pages) {
  const total = pages.at(-1).served.document.meta?.total_count;
  if (total === undefined) return undefined;
  const offset = Number(parameter(pages[0], 'offset') ?? 0);
  return Math.max(0, total - offset) - sum(pages.map((page) => page.served.document.data.length));
}

function judgeRecord(expected, actual) {
  if (!actual) return [];
  const place = `${expected.data.type} ${expected.data.id}`;
  return [
    ...differences(expected.data, actual.data, place),
    ...differences(expected.included, byId(actual.included), `${place} › included`),
    ...differences(expected.meta, actual.meta, `${place} › meta`),
  ];
}

/** What each record of a page should come with, searched for without any index. */
function recordsOf({ data, included = [], meta = {} }, include) {
  const paths = (include ?? '').split(',').map((path) => path.split('.'));
  return data.map((record) => {
    const own = Object.keys(record.relationships ?? {}).flatMap((name) => related(record, name, included));
    const deeper = paths.flatMap((path) =>
      path.reduce((from, name) => from.flatMap((one) => related(one, name, included)), [record]),
    );
    const found = new Set([...own, ...deeper.filter((resource) => resource !== record)]);
    const { can_include, parent } = meta;
    return {
      data: record,
      included: byId([...found]),
      meta: { ...(can_include && { can_include }), ...(parent && { parent }) },
    };
  });
}

function related(resource, name, included) {
  const names = [resource.relationships?.[name]?.data ?? []].flat();
  return included.filter(({ type, id }) => names.some((one) => one.type === type && one.id === id));
}

function byId(resources) {
  return [...resources].sort((a, b) => (idOf({ data: a }) < idOf({ data: b }) ? -1 : 1));
}

/** The server repeats a record when a row is inserted between two pages; the client may leave the second one out. */
function unique(records) {
  return [...new Map(records.map((record) => [idOf(record), record])).values()];
}

function idOf({ data }) {
  return `${data.type} ${data.id}`;
}

function sum(numbers) {
  return numbers.reduce((total, number) => total + number, 0);
}
