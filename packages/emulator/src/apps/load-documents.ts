import { APP_NAMES, isAppName, loadVersion } from '@tspco/catalog';
import type { Church } from '../store/church.ts';
import type { Json, Ref, StoredRecord } from '../store/record.ts';
import type { AppSchema } from '../schema/app-schema.ts';
import { schemaOf } from './schema-of.ts';
import { addMissingTwins } from './twins.ts';

/** A JSON:API document, as the API answers with it. */
export interface LoadableDocument {
  readonly data: LoadableResource | readonly LoadableResource[];
  readonly included?: readonly LoadableResource[];
  readonly meta?: { readonly parent?: Ref };
  /** Of a collection: tells which app it is from. */
  readonly links?: Readonly<Record<string, string | null>>;
}

/** A JSON:API resource. Its links are read, too: they tell what it points at when its relationships do not. */
export interface LoadableResource extends Ref {
  readonly attributes?: Readonly<Record<string, Json>>;
  readonly relationships?: Readonly<Record<string, { readonly data?: Ref | readonly Ref[] | null }>>;
  readonly links?: Readonly<Record<string, string | null>>;
}

/**
 * Puts the resources of documents into the church, as they are. One that is there already is changed where the
 * documents say something about it. When one cannot be loaded, none is.
 */
export function loadDocuments(church: Church, app: string, documents: readonly LoadableDocument[]): void {
  const schema = isAppName(app) ? schemaOf(loadVersion(app)) : undefined;
  if (!schema)
    throw new RangeError(`There is no app ${JSON.stringify(app)}; there are ${APP_NAMES.join(', ')}.`);
  const checked = documents.map((document, index) => ({
    parent: document?.meta?.parent,
    resources: resourcesOf(document, index, schema),
  }));
  for (const { parent, resources } of checked) {
    for (const resource of resources) loadResource(church, resource, schema);
    if (parent) loadParent(church, parent, schema);
  }
  if (app !== 'people') return;
  const loaded = checked.flatMap(({ parent, resources }) => [resources, parent ?? []].flat());
  for (const ref of loaded) makeKnownElsewhere(church, stored(ref, schema));
}

/** As when somebody or a campus is created. What documents of the other apps said of them stays. */
function makeKnownElsewhere(church: Church, { type, id }: Ref): void {
  const original = church.app('people').get(type, id);
  if (original) addMissingTwins(original, { church });
}

function resourcesOf(
  document: LoadableDocument,
  index: number,
  schema: AppSchema,
): readonly LoadableResource[] {
  const { data, included = [] } = Object(document) as LoadableDocument;
  const resources = [...(isList(data) ? data : [data]), ...included];
  for (const resource of resources) {
    if (typeof resource?.type !== 'string' || typeof resource.id !== 'string')
      throw new TypeError(
        `Document ${index + 1} holds something that is no JSON:API resource: each needs a "type" and an "id", both texts.`,
      );
    if (!schema.vertex(schema.storedType(resource.type)))
      throw new RangeError(`The app ${schema.version.app} has no resources of the type ${resource.type}.`);
  }
  return resources;
}

function loadResource(church: Church, resource: LoadableResource, schema: AppSchema): void {
  const type = schema.storedType(resource.type);
  const store = church.app(schema.version.app);
  if (type === 'Organization') nameOrganization(church, resource.id);
  const known = store.get(type, resource.id);
  const relations: StoredRecord['relations'] = { ...known?.relations };
  for (const [name, relationship] of Object.entries(resource.relationships ?? {})) {
    const data = relationship?.data;
    if (data === undefined || !isKeptRelation(schema, type, name)) continue;
    relations[name] =
      data === null || !isList(data) ? data && stored(data, schema) : data.map((ref) => stored(ref, schema));
  }
  for (const [name, link] of Object.entries(resource.links ?? {})) {
    const way = schema.way(type, name);
    const pointed = way?.kind === 'own' && link ? linkedRef(link, schema.edge(type, name)?.to) : undefined;
    if (way?.kind === 'own' && pointed) relations[way.relation] ??= pointed;
  }
  store.put({
    type,
    id: resource.id,
    attributes: { ...known?.attributes, ...resource.attributes },
    relations,
    ...(resource.links?.['html'] ? { page: resource.links['html'] } : {}),
  });
}

/** Includes stand among the relationships, too; they are the other side of something and follow from it. */
function isKeptRelation(schema: AppSchema, type: string, name: string): boolean {
  return schema.relations(type).has(name);
}

function stored({ type, id }: Ref, schema: AppSchema): Ref {
  return { type: schema.storedType(type), id };
}

/** `…/marital_statuses/7` is resource 7; `…/people/1/organization` names none. */
function linkedRef(link: string, type: string | undefined): Ref | undefined {
  const id = /\/(\d+)$/.exec(link)?.[1];
  return id && type ? { type, id } : undefined;
}

/** Whatever a collection belongs to exists, even when nothing more is known of it. */
function loadParent(church: Church, parent: Ref, schema: AppSchema): void {
  if (parent.type === 'Organization') return nameOrganization(church, parent.id);
  const known = church.app(schema.version.app).get(schema.storedType(parent.type), parent.id);
  if (!known) loadResource(church, { type: parent.type, id: parent.id }, schema);
}

/** Everything belongs to one organization, so a document's is the emulator's, whatever its id was before. */
function nameOrganization(church: Church, id: string): void {
  for (const app of APP_NAMES) {
    const store = church.app(app);
    const attributes = {};
    for (const organization of store.all('Organization')) {
      Object.assign(attributes, organization.attributes);
      if (organization.id !== id) store.delete(organization);
    }
    store.put({ type: 'Organization', id, attributes, relations: {} });
  }
}

function isList<T>(value: T | readonly T[]): value is readonly T[] {
  return Array.isArray(value);
}
