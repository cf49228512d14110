import { isObject } from '../is-object.ts';
import type { DocumentedEdge, DocumentedType } from './documented.ts';
import { at, textAt, textsAt } from './json.ts';
import { resolve, typeOf } from './open-api-schema.ts';

/** What the paths of an OpenAPI document say, by the names that schemas give to types. */
export interface OpenApiPaths {
  /** The first segment of the paths. */
  readonly app: string | undefined;
  /** By the type at their beginning; the root's stand under {@link ROOT}. */
  readonly edges: ReadonlyMap<string, ReadonlyMap<string, DocumentedEdge & { readonly to: string }>>;
  readonly types: ReadonlyMap<string, AskedType>;
  readonly notes: readonly string[];
}

/** What may be asked of a type anywhere: conditions and the like belong to the type and not to the path. */
interface AskedType {
  readonly include: readonly string[];
  readonly order: readonly string[];
  readonly where: ReadonlyMap<string, DocumentedType>;
  readonly actions: ReadonlySet<string>;
  readonly post: boolean;
  readonly patch: boolean;
  readonly delete: boolean;
}

export function readPaths(json: unknown): OpenApiPaths {
  return new PathReader(json).read();
}

interface Path {
  readonly segments: readonly string[];
  readonly operations: Record<string, unknown>;
}

interface Answer {
  readonly type: string;
  readonly many: boolean;
}

class PathReader {
  readonly #json: unknown;
  readonly #answers = new Map<string, Answer>();
  readonly #edges = new Map<string, Map<string, DocumentedEdge & { to: string }>>();
  readonly #types = new Map<string, Collected>();
  readonly #notes: string[] = [];

  constructor(json: unknown) {
    this.#json = json;
  }

  read(): OpenApiPaths {
    const paths = this.#paths();
    for (const { segments, operations } of paths) {
      const answer = this.#answerOf(at(operations, 'get'));
      if (answer) this.#answers.set(keyOf(segments), answer);
    }
    for (const path of paths) this.#readPath(path);
    return {
      app: paths[0]?.segments[0],
      edges: this.#edges,
      types: this.#types,
      notes: this.#notes,
    };
  }

  /** Shorter paths first, with the path of the server in front. */
  #paths(): Path[] {
    const servers = at(this.#json, 'servers');
    const server = textAt(Array.isArray(servers) ? servers[0] : undefined, 'url') ?? '';
    const base = server.replace(/^[a-z]+:\/\/[^/]*/i, '');
    const paths = at(this.#json, 'paths');
    return Object.entries(isObject(paths) ? paths : {})
      .flatMap(([path, item]): Path[] => {
        const operations = resolve(this.#json, item);
        const segments = `${base}/${path}`.split('/').filter(Boolean);
        return isObject(operations) ? [{ segments, operations }] : [];
      })
      .sort((a, b) => a.segments.length - b.segments.length);
  }

  #readPath({ segments, operations }: Path): void {
    const last = segments.at(-1);
    if (last === undefined || segments.length < 3) return;
    const parent = segments.slice(0, -1);
    const answer = this.#answers.get(keyOf(segments));
    if (isPlaceholder(last)) {
      const member = answer ?? this.#answers.get(keyOf(parent));
      if (member) this.#readMember(member.type, operations);
      else this.#notes.push(`No answer tells the type at ${keyOf(segments)}.`);
      return;
    }
    const owner = parent.length === 2 ? ROOT : this.#typeAt(parent);
    if (owner === undefined) this.#notes.push(`No answer tells what ${keyOf(segments)} belongs to.`);
    else if (answer) this.#readEdge(owner, last, answer, operations);
    else if (operations['post'] !== undefined && operations['get'] === undefined)
      this.#type(owner).actions.add(last);
    else this.#notes.push(`No answer tells the type at ${keyOf(segments)}.`);
  }

  #readEdge(owner: string, slug: string, { type, many }: Answer, operations: Path['operations']): void {
    const create = operations['post'] !== undefined;
    const filters = this.#choices(operations['get'], 'filter');
    const edges = this.#edges.get(owner) ?? new Map<string, DocumentedEdge & { to: string }>();
    this.#edges.set(owner, edges);
    const known = edges.get(slug);
    // The same edge stands in several paths, as the same type can be reached on several ways.
    edges.set(slug, {
      to: type,
      many,
      create: create || known?.create === true,
      filters: [...new Set([...(known?.filters ?? []), ...filters])],
    });
    if (create) this.#type(type).post = true;
    this.#readMember(type, operations);
  }

