import { badRequest, invalidPayload } from '../basics/api-error.ts';
import { DEEPEST, isDeeperThan } from '../basics/json-depth.ts';
import { isTrue } from '../query/is-true.ts';
import { isObject } from '../basics/is-object.ts';
import { textOf, type Json, type Ref } from '../store/record.ts';

/** What is said of one resource. */
export interface Payload {
  readonly attributes: Readonly<Record<string, Json>>;
  readonly relationships: Readonly<Record<string, Ref | readonly Ref[] | null>>;
}

/** The `data` of a request's body, and the resources that are to be written along with it. */
export interface SentPayload extends Payload {
  /** As it was sent. What the service makes of it is not known. */
  readonly type?: string;
  readonly included: readonly IncludedPayload[];
}

export interface IncludedPayload extends Payload {
  readonly type: string;
  /** Of one that is there already. */
  readonly id?: string;
  /** It is to go: `_destroy` among its attributes. */
  readonly destroy: boolean;
}

/** Reads a request's body, or says what is wrong with it as the service does. */
export function parsePayload(text: string): SentPayload {
  const body = parseJson(text);
  const { data, included = [] } = isObject(body) ? body : {};
  // A list is refused with the same words: there are no writes of several resources.
  if (!isObject(data)) throw invalidPayload("The payload given does not contain a 'data' key.");
  if (!Array.isArray(included)) throw invalidPayload('The key `included` must hold a list');
  const { type } = data;
  return {
    ...(typeof type === 'string' ? { type } : {}),
    ...parseResource(data),
    included: included.map(parseIncluded),
  };
}

function parseIncluded(item: Json): IncludedPayload {
  if (!isObject(item) || typeof item['type'] !== 'string')
    throw invalidPayload('The key `included` must hold resources with a type');
  const { attributes, relationships } = parseResource(item);
  const { _destroy: destroy = false, ...others } = attributes;
  const id = textOf(item['id']);
  return {
    type: item['type'],
    ...(id === '' ? {} : { id }),
    attributes: others,
    relationships,
    destroy: destroy === true || isTrue(textOf(destroy)),
  };
}

function parseResource(data: { [key: string]: Json }): Payload {
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

/** Reads a request's body as JSON of any shape. */
export function parseJson(text: string): Json {
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
