import { APP_NAMES, loadVersion, type AppName } from '@tspco/catalog';
import type { ApiCall } from '../../src/api/api-call.ts';
import { handleApi } from '../../src/api/handle-api.ts';
import { modelOf } from '../../src/apps/models.ts';
import { seedChurch } from '../../src/church/seed-church.ts';
import { ApiError } from '../../src/basics/api-error.ts';
import { AppSchema } from '../../src/schema/app-schema.ts';
import { Graph } from '../../src/schema/graph.ts';
import { Church } from '../../src/store/church.ts';
import type { StoredRecord } from '../../src/store/record.ts';
import { smallPeople } from './small-people.ts';
import { smallServices } from './small-services.ts';

export const ORIGIN = 'https://api.test';
/** In Los Angeles it is still the evening of 3 March. */
export const NOW = '2026-03-04T05:06:07Z';
const TIME_ZONE = 'America/Los_Angeles';

/** A church of a dozen people whose data are chosen for the difficulties that they make. */
export function smallChurch(): Church {
  return churchOf({ people: smallPeople(), services: smallServices() });
}

/** The small church for the apps that it knows, and for the others a seeded one. */
export function churchWith(app: AppName): Church {
  if (app === 'people' || app === 'services') return smallChurch();
  const church = new Church({ now: () => Date.parse(NOW) });
  seedChurch(church, { people: 40, seed: 1 });
  return church;
}

/** A church of these records and one organization. */
export function churchOf(records: Partial<Record<AppName, readonly StoredRecord[]>>): Church {
  const church = new Church({ now: () => Date.parse(NOW) });
  for (const app of APP_NAMES) {
    const store = church.app(app);
    store.put({
      type: 'Organization',
      id: '1',
      attributes: { name: 'Small Church', time_zone: TIME_ZONE },
      relations: {},
    });
    for (const record of records[app] ?? []) store.put(record);
  }
  return church;
}

export function graphOf(church: Church, app: AppName, version?: string): Graph {
  return new Graph(schemaOf(app, version), church, '9');
}

export function schemaOf(app: AppName, version?: string): AppSchema {
  return new AppSchema(loadVersion(app, version), modelOf(app));
}

export interface Asking {
  /** Sent as JSON; a text as it is. */
  readonly body?: unknown;
  readonly version?: string;
  /** Who asks. */
  readonly personId?: string;
  readonly strict?: boolean;
  readonly emptyIncluded?: boolean;
  readonly uploads?: ApiCall['uploads'];
}

/** What an answer is looked at as. Tests say with `toEqual` and `toMatchObject` what they expect of the rest. */
export interface Told {
  readonly status: number;
  readonly document: Document;
}

interface Document {
  data: Resource & Resource[];
  included?: Resource[];
  links?: Record<string, string | null>;
  meta: Record<string, unknown> & { total_count?: number; next?: { offset: number } };
  errors?: Record<string, unknown>[];
}

interface Resource {
  type: string;
  id: string;
  attributes: Record<string, unknown>;
  relationships?: Record<string, { data: unknown; links?: unknown }>;
  links: Record<string, string | null>;
}

/** Answers a request as the API does, errors too. The address is a path with a query as it is typed, unescaped. */
export async function ask(church: Church, method: string, url: string, asking: Asking = {}): Promise<Told> {
  const {
    body,
    version,
    personId = '9',
    strict = false,
    emptyIncluded = false,
    uploads = NO_UPLOADS,
  } = asking;
  const { pathname, searchParams } = new URL(url, ORIGIN);
  const [app = '', , ...segments] = pathname.split('/').slice(1).map(decodeURIComponent);
  const call: ApiCall = {
    method,
    app: app as AppName,
    version: loadVersion(app as AppName, version),
    segments: segments.filter((segment) => segment !== ''),
    query: [...searchParams],
    origin: ORIGIN,
    principal: { kind: 'person', personId },
    strict,
    emptyIncluded,
    uploads,
    text: async () => (typeof body === 'string' ? body : body === undefined ? '' : JSON.stringify(body)),
  };
  try {
    const answer = await handleApi(call, church);
    // What is sent is what JSON keeps of it.
    const document = answer.document === undefined ? undefined : JSON.parse(JSON.stringify(answer.document));
    return { status: answer.status, document };
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return { status: error.status, document: { errors: error.errors } as unknown as Document };
  }
}

const NO_UPLOADS: ApiCall['uploads'] = {
  get: () => undefined,
  keep: () => {
    throw new Error('Nothing was uploaded.');
  },
};

/** The ids of an answer's records, in their order. */
export async function idsOf(church: Church, url: string, asking?: Asking): Promise<string[]> {
  const { status, document } = await ask(church, 'GET', url, asking);
  if (status !== 200) throw new Error(`${url}: ${status} ${JSON.stringify(document)}`);
  return document.data.map(({ id }) => id);
}
