import { loadVersion, type AppVersion, type Edge, type Vertex } from '@tspco/catalog';
import type { AppModel, EarlierForm, EdgeRule } from './app-model.ts';
import { withNewestNames } from './newest-names.ts';
import { snakeCase } from './snake-case.ts';

/** How to get from a record to the records at the other end of an edge. */
export type Way =
  | { readonly kind: 'everything' }
  | { readonly kind: 'own'; readonly relation: string }
  | { readonly kind: 'inverse'; readonly relation: string }
  | {
      readonly kind: 'computed';
      readonly records: Extract<EdgeRule, { records: unknown }>['records'];
      /** How what is created there points back. */
      readonly relation: string | undefined;
    };

/** An edge by which records of a type can be reached, and the relation that leads back. */
export interface Home {
  readonly type: string;
  readonly edge: string;
  /** Absent at the root. */
  readonly relation?: string;
}

/** One version of an app, as the catalog and the emulator's model of it say together. */
export class AppSchema {
  readonly version: AppVersion;
  readonly model: AppModel;
  readonly #newest: AppVersion;
  /** By the newest name of a type, the one that it has in this version. */
  readonly #oldNames: ReadonlyMap<string, string>;
  readonly #relations = new Map<string, ReadonlyMap<string, string>>();
  readonly #ways = new Map<string, Way | undefined>();
  readonly #homes = new Map<string, readonly Home[]>();
  readonly #sentAttributes = new Map<string, readonly string[]>();

