import { APP_NAMES, loadVersion, type AppName } from '@tspco/catalog';
import type { ApiCall } from '../../src/api/api-call.ts';
import { plausibleActionPayload, plausiblePayload } from '../../src/coverage/plausible-payload.ts';
import { Graph } from '../../src/schema/graph.ts';
import { schemaOf } from '../../src/apps/schema-of.ts';
import { refs } from '../../src/store/identifiers.ts';
import type { Church } from '../../src/store/church.ts';
import type { Ref, StoredRecord } from '../../src/store/record.ts';
import { ask, ORIGIN, type Told } from './small-church.ts';

export interface Operation {
  readonly kind: 'read' | 'create' | 'update' | 'delete' | 'action';
  readonly app: AppName;
  /** Whatever has to be chosen is chosen by these. */
  readonly picks: readonly number[];
}

interface Change {
  readonly app: AppName;
  readonly added: readonly StoredRecord[];
  readonly removed: readonly StoredRecord[];
}

const UPLOADS: ApiCall['uploads'] = {
  get: () => ({ name: 'face.png', contentType: 'image/png', bytes: new Uint8Array(3), expiresAt: Infinity }),
  keep: () => {},
};

/** What is sent now and then instead of a value that fits. */
const ODD = [
  null,
  '',
  0,
  -1,
  1e300,
  '𝔄',
  'x'.repeat(300),
  [],
  {},
  [null],
  { a: [{}] },
  true,
  '2020-02-30',
  '__proto__',
];

/**
 * A church to which anything may happen, next to the plainest model of one: which rows there are. After each
 * operation both are compared, and the first difference is thrown.
 */
export class RandomChurch {
  readonly #church: Church;
  /** By app and type. */
  readonly #rows = new Map<string, Set<string>>();

  constructor(church: Church) {
    this.#church = church;
    for (const app of APP_NAMES) {
      const store = church.app(app);
      for (const type of store.types)
        this.#rows.set(`${app} ${type}`, new Set(store.all(type).map(({ id }) => id)));
    }
  }

  /** Does it, or reads a list when there is nothing to do it to; checks what follows, and tells what was done. */
  async operate(operation: Operation): Promise<string> {
    const picks = new Picks(operation.picks);
    const graph = this.#graph(operation.app);
    const request = operation.kind === 'read' ? undefined : requestFor(operation.kind, graph, picks);
    if (!request) return `read ${await this.#read(graph, picks)}`;
    const before = this.#church.copy();
    const { method, path, body } = request;
    const told = await this.#ask(method, path, body);
    const changes = this.#changesSince(before);
    const what = `${method} ${path} ${JSON.stringify(body)}: ${told.status}`;
    check(told.status < 500 || told.status === 501, `${what} ${JSON.stringify(told.document)}`);
    if (told.status >= 400) check(changes.length === 0, `${what}, and something was changed`);
    for (const change of changes) {
      this.#follow(change, { kind: operation.kind, what });
      await this.#checkCounts(change, what);
    }
    if (told.status === 201 && operation.kind === 'create') await this.#checkCreated(told, graph, what);
    if (told.status === 204 && operation.kind === 'delete') {
      const { status } = await this.#ask('GET', path);
      check(status === 404 || status === 200, `${what}, and then ${status}`);
    }
    return `${operation.kind} ${told.status}`;
  }

  /** All rows of the model are kept, no others are, and each can be read where it says that it is. */
  async checkEveryRow(): Promise<void> {
    for (const app of APP_NAMES) {
      const graph = this.#graph(app);
      for (const type of graph.store.types) {
        const kept = graph.store.all(type).map(({ id }) => id);
        const rows = this.#rows.get(`${app} ${type}`) ?? new Set();
        check(
          kept.length === rows.size && kept.every((id) => rows.has(id)),
          `${app} keeps other ${type} rows than it should`,
        );
        if (graph.schema.vertex(type)?.collectionOnly) continue;
        // The last ones are those that came.
        for (const record of graph.store.all(type).slice(-3)) {
          const path = graph.pathOf(record);
          if (!path || isUnlisted(record, graph)) continue;
          const { status, document } = await this.#ask('GET', path);
          check(status === 200 && document.data.id === record.id, `${path}: ${status}`);
        }
      }
      danglingIn(graph).forEach((dangling) => check(false, `${app}: ${dangling}`));
    }
  }

