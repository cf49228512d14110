import { badRequest, invalidPayload } from '../http/api-error.ts';
import type { Json, Ref } from '../store/record.ts';

/** The `data` of a request's body. */
export interface Payload {
  readonly attributes: Readonly<Record<string, Json>>;
  readonly relationships: Readonly<Record<string, Ref | readonly Ref[] | null>>;
}

/** Reads a request's body, or says what is wrong with it as the service does. */
export function parsePayload(text: string): Payload {
  const body = parseJson(text);
  const data = isObject(body) ? body['data'] : undefined;
  // A list is refused with the same words: there are no writes of several resources.
  if (!isObject(data)) throw invalidPayload("The payload given does not contain a 'data' key.");
  const { attributes = {}, relationships = {} } = data;
  if (!isObject(attributes)) throw invalidPayload('The key `attributes` must hold an object');
  if (!isObject(relationships)) throw invalidPayload('The key `relationships` must hold an object');
  return {
    attributes,
    relationships: Object.fromEntries(
      Object.entries(relationships).map(([name, relationship]) => [name, parseLinkage(name, relationship)]),
    ),
  };
}

function parseJson(text: string): Json {
  let body: Json;
  try {
    // An empty body is an empty object to the service.
    body = text.trim() === '' ? {} : (JSON.parse(text) as Json);
  } catch {
    throw badRequest('invalid_json');
  }
  if (isDeeperThan(body, DEEPEST)) throw badRequest('invalid_json');
  return body;
}

/** What Ruby's reader of JSON accepts. */
const DEEPEST = 100;

function isDeeperThan(value: Json, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((member) => isDeeperThan(member, levels - 1));
}

function parseLinkage(name: string, relationship: Json): Ref | readonly Ref[] | null {
  const data = isObject(relationship) ? relationship['data'] : undefined;
  if (data === null) return null;
  if (Array.isArray(data) && data.every(isRef)) return data.map(identifier);
  if (data !== undefined && isRef(data)) return identifier(data);
  throw invalidPayload(`The relationship \`${name}\` must have a \`data\` key with a type and an id`);
}

function isRef(value: Json): value is { type: string; id: string | number } {
  return (
    isObject(value) && typeof value['type'] === 'string' && /^(?:string|number)$/.test(typeof value['id'])
  );
}

function identifier({ type, id }: { type: string; id: string | number }): Ref {
  return { type, id: String(id) };
}

function isObject(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
