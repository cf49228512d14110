import type { Surroundings } from './app-model.ts';
import type { AppStore } from '../store/app-store.ts';
import { compareIds, refs } from '../store/identifiers.ts';
import type { Church } from '../store/church.ts';
import type { Json, Ref, StoredRecord } from '../store/record.ts';
import { notEmulated } from '../basics/api-error.ts';
import type { AppSchema, Home } from './app-schema.ts';

/** The records of an app seen through one of its versions: how they hang together and where they live. */
export class Graph implements Surroundings {
  readonly schema: AppSchema;
  readonly church: Church;
  readonly store: AppStore;
  readonly personId: string;
  readonly scopes: readonly string[] | undefined;

  constructor(schema: AppSchema, church: Church, personId: string, scopes?: readonly string[]) {
    this.schema = schema;
    this.church = church;
    this.store = church.app(schema.version.app);
    this.personId = personId;
    this.scopes = scopes;
  }

  get version(): string {
    return this.schema.version.version;
  }

  get organization(): StoredRecord {
    const [organization] = this.store.all('Organization');
    if (!organization) throw new Error(`The ${this.schema.version.app} store has no organization.`);
    return organization;
  }

  /** The time zone whose days a bare date means. */
  get timeZone(): string {
    const zone = this.church.app('people').all('Organization')[0]?.attributes['time_zone'];
    return typeof zone === 'string' ? zone : 'UTC';
  }

  /** The records at the other end of an edge. */
  follow(record: StoredRecord, edge: string): readonly StoredRecord[] {
    const target = this.schema.edge(record.type, edge)?.to ?? '';
    const way = this.schema.way(record.type, edge);
    switch (way?.kind) {
      case 'everything':
        return this.store.all(target);
      case 'own':
        return this.#resolve(refs(record.relations[way.relation]));
      case 'inverse':
        return this.store.pointingAt(target, way.relation, record);
      case 'computed':
        return way.records(record, this);
      case undefined:
        throw notEmulated(`${edge} of ${record.type} in ${this.schema.version.app}`);
    }
  }

  /** As {@link follow}, in the order in which collections come. */
  collection(record: StoredRecord, edge: string): readonly StoredRecord[] {
    const unlisted = this.schema.model.unlisted[`${record.type}.${edge}`];
    const found = this.follow(record, edge);
    const records = unlisted ? found.filter((member) => !unlisted(member, this)) : found;
    const way = this.schema.way(record.type, edge);
    return way?.kind === 'own' || way?.kind === 'computed' ? [...records].sort(compareIds) : records;
  }

  /** An attribute's value, stored or computed; undefined when the record has none of that name. */
  value(record: StoredRecord, attribute: string): Json | undefined {
    const earlier = this.schema.earlierForm(record.type, attribute);
    if (earlier) return earlier.show(record, this);
    if (Object.hasOwn(record.attributes, attribute)) return record.attributes[attribute];
    const rules = this.schema.model.values[record.type];
    if (rules && Object.hasOwn(rules, attribute)) return rules[attribute]?.(record, this);
    return attribute.endsWith('_id') ? this.#relatedId(record, attribute) : undefined;
  }

  /** Some resources show the id of what they point at as an attribute, too. */
  #relatedId(record: StoredRecord, attribute: string): Json | undefined {
    const relation = attribute.slice(0, -'_id'.length);
    if (!this.schema.relations(record.type).has(relation)) return undefined;
    const [ref] = refs(record.relations[relation]);
    if (!ref) return null;
    const wire = this.schema.vertex(record.type)?.attributes[attribute]?.wire;
    return wire === 'number' ? Number(ref.id) : ref.id;
  }

  /** Where a record lives, without the host. Undefined when no path leads to it alone. */
  pathOf(record: StoredRecord): string | undefined {
    const { path } = this.schema.version;
    if (record.type === 'Organization') return path;
    for (const home of this.schema.homes(record.type)) {
      const owner = this.#owner(record, home);
      const start = owner && this.pathOf(owner);
      if (start) return `${start}/${home.edge}/${encodeURIComponent(record.id)}`;
    }
    return undefined;
  }

  /** As {@link pathOf}, also for what is pointed at without being there: loaded documents are parts of a church. */
  pathOfRef(ref: Ref): string | undefined {
    const kept = this.store.get(ref.type, ref.id);
    if (kept) return this.pathOf(kept);
    const [home] = this.schema.homes(ref.type);
    return home?.type === 'Organization' ? `${this.schema.version.path}/${home.edge}/${ref.id}` : undefined;
  }

  #owner(record: StoredRecord, { type, relation }: Home): StoredRecord | undefined {
    if (!relation) return this.organization;
    const [ref] = refs(record.relations[relation]);
    return ref?.type === type ? this.store.get(type, ref.id) : undefined;
  }

  #resolve(found: readonly Ref[]): StoredRecord[] {
    return found.map(({ type, id }) => this.store.get(type, id)).filter((record) => record !== undefined);
  }
}