  #graph(app: AppName): Graph {
    return new Graph(schemaOf(loadVersion(app)), this.#church, this.#personId());
  }

  #personId(): string {
    return this.#church.app('people').all('Person')[0]?.id ?? '';
  }

  #ask(method: string, path: string, body?: unknown): Promise<Told> {
    return ask(this.#church, method, path, { personId: this.#personId(), uploads: UPLOADS, body });
  }

  /** Pages through a list: they hold each record once, as many as they say, in whatever order. */
  async #read(graph: Graph, picks: Picks): Promise<number> {
    const place = pickPlace(graph, picks, ({ many }) => many) ?? rootList(graph);
    const { path, edge, owner } = place;
    const query = queryFor(edge.to, edge.filters, graph, picks);
    const perPage = picks.from([7, 25, 100]) ?? 100;
    const before = this.#church.copy();
    const ids: string[] = [];
    let next: string | undefined = `${path}?${query}&per_page=${perPage}`;
    for (let pages = 0; next && pages < 20; pages += 1) {
      const { status, document }: Told = await this.#ask('GET', next);
      check(status === 200 || status === 501, `${next}: ${status} ${JSON.stringify(document)}`);
      if (status === 501) return status;
      ids.push(...document.data.map(({ type, id }) => `${type} ${id}`));
      next = document.links?.['next'] ?? undefined;
      const { total_count: total } = document.meta;
      if (!next)
        check(total === ids.length, `${path}?${query} tells of ${total} records and has ${ids.length}`);
      if (owner.type === 'Organization' && query === '') this.#checkTotal(graph, place, total);
    }
    check(new Set(ids).size === ids.length, `${path}?${query} has records twice`);
    check(this.#changesSince(before).length === 0, `${path}?${query} changed something`);
    return 200;
  }

  #checkTotal({ schema }: Graph, { name, edge }: Place, total: number | undefined): void {
    const { usualWhere = {}, unlisted } = schema.model;
    const isAll = schema.way('Organization', name)?.kind === 'everything';
    if (!isAll || usualWhere[edge.to] || unlisted[`Organization.${name}`]) return;
    const rows = this.#rows.get(`${schema.version.app} ${edge.to}`)?.size ?? 0;
    check(total === rows, `${name} tells of ${total} records, and there are ${rows}`);
  }

  /** What came and went, by app. Unchanged shelves are shared with the copy, so that this is quick. */
  #changesSince(before: Church): Change[] {
    return APP_NAMES.flatMap((app) => {
      const [old, now] = [before.app(app), this.#church.app(app)];
      const types = now.types.filter((type) => old.all(type) !== now.all(type));
      if (types.length === 0) return [];
      const added = types.flatMap((type) => now.all(type).filter(({ id }) => !old.get(type, id)));
      const removed = types.flatMap((type) => old.all(type).filter(({ id }) => !now.get(type, id)));
      const isSame = types.every((type) =>
        now.all(type).every((record) => old.get(type, record.id) === record),
      );
      return isSame && removed.length === 0 ? [] : [{ app, added, removed }];
    });
  }

  /** Lets the model have what came. What went must have hung on something that went, or be what was deleted. */
  #follow({ app, added, removed }: Change, { kind, what }: { kind: Operation['kind']; what: string }): void {
    for (const { type, id } of added) {
      const rows = this.#rows.get(`${app} ${type}`) ?? new Set();
      check(!rows.has(id), `${what}: ${type} ${id} came twice`);
      this.#rows.set(`${app} ${type}`, rows.add(id));
    }
    const gone = new Set(removed.map(keyOf));
    for (const record of removed) {
      this.#rows.get(`${app} ${record.type}`)?.delete(record.id);
      const hung = Object.values(record.relations).some((relation) =>
        refs(relation).some((ref) => gone.has(keyOf(ref))),
      );
      const isTarget = what.includes(`/${record.id}`) || what.includes(`"${record.id}"`);
      const mayGo = kind === 'delete' ? hung || isTarget : GOES_BY_ITSELF.has(`${app} ${record.type}`);
      check(mayGo, `${what}: ${app} lost ${record.type} ${record.id}`);
    }
    if (removed.length > 0)
      danglingIn(this.#graph(app)).forEach((dangling) => check(false, `${what}: ${dangling}`));
  }

  async #checkCounts({ app, added, removed }: Change, what: string): Promise<void> {
    const graph = this.#graph(app);
    const types = new Set([...added, ...removed].map(({ type }) => type));
    for (const [name, edge] of Object.entries(graph.schema.vertex('Organization')?.edges ?? {})) {
      if (!edge.many || !types.has(edge.to)) continue;
      const { status, document } = await this.#ask('GET', `${graph.schema.version.path}/${name}?per_page=1`);
      check(status === 200, `${what}: then ${name} ${status}`);
      this.#checkTotal(graph, { name, edge, path: '', owner: graph.organization }, document.meta.total_count);
    }
  }

  async #checkCreated({ document }: Told, graph: Graph, what: string): Promise<void> {
    const { type, id, links } = document.data;
    const kept = graph.store.get(graph.schema.storedType(type), id);
    check(kept !== undefined, `${what}, and ${type} ${id} is not kept`);
    if (kept && graph.schema.vertex(kept.type)?.collectionOnly) return;
    const { status } = await this.#ask('GET', links['self'] ?? '');
    check(status === 200, `${what}, and then ${links['self']} is ${status}`);
  }
}