  /** Everything that a path says of the type that it answers. */
  #readMember(name: string, operations: Path['operations']): void {
    const type = this.#type(name);
    const get = operations['get'];
    type.patch ||= operations['patch'] !== undefined;
    type.delete ||= operations['delete'] !== undefined;
    add(type.include, this.#choices(get, 'include'));
    add(type.order, this.#choices(get, 'order'));
    for (const parameter of this.#parameters(get)) {
      const condition = /^where\[([^\]]+)\]$/.exec(textAt(parameter, 'name') ?? '')?.[1];
      if (condition !== undefined) type.where.set(condition, typeOf(this.#json, at(parameter, 'schema')));
    }
  }

  #type(name: string): Collected {
    let type = this.#types.get(name);
    if (!type) {
      type = {
        include: [],
        order: [],
        where: new Map(),
        actions: new Set(),
        post: false,
        patch: false,
        delete: false,
      };
      this.#types.set(name, type);
    }
    return type;
  }

  /** Of the path to a resource, or of the list that the path goes through. */
  #typeAt(segments: readonly string[]): string | undefined {
    const own = this.#answers.get(keyOf(segments));
    const isMember = isPlaceholder(segments.at(-1) ?? '');
    return (own ?? (isMember ? this.#answers.get(keyOf(segments.slice(0, -1))) : undefined))?.type;
  }

  #parameters(operation: unknown): unknown[] {
    const parameters = at(operation, 'parameters');
    return Array.isArray(parameters) ? parameters.map((one) => resolve(this.#json, one)) : [];
  }

  /** The values that a parameter takes, written as items of a list or at once. */
  #choices(operation: unknown, name: string): string[] {
    const parameter = this.#parameters(operation).find((one) => textAt(one, 'name') === name);
    const schema = resolve(this.#json, at(parameter, 'schema'));
    return textsAt(resolve(this.#json, at(schema, 'items')), 'enum') ?? textsAt(schema, 'enum') ?? [];
  }

  /** The name of the schema around the answer says both: `email_collection_envelope`. */
  #answerOf(operation: unknown): Answer | undefined {
    const responses = at(operation, 'responses');
    const [, success] =
      Object.entries(isObject(responses) ? responses : {}).find(([code]) => code.startsWith('2')) ?? [];
    const content = at(resolve(this.#json, success), 'content');
    const [body] = Object.values(isObject(content) ? content : {});
    const reference = textAt(body, 'schema', '$ref') ?? '';
    const [, type, kind] = /([^/]+)_(collection|resource)_envelope$/.exec(reference) ?? [];
    return type === undefined ? undefined : { type, many: kind === 'collection' };
  }
}

interface Collected extends AskedType {
  readonly include: string[];
  readonly order: string[];
  readonly where: Map<string, DocumentedType>;
  readonly actions: Set<string>;
  post: boolean;
  patch: boolean;
  delete: boolean;
}

/** The name that the root has among owners of edges: no schema describes it. */
export const ROOT = '';

function add(list: string[], names: readonly string[]): void {
  for (const name of names) if (!list.includes(name)) list.push(name);
}

/** Names of placeholders differ from path to path, where the place is the same. */
function keyOf(segments: readonly string[]): string {
  return `/${segments.map((segment) => (isPlaceholder(segment) ? '{id}' : segment)).join('/')}`;
}

function isPlaceholder(segment: string): boolean {
  return segment.startsWith('{');
}
