import type {
  Documented,
  DocumentedType,
  DocumentedVertex,
  DocumentedWrite,
} from '../documents/documented.ts';
import type { Table } from '../table.ts';
import type { ValueType, Vertex, Write } from '../types.ts';
import type { Change, Difference, Part, Property } from './difference.ts';

/** All differences between vertices of the catalog and what a document says. What it does not say is no difference. */
export function compare(
  catalog: Table<Vertex>,
  { vertices, isWhole }: Pick<Documented, 'vertices' | 'isWhole'>,
): Difference[] {
  const documented = Object.entries(vertices);
  const removed = Object.entries(catalog)
    .filter(([type, { undocumented }]) => isWhole && !undocumented && !Object.hasOwn(vertices, type))
    .map(([type]): Difference => ({ change: 'removed', type, part: 'type', name: type }));
  const found = documented.flatMap(([type, vertex]): Difference[] => {
    const known = catalog[type];
    if (!known) return [{ change: 'added', type, part: 'type', name: type }];
    return compareVertex(withoutUndocumented(known, catalog), vertex).map((difference) =>
      placed({ type }, difference),
    );
  });
  return [...removed, ...found].sort((a, b) => compareTexts(a.type ?? '', b.type ?? ''));
}

function compareVertex(known: Vertex, documented: DocumentedVertex): Difference[] {
  const { include, order, actions } = documented;
  return [
    ...compareTable('attribute', known.attributes, withoutId(documented), (mine, theirs) => [
      ...typeChange(mine.type, theirs.type),
      ...change('permission', mine.permission ?? 'public', theirs.permission),
    ]),
    ...compareTable('relationship', known.relationships, documented.relationships, (mine, theirs) => [
      ...change('many', mine.many, theirs.many),
      ...(mine.polymorphic
        ? []
        : change('types', written(mine.types), theirs.types && written(theirs.types))),
      ...change('permission', mine.permission ?? 'public', theirs.permission),
    ]),
    ...compareTable('edge', known.edges, documented.edges, (mine, theirs) => [
      ...change('to', mine.to, theirs.to),
      ...change('many', mine.many, theirs.many),
      ...change('create', mine.create ?? 'unknown', theirs.create),
    ]),
    ...compareFilters(known, documented),
    ...compareNames('include', known.include, include),
    ...compareNames('order', known.order, order),
    ...compareTable('where', known.where, documented.where, typeChange),
    ...compareWrite('create', known.create, documented.create),
    ...compareWrite('update', known.update, documented.update),
    ...allowance('delete', known.delete === true, documented.delete),
    ...compareNames('action', Object.keys(known.actions), actions),
  ];
}

/** What no document has is not missing in one. When one has it, it is new. */
function withoutUndocumented(known: Vertex, catalog: Table<Vertex>): Vertex {
  const attributes = Object.entries(known.attributes).filter(([, { undocumented }]) => !undocumented);
  const edges = Object.entries(known.edges).filter(([, { to }]) => !catalog[to]?.undocumented);
  return { ...known, attributes: Object.fromEntries(attributes), edges: Object.fromEntries(edges) };
}

/** Every resource has an id, so the catalog does not list it. */
function withoutId({ attributes }: DocumentedVertex): DocumentedVertex['attributes'] {
  return attributes && Object.fromEntries(Object.entries(attributes).filter(([name]) => name !== 'id'));
}

/** Permission to write and, where both allow it, what may be sent. */
function compareWrite(
  part: 'create' | 'update',
  known: Write | undefined,
  documented: DocumentedWrite = {},
): Difference[] {
  const { allowed, attributes, relationships } = documented;
  // The graph has one list for both.
  const isAttribute = (name: string): boolean =>
    relationships !== undefined || known?.relationships?.includes(name) !== true;
  const names =
    known && allowed !== false
      ? [
          ...compareNames(`${part} attribute`, known.assignable ?? [], attributes?.filter(isAttribute)),
          ...compareNames(`${part} relationship`, known.relationships ?? [], relationships),
        ]
      : [];
  return [...allowance(part, known !== undefined, allowed), ...names];
}

function allowance(part: Part, known: boolean, documented: boolean | undefined): Difference[] {
  if (documented === undefined || documented === known) return [];
  return [{ change: documented ? 'added' : 'removed', part }];
}

/** Only those of edges that both have: a new edge is one difference. */
function compareFilters(known: Vertex, { edges = {} }: DocumentedVertex): Difference[] {
  return Object.entries(edges).flatMap(([edge, { filters }]) => {
    const mine = Object.hasOwn(known.edges, edge) ? known.edges[edge] : undefined;
    return mine ? compareNames('filter', mine.filters, filters).map((found) => placed({ edge }, found)) : [];
  });
}

function compareNames(
  part: Part,
  known: readonly string[],
  documented: readonly string[] | undefined,
): Difference[] {
  if (!documented) return [];
  const missing = (change: Change, from: readonly string[], to: readonly string[]): Difference[] =>
    [...new Set(from)].filter((name) => !to.includes(name)).map((name) => ({ change, part, name }));
  return [...missing('added', documented, known), ...missing('removed', known, documented)].sort(byName);
}

function compareTable<Mine, Theirs>(
  part: Part,
  known: Table<Mine>,
  documented: Table<Theirs> | undefined,
  compareEntries: (mine: Mine, theirs: Theirs) => Changed[],
): Difference[] {
  if (!documented) return [];
  const changed = Object.entries(documented).flatMap(([name, theirs]) => {
    const mine = Object.hasOwn(known, name) ? known[name] : undefined;
    return mine === undefined
      ? []
      : compareEntries(mine, theirs).map((one) => placed({ change: 'changed', part, name }, one));
  });
  return [...compareNames(part, Object.keys(known), Object.keys(documented)), ...changed].sort(byName);
}

function placed<const Place, Found>(place: Place, found: Found): Place & Found {
  return { ...place, ...found };
}

type Changed = Pick<Difference, 'property' | 'catalog' | 'document'>;

function typeChange(mine: ValueType, theirs: DocumentedType | undefined): Changed[] {
  return theirs && !theirs.mayBe.includes(mine)
    ? [{ property: 'type', catalog: mine, document: theirs.name }]
    : [];
}

function change(property: Property, mine: string | boolean, theirs: string | boolean | undefined): Changed[] {
  return theirs === undefined || theirs === mine
    ? []
    : [{ property, catalog: String(mine), document: String(theirs) }];
}

function written(names: readonly string[]): string {
  return [...names].sort().join(' or ');
}

function byName(a: Difference, b: Difference): number {
  return compareTexts(a.name ?? '', b.name ?? '');
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