/** What actions take away: a position that was filled, an item that comes next no more. */
const GOES_BY_ITSELF = new Set(['services NeededPosition', 'services ItemTime']);

/** Takes one number after the other, and the first again when there are no more. */
class Picks {
  readonly #numbers: readonly number[];
  #next = 0;

  constructor(numbers: readonly number[]) {
    this.#numbers = numbers;
  }

  number(): number {
    return this.#numbers[this.#next++ % this.#numbers.length] ?? 0;
  }

  from<T>(list: readonly T[]): T | undefined {
    return list[this.number() % Math.max(1, list.length)];
  }
}

interface Place {
  readonly path: string;
  readonly name: string;
  readonly owner: StoredRecord;
  readonly edge: {
    readonly to: string;
    readonly many: boolean;
    readonly create?: boolean;
    readonly filters: readonly string[];
  };
}

/** A record, and an edge of it that will do. Half of them are at the root. */
function pickPlace(graph: Graph, picks: Picks, fits: (edge: Place['edge']) => boolean): Place | undefined {
  const edgesOf = (type: string): [string, Place['edge']][] =>
    Object.entries(graph.schema.vertex(type)?.edges ?? {}).filter(([, edge]) => fits(edge));
  const types = graph.store.types.filter(
    (type) => edgesOf(type).length > 0 && graph.store.all(type).length > 0,
  );
  const type =
    picks.number() % 2 === 0 && edgesOf('Organization').length > 0 ? 'Organization' : picks.from(types);
  const owner = type && picks.from(graph.store.all(type));
  const path = owner && addressOf(owner, graph);
  const [name, edge] = picks.from(edgesOf(type ?? '')) ?? [];
  return owner && path && name !== undefined && edge
    ? { path: `${path}/${name}`, name, owner, edge }
    : undefined;
}

/** The first list of an app. */
function rootList({ organization, schema }: Graph): Place {
  const first = Object.entries(schema.vertex('Organization')?.edges ?? {}).find(([, { many }]) => many);
  if (!first) throw new Error(`${schema.version.app} has no list.`);
  const [name, edge] = first;
  return { path: `${schema.version.path}/${name}`, name, owner: organization, edge };
}

function queryFor(type: string, filters: readonly string[], graph: Graph, picks: Picks): string {
  const vertex = graph.schema.vertex(type);
  const choice = picks.number() % 5;
  const order = picks.from(vertex?.order ?? []);
  if (choice === 0 && order) return `order=${picks.number() % 2 ? '-' : ''}${order}`;
  const filter = picks.from(filters);
  if (choice === 1 && filter) return `filter=${filter}`;
  const where = picks.from(Object.keys(vertex?.where ?? {}));
  const value = picks.from(graph.store.all(type))?.attributes[where ?? ''];
  if (choice === 2 && where) return `where[${where}]=${encodeURIComponent(String(value ?? '1'))}`;
  return '';
}