  constructor(version: AppVersion, model: AppModel) {
    this.version = withNewestNames(version, model.renamed ?? {});
    this.model = model;
    this.#oldNames = new Map(
      Object.entries(model.renamed ?? {})
        .filter(([old]) => version.vertices[old])
        .map(([old, newest]) => [newest, old]),
    );
    this.#newest = loadVersion(version.app);
  }

  vertex(type: string): Vertex | undefined {
    return Object.hasOwn(this.version.vertices, type) ? this.version.vertices[type] : undefined;
  }

  edge(type: string, name: string): Edge | undefined {
    const edges = this.vertex(type)?.edges;
    return edges && Object.hasOwn(edges, name) ? edges[name] : undefined;
  }

  /** The attributes that a resource is sent with when no request names any. Remembered: each record asks. */
  sentAttributes(type: string): readonly string[] {
    let names = this.#sentAttributes.get(type);
    if (!names) {
      const attributes = Object.entries(this.vertex(type)?.attributes ?? {});
      names = attributes.filter(([, { only }]) => !only).map(([name]) => name);
      this.#sentAttributes.set(type, names);
    }
    return names;
  }

  /** The attributes that records of a type are kept with: those of the newest version. */
  keptAttributes(type: string): Vertex['attributes'] {
    return (this.#newest.vertices[type] ?? this.vertex(type))?.attributes ?? {};
  }

  /** How this version shows an attribute, when that is not as it is kept. */
  earlierForm(type: string, attribute: string): EarlierForm | undefined {
    const forms = this.model.earlier[type];
    const form = forms && Object.hasOwn(forms, attribute) ? forms[attribute] : undefined;
    return form && this.version.version < form.until ? form : undefined;
  }

  /** What records of a type point at: relation to type. Records are kept as the newest version knows them. */
  relations(type: string): ReadonlyMap<string, string> {
    let relations = this.#relations.get(type);
    if (!relations) {
      relations = this.#relationsOf(type);
      this.#relations.set(type, relations);
    }
    return relations;
  }

  /** Undefined where nobody has taught the emulator the way. */
  way(type: string, name: string): Way | undefined {
    const key = `${type}.${name}`;
    if (!this.#ways.has(key)) this.#ways.set(key, this.#wayOf(type, name));
    return this.#ways.get(key);
  }

  /** By which relation the records at the end of an edge point back at its owner, as what is created there does. */
  relationBack(type: string, name: string): string | undefined {
    const way = this.way(type, name);
    return way?.kind === 'inverse' || way?.kind === 'computed' ? way.relation : undefined;
  }

  /** Where records of a type are found, the usual place first. */
  homes(type: string): readonly Home[] {
    let homes = this.#homes.get(type);
    if (!homes) {
      homes = this.#homesOf(type);
      this.#homes.set(type, homes);
    }
    return homes;
  }

  /** The JSON:API type that a relationship shows: not each is the name of a resource (`PrimaryCampus`). */
  shownType(type: string, relation: string, stored: string): string {
    const [shown = stored] = this.vertex(type)?.relationships[relation]?.types ?? [];
    return STORED_AS.get(shown) === stored ? shown : this.nameOf(stored);
  }

  /** What this version calls a type. */
  nameOf(stored: string): string {
    return this.#oldNames.get(stored) ?? stored;
  }

  /** The resource type behind a shown one. */
  storedType(shown: string): string {
    return STORED_AS.get(shown) ?? this.model.renamed?.[shown] ?? shown;
  }

  /** Whether a relation may point at resources of other types than the one that is known. */
  isPolymorphic(type: string, relation: string): boolean {
    return this.#newest.vertices[type]?.relationships[relation]?.polymorphic === true;
  }

  #relationsOf(type: string): ReadonlyMap<string, string> {
    const own = this.model.relations[type] ?? {};
    const documented = {
      ...this.#newest.vertices[type]?.relationships,
      ...this.vertex(type)?.relationships,
    };
    const targets = Object.entries(documented).map(
      ([name, { types }]) => [name, own[name] ?? types[0] ?? ''] as const,
    );
    return new Map([...targets, ...Object.entries(own)]);
  }

  #wayOf(type: string, name: string): Way | undefined {
    const edge = this.edge(type, name);
    if (!edge) return undefined;
    const rule = this.model.edges[`${type}.${name}`];
    if (rule && 'records' in rule) return { kind: 'computed', records: rule.records, relation: rule.inverse };
    if (rule && 'own' in rule) return { kind: 'own', relation: rule.own };
    if (rule) return { kind: 'inverse', relation: rule.inverse };
    if (type === 'Organization') return edge.many ? { kind: 'everything' } : undefined;
    if (this.relations(type).get(name) === edge.to) return { kind: 'own', relation: name };
    const back = this.#relationTo(type, edge.to);
    return back ? { kind: 'inverse', relation: back } : undefined;
  }

  /** The relation by which records of one type point at another: the one named after it, or the only one. */
  #relationTo(type: string, from: string): string | undefined {
    const candidates = [...this.relations(from)]
      .filter(([, target]) => target === type)
      .map(([name]) => name);
    const namesake = snakeCase(type);
    return candidates.includes(namesake) ? namesake : candidates.length === 1 ? candidates[0] : undefined;
  }

  #homesOf(type: string): readonly Home[] {
    const named = this.model.homes[type];
    const usual = named ?? this.#homeByPath(type);
    return Object.entries(this.version.vertices)
      .flatMap(([owner, { edges }]) =>
        Object.entries(edges)
          .filter(([, { to, many }]) => to === type && many)
          .map(([edge]) => ({ type: owner, edge })),
      )
      .map((home) => this.#withRelation(home))
      .filter((home) => home !== undefined)
      .sort((a, b) => rank(a, usual) - rank(b, usual));
  }

  #withRelation({ type, edge }: { type: string; edge: string }): Home | undefined {
    if (type === 'Organization') return { type, edge };
    const relation = this.relationBack(type, edge);
    return relation === undefined ? undefined : { type, edge, relation };
  }

  /** `Type.edge` of the last step of the path that the catalog gives for a type. */
  #homeByPath(type: string): string | undefined {
    const segments = this.vertex(type)?.path?.split('/').slice(3) ?? [];
    let owner = 'Organization';
    let home: string | undefined;
    for (const segment of segments) {
      if (segment.startsWith('{')) continue;
      const edge = this.edge(owner, segment);
      if (!edge) return undefined;
      home = `${owner}.${segment}`;
      owner = edge.to;
    }
    return home;
  }
}

/** Type names that arrive in relationships and included resources though they name no resource. */
const STORED_AS: ReadonlyMap<string, string> = new Map([['PrimaryCampus', 'Campus']]);

function rank({ type, edge }: Home, usual: string | undefined): number {
  if (type === 'Organization') return 0;
  return `${type}.${edge}` === usual ? 1 : 2;
}
