import { nestsWhere } from '../nested-where.ts';
import type { Action, Attribute, Edge, Relationship, ValueType, Vertex, Write } from '../types.ts';
import type { AppDescription } from './app-description.ts';
import { dottedNames } from './dotted-names.ts';
import { Names, namesOfList, namesOfTable, type Lookup, type NamesOf } from './names.ts';
import { nearNames } from './near-names.ts';

/** A resource type, to be asked what it has and what may be asked of it. */
export class VertexDescription {
  readonly app: AppDescription;
  /** The JSON:API type. */
  readonly type: string;
  /** What {@link loadVersion} gives. */
  readonly facts: Vertex;

  constructor(app: AppDescription, type: string, facts: Vertex) {
    this.app = app;
    this.type = type;
    this.facts = facts;
  }

  /** What a resource of this type has; `id` is not among them. */
  get attributes(): Names<Attribute> {
    return namesOfTable(this.#of('attribute'), this.facts.attributes);
  }

  /** The resources that it belongs to, or that belong to it. */
  get relationships(): Names<Relationship> {
    return namesOfTable(this.#of('relationship'), this.facts.relationships);
  }

  /** The sub-paths; of `Organization`, the top-level paths. */
  get edges(): Names<EdgeDescription> {
    return namesOfList(this.#of('edge'), Object.keys(this.facts.edges), (name) => this.#edge(name));
  }

  /** What `include` accepts. `get` also knows two steps, `emails.person`. */
  get include(): Names<IncludeDescription> {
    return dottedNames(this.#of('include'), this.#includes(), (name) => {
      const first = this.#includes().get(name);
      return first?.to && through(first.many, first.to.#includes());
    });
  }

  /** What `order` accepts. `get` also knows each name with a leading `-`. */
  get order(): Names<OrderDescription> {
    const list = this.facts.order;
    return new Names(this.#of('order'), {
      list,
      get: (name) => {
        const descending = name.startsWith('-');
        const by = descending ? name.slice(1) : name;
        return list.includes(by) ? { by, descending } : undefined;
      },
      near: (name) => nearNames(name, list).map((near) => (name.startsWith('-') ? `-${near}` : near)),
    });
  }

  /**
   * The conditions of `where`. `get` also knows those of what can be included, with a dot: `event.name` stands for
   * `where[event][name]`. Not in People, which announces none and ignores them.
   */
  get where(): Names<WhereDescription> {
    const nests = nestsWhere(this.app.app);
    return dottedNames(this.#of('where'), this.#conditions(), (name) => {
      const to = nests ? this.#includes().get(name)?.to : undefined;
      return to && to.#conditions();
    });
  }

  /** Absent when the resource cannot be created. Where, `create` of an edge says. */
  get create(): WriteDescription | undefined {
    return this.#write('create');
  }

  /** Absent when the resource cannot be updated. */
  get update(): WriteDescription | undefined {
    return this.#write('update');
  }

  /** Whether DELETE is accepted. */
  get canDelete(): boolean {
    return this.facts.delete === true;
  }

  /** What can be done with a resource by POST to a path below it. */
  get actions(): Names<Action> {
    return namesOfTable(this.#of('action'), this.facts.actions);
  }

  #of(kind: string): NamesOf {
    return { owner: this.type, kind };
  }

  #edge(name: string): EdgeDescription {
    const { to, filters, ...facts } = this.facts.edges[name] ?? NO_EDGE;
    const vertex = this.app.vertices.get(to);
    // A test proves that every edge of the data leads to a type of its version.
    if (!vertex) throw new RangeError(`${this.type}.${name} leads to ${to}, which does not exist.`);
    const filter = namesOfList({ owner: `${this.type}.${name}`, kind: 'filter' }, filters, (value) => value);
    return { ...facts, from: this, slug: name, to: vertex, filter };
  }

  /** Without those of two steps. */
  #includes(): Lookup<IncludeDescription> {
    const list = this.facts.include;
    return { list, get: (name) => (list.includes(name) ? this.#include(name) : undefined) };
  }

  #include(name: string): IncludeDescription {
    const edge = this.edges.get(name);
    if (edge) return { many: edge.many, to: edge.to };
    const relationship = this.facts.relationships[name];
    const to = relationship?.types.map((type) => this.app.vertices.get(type)).find(Boolean);
    return { many: relationship?.many ?? false, to };
  }

  /** Without those of what can be included. */
  #conditions(): Lookup<WhereDescription> {
    const { where } = this.facts;
    return { list: Object.keys(where), get: (name) => conditionOf(where[name]) };
  }

  #write(verb: 'create' | 'update'): WriteDescription | undefined {
    const facts = this.facts[verb];
    if (!facts) return undefined;
    const { assignable, relationships, required, requiredRelationships } = facts;
    const describe = (kind: string, names: readonly string[], needed: readonly string[]) =>
      namesOfList<AssignableDescription>(this.#of(`${kind} to ${verb} with`), names, (name) => ({
        type: this.facts.attributes[name]?.type ?? this.facts.writeOnly[name] ?? 'unknown',
        required: needed.includes(name),
      }));
    return {
      facts,
      ...(assignable && { attributes: describe('attribute', assignable, required) }),
      ...(relationships && {
        relationships: describe('relationship', relationships, requiredRelationships),
      }),
    };
  }
}

/** A sub-path of a resource, and where it leads. */
export interface EdgeDescription extends Omit<Edge, 'to' | 'filters'> {
  readonly from: VertexDescription;
  /** The segment of the path. */
  readonly slug: string;
  readonly to: VertexDescription;
  /** What `filter` accepts on this path. */
  readonly filter: Names<string>;
}

/** What an `include` brings along. */
export interface IncludeDescription {
  /** Whether more than one resource can come along for each. */
  readonly many: boolean;
  /** The type that comes along; `undefined` when the catalog has no facts of it. */
  readonly to: VertexDescription | undefined;
}

/** What an `order` sorts by. */
export interface OrderDescription {
  readonly by: string;
  readonly descending: boolean;
}

/** How a condition of `where` may look. */
export interface WhereDescription {
  readonly type: ValueType;
  /** What may follow, as in `where[created_at][gt]`. */
  readonly operators: readonly RangeOperator[];
}

/** What stands behind the name of a date to compare with it: after, from, before, until. */
export type RangeOperator = 'gt' | 'gte' | 'lt' | 'lte';

/** What a payload may hold. */
export interface WriteDescription {
  readonly facts: Write;
  /** What may stand in `attributes`; absent when no source lists them. */
  readonly attributes?: Names<AssignableDescription>;
  /** What may stand in `relationships`; absent when unknown. */
  readonly relationships?: Names<AssignableDescription>;
}

/** A name that a payload may assign. */
export interface AssignableDescription {
  /** Of a relationship `unknown`, unless it is also an attribute. */
  readonly type: ValueType;
  readonly required: boolean;
}

const NO_EDGE: Edge = { to: '', many: false, filters: [] };
const OPERATORS: readonly RangeOperator[] = ['gt', 'gte', 'lt', 'lte'];
const NO_OPERATORS: readonly RangeOperator[] = [];

/** The second step of an `include`: many come along when either step leads to many. */
function through(firstMany: boolean, { list, get }: Lookup<IncludeDescription>): Lookup<IncludeDescription> {
  return {
    list,
    get: (name) => {
      const second = get(name);
      return second && { ...second, many: firstMany || second.many };
    },
  };
}

function conditionOf(type: ValueType | undefined): WhereDescription | undefined {
  const isTime = type === 'date' || type === 'date_time';
  return type && { type, operators: isTime ? OPERATORS : NO_OPERATORS };
}