interface WriteRequest {
  readonly method: string;
  readonly path: string;
  readonly body?: object;
}

function requestFor(
  kind: Exclude<Operation['kind'], 'read'>,
  graph: Graph,
  picks: Picks,
): WriteRequest | undefined {
  const { schema, store } = graph;
  const around = { graph, fileIdentifier: 'upload-1' };
  if (kind === 'create') {
    const place = pickPlace(
      graph,
      picks,
      ({ to, many, create }) => many && create === true && !!schema.vertex(to)?.create,
    );
    const write = place && schema.vertex(place.edge.to)?.create;
    const body = write && plausible(() => plausiblePayload(place.edge.to, write, around));
    return body && { method: 'POST', path: place.path, body: varied(body, picks) };
  }
  const can = (type: string): boolean => {
    const vertex = schema.vertex(type);
    if (kind === 'action') return Object.keys(vertex?.actions ?? {}).length > 0;
    return kind === 'update' ? !!vertex?.update : !!vertex?.delete;
  };
  const type = picks.from(store.types.filter((one) => can(one) && store.all(one).length > 0));
  const record = type && picks.from(store.all(type));
  const path = record && addressOf(record, graph);
  if (!record || !path) return undefined;
  if (kind === 'delete') return { method: 'DELETE', path };
  const vertex = schema.vertex(record.type);
  if (kind === 'update') {
    const write = vertex?.update;
    const body = write && plausible(() => plausiblePayload(record.type, write, around));
    return body && { method: 'PATCH', path, body: varied(body, picks) };
  }
  const [name, action] = picks.from(Object.entries(vertex?.actions ?? {})) ?? [];
  if (name === undefined || !action) return undefined;
  return {
    method: 'POST',
    path: `${path}/${name}`,
    body: varied(plausibleActionPayload(record, name, action, around), picks),
  };
}

/** Undefined when something that it needs has been deleted. */
function plausible(make: () => object): object | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

/** Now and then something is missing, or is something else. */
function varied(body: object, picks: Picks): object {
  const copy = structuredClone(body) as { data: { attributes: Record<string, unknown> } };
  const { attributes } = copy.data;
  const choice = picks.number() % 4;
  const name = picks.from(Object.keys(attributes));
  if (name === undefined || choice > 1) return copy;
  if (choice === 0) delete attributes[name];
  else attributes[name] = picks.from(ODD);
  return copy;
}

function addressOf(record: StoredRecord, graph: Graph): string | undefined {
  if (record.type === 'Organization') return graph.schema.version.path;
  if (graph.schema.vertex(record.type)?.collectionOnly || isUnlisted(record, graph)) return undefined;
  return graph.pathOf(record)?.replace(ORIGIN, '');
}

/** What is deleted and kept is found in some lists only, and what hangs on it nowhere. */
function isUnlisted(record: StoredRecord, { store }: Graph): boolean {
  const owners = Object.values(record.relations).flatMap((relation) => refs(relation));
  const kept = owners.map(({ type, id }) => store.get(type, id));
  return [record, ...kept].some((one) => typeof one?.attributes['deleted_at'] === 'string');
}

/** Relations that lead to a type of which there are records, and to none of these. */
function danglingIn({ schema, store }: Graph): string[] {
  return store.types.flatMap((type) =>
    store.all(type).flatMap((record) =>
      Object.entries(record.relations).flatMap(([relation, value]) =>
        refs(value)
          .filter((ref) => schema.vertex(ref.type) && !store.get(ref.type, ref.id))
          .map(
            (ref) =>
              `${type} ${record.id} points by ${relation} at ${ref.type} ${ref.id}, which is not there`,
          ),
      ),
    ),
  );
}

const keyOf = ({ type, id }: Ref): string => `${type} ${id}`;

function check(holds: boolean, message: string): void {
  if (!holds) throw new Error(message);
}
