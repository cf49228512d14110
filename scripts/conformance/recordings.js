import { readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';

export const API = 'https://api.planningcenteronline.com';

/** A reason to stop that is the caller's, not the client's. */
export class RecordingsError extends Error {}

/**
 * Reads every recording of a folder and its sub-folders.
 *
 * @param {string} folder - or a single file
 * @returns {{ name: string, exchanges: Exchange[] }[]}
 */
export function loadRecordings(folder) {
  const paths = jsonFiles(folder);
  const root = statSync(folder).isDirectory() ? folder : dirname(folder);
  const files = paths
    .map((path) => ({ name: relative(root, path) || basename(path), content: parseFile(path) }))
    .filter(({ content }) => Array.isArray(content) && content.length > 0 && content.every(isExchange))
    .map(({ name, content }) => ({ name, exchanges: content.map(toExchange) }));
  if (files.length === 0) throw new RecordingsError(`There are no recordings in ${folder}.`);
  return files;
}

/**
 * @typedef {object} Exchange
 * @property {string} method
 * @property {URL} url - as recorded
 * @property {[string, string][]} parameters - of the query, decoded and sorted
 * @property {string | undefined} body - of the request, as recorded
 * @property {unknown} payload - the same as JSON; `undefined` when it is none
 * @property {Served} served
 *
 * @typedef {object} Served
 * @property {number} status
 * @property {Record<string, string | string[]>} headers - lower-case names
 * @property {string} text
 * @property {unknown} document - `null` for an empty body, `undefined` when it is not JSON
 */

function jsonFiles(folder) {
  const found = statSync(folder, { throwIfNoEntry: false });
  if (!found) throw new RecordingsError(`There is no folder ${folder}.`);
  if (found.isFile()) return [folder];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .sort();
}

function parseFile(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new RecordingsError(`${path} is not JSON: ${error.message}`, { cause: error });
  }
}

function isExchange(entry) {
  return typeof entry?.request?.url === 'string' && typeof entry.response?.status === 'number';
}

function toExchange({ request, response }) {
  const url = new URL(request.url, API);
  const body = textOf(request.body);
  return {
    method: (request.method ?? 'GET').toUpperCase(),
    url,
    parameters: parametersOf(url),
    body: body === '' ? undefined : body,
    payload: parseJson(body) ?? undefined,
    served: toServed(response),
  };
}

function toServed({ status, headers = {}, body }) {
  const text = textOf(body);
  const lower = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  return { status, headers: Object.fromEntries(lower), text, document: parseJson(text) };
}

function textOf(body) {
  if (body === undefined || body === null) return '';
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function parseJson(text) {
  if (text === '') return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @returns {[string, string][]} the decoded query, in an order that does not depend on how it was written */
export function parametersOf(url) {
  return sorted([...url.searchParams]);
}

/** @returns {[string, string][]} */
export function withParameter(parameters, key, value) {
  return sorted([...parameters.filter(([name]) => name !== key), [key, value]]);
}

export function parameter(exchange, key) {
  return exchange.parameters.find(([name]) => name === key)?.[1];
}

function sorted(parameters) {
  return parameters.sort((a, b) => (a.join('=') < b.join('=') ? -1 : 1));
}
